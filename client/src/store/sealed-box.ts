import { base64urlToBytes, bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import type { RandomBytes } from './random.ts';

/** Seals to somebody's public key: whoever sealed it cannot open it again. */
export type SealedBox = {
  readonly seal: (where: string, bytes: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>;
};

/** First byte of what is sealed to a public key; `seal.ts` has the formats before it. */
export const BOX_FORMAT = 3;
const POINT_BYTES = 65;
const IV_BYTES = 12;
const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;

/** A key pair to be sealed to: the public point (base64url), and the private half as PKCS #8. */
export const newBoxKey = async (): Promise<{
  readonly publicKey: string;
  readonly secret: Uint8Array<ArrayBuffer>;
}> => {
  const pair = await crypto.subtle.generateKey(CURVE, true, ['deriveBits']);
  const point = await crypto.subtle.exportKey('raw', pair.publicKey);
  const secret = await crypto.subtle.exportKey('pkcs8', pair.privateKey);
  return { publicKey: bytesToBase64url(new Uint8Array(point)), secret: new Uint8Array(secret) };
};

/**
 * ECIES: ephemeral ECDH P-256, HKDF-SHA-256 over both points, AES-256-GCM: format byte, ephemeral point, iv, cipher. The
 * agreement is made once here and not at each sealing, because a tap must not wait for it. Null for what is no point of the
 * curve.
 */
export const boxFor = async (publicKey: string, random: RandomBytes): Promise<SealedBox | null> => {
  const theirs = base64urlToBytes(publicKey);
  if (theirs?.length !== POINT_BYTES) return null;
  try {
    const recipient = await crypto.subtle.importKey('raw', theirs, CURVE, false, []);
    const mine = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
    const point = new Uint8Array(await crypto.subtle.exportKey('raw', mine.publicKey));
    const key = await agreedKey(
      { own: mine.privateKey, other: recipient, ephemeral: point, recipient: theirs },
      'encrypt',
    );
    return {
      seal: async (where, bytes) => {
        const iv = random(IV_BYTES);
        const cipher = new Uint8Array(await crypto.subtle.encrypt(gcm(iv, where), key, bytes));
        const sealed = new Uint8Array(1 + POINT_BYTES + IV_BYTES + cipher.length);
        sealed[0] = BOX_FORMAT;
        sealed.set(point, 1);
        sealed.set(iv, 1 + POINT_BYTES);
        sealed.set(cipher, 1 + POINT_BYTES + IV_BYTES);
        return sealed.buffer;
      },
    };
  } catch {
    return null;
  }
};

/** The private half of a box, ready to open what was sealed to it. */
export type BoxOpener = { readonly privateKey: CryptoKey; readonly point: Uint8Array<ArrayBuffer> };

/** Throws when the bytes are not those of `newBoxKey`. */
export const boxOpener = async (publicKey: string, secret: Uint8Array<ArrayBuffer>): Promise<BoxOpener> => ({
  privateKey: await crypto.subtle.importKey('pkcs8', secret, CURVE, false, ['deriveBits']),
  point: base64urlToBytes(publicKey) ?? new Uint8Array(),
});

/** Null when it was sealed to another key, for another place, or was changed. */
export const openFromBox = async (
  { privateKey, point: recipient }: BoxOpener,
  where: string,
  sealed: ArrayBuffer,
): Promise<Uint8Array<ArrayBuffer> | null> => {
  const bytes = new Uint8Array(sealed);
  if (bytes[0] !== BOX_FORMAT) return null;
  const ephemeral = bytes.slice(1, 1 + POINT_BYTES);
  const iv = bytes.slice(1 + POINT_BYTES, 1 + POINT_BYTES + IV_BYTES);
  const cipher = bytes.slice(1 + POINT_BYTES + IV_BYTES);
  try {
    const other = await crypto.subtle.importKey('raw', ephemeral, CURVE, false, []);
    const key = await agreedKey({ own: privateKey, other, ephemeral, recipient }, 'decrypt');
    return new Uint8Array(await crypto.subtle.decrypt(gcm(iv, where), key, cipher));
  } catch {
    return null;
  }
};

const agreedKey = async (
  {
    own,
    other,
    ephemeral,
    recipient,
  }: {
    readonly own: CryptoKey;
    readonly other: CryptoKey;
    readonly ephemeral: Uint8Array;
    readonly recipient: Uint8Array;
  },
  use: 'encrypt' | 'decrypt',
): Promise<CryptoKey> => {
  const agreed = await crypto.subtle.deriveBits({ name: 'ECDH', public: other }, own, 256);
  const secret = await crypto.subtle.importKey('raw', agreed, 'HKDF', false, ['deriveKey']);
  const info = new Uint8Array([...new TextEncoder().encode('banso/box/1'), ...ephemeral, ...recipient]);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  return crypto.subtle.deriveKey(hkdf, secret, { name: 'AES-GCM', length: 256 }, false, [use]);
};

const gcm = (iv: Uint8Array<ArrayBuffer>, where: string) => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(where),
});
