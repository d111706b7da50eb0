import { createCipheriv, createDecipheriv, createHmac, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import type { DeviceCrypto } from '@banso/client/store/device-crypto.ts';
import type { ServerKey } from '@banso/server/seal/server-key.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';

const TAG_BYTES = 16;

export type GcmPlace = { readonly iv: Uint8Array; readonly where: Uint8Array };

/** AES-256-GCM as WebCrypto has it: cipher, then tag. */
export const sealGcm = (key: Uint8Array, { iv, where }: GcmPlace, bytes: Uint8Array): Uint8Array => {
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(where);
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
};

/** Throws when key, bytes or place are not those of the sealing. */
export const openGcm = (key: Uint8Array, { iv, where }: GcmPlace, sealed: Uint8Array): Uint8Array => {
  const decipher = createDecipheriv('aes-256-gcm', key, iv);
  decipher.setAAD(where);
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
};

/** Real cryptography that answers at once. Its keys are plain bytes, so that a copied profile has them as well. */
export const modelDeviceCrypto = (randomBytes: (count: number) => Uint8Array): DeviceCrypto => ({
  hash: async (text) => sha256Hex(text),
  createDeviceKey: async () => {
    const pair = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      publicKeyEncoding: { format: 'der', type: 'spki' },
      privateKeyEncoding: { format: 'der', type: 'pkcs8' },
    });
    return { privateKey: asKey(new Uint8Array(pair.privateKey)), publicKey: bytesToBase64url(pair.publicKey) };
  },
  sign: async ({ privateKey }, statement) => {
    const key = createPrivateKey({ key: Buffer.from(bytesOf(privateKey)), format: 'der', type: 'pkcs8' });
    return bytesToBase64url(sign('sha256', Buffer.from(statement), { key, dsaEncoding: 'ieee-p1363' }));
  },
  createSealKey: async () => asKey(randomBytes(32)),
  encrypt: async (key, plain, { iv, where }) =>
    new Uint8Array(sealGcm(bytesOf(key), { iv, where: Buffer.from(where) }, plain)).buffer,
  decrypt: async (key, cipher, { iv, where }) =>
    new Uint8Array(openGcm(bytesOf(key), { iv, where: Buffer.from(where) }, cipher)).buffer,
});

// The app hands its keys on as handles and never looks into them.
export const asKey = (bytes: Uint8Array): CryptoKey => ({ bytes }) as unknown as CryptoKey;
const bytesOf = (key: CryptoKey): Uint8Array => (key as unknown as { readonly bytes: Uint8Array }).bytes;

const SECRET = 'サンプルの鍵';
const macOf = (text: string) => createHmac('sha512', SECRET).update(text).digest();

/** A server key whose signatures are the same in every run: time tokens stand inside of texts that are hashed. */
export const modelServerKey: ServerKey = {
  publicKey: 'model',
  sign: (text) => bytesToBase64url(macOf(text)),
  verify: (text, signature) => macOf(text).equals(signature),
  secretFor: (purpose) => macOf(`secret/${purpose}`).subarray(0, 32),
};
