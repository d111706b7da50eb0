import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';

/** `publicKey`: SPKI, base64url. */
export type DeviceKey = { readonly privateKey: CryptoKey; readonly publicKey: string };

/** What this device does with keys. Keys go in and out as handles: no key's bytes ever reach the app. */
export type DeviceCrypto = {
  /** SHA-256 of the text's UTF-8 bytes, lower-case hex digits: beside the page's thread, where thousands are to be computed. */
  readonly hash: (text: string) => Promise<string>;
  readonly createDeviceKey: () => Promise<DeviceKey>;
  /** ECDSA P-256 over SHA-256 of the statement's UTF-8: raw r‖s, base64url. */
  readonly sign: (key: DeviceKey, statement: string) => Promise<string>;
  readonly createSealKey: () => Promise<CryptoKey>;
  readonly encrypt: (key: CryptoKey, plain: Uint8Array<ArrayBuffer>, place: SealPlace) => Promise<ArrayBuffer>;
  /** Throws when key, bytes or place are not those of the sealing. */
  readonly decrypt: (key: CryptoKey, cipher: Uint8Array<ArrayBuffer>, place: SealPlace) => Promise<ArrayBuffer>;
};

/** `iv`: 12 fresh random bytes. `where` is authenticated, so that a sealed body cannot be moved to another row. */
export type SealPlace = { readonly iv: Uint8Array<ArrayBuffer>; readonly where: string };

/** WebCrypto; every private key is made non-extractable. */
export const webCrypto: DeviceCrypto = {
  hash: async (text) => {
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  },
  createDeviceKey: async () => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
    const spki = await crypto.subtle.exportKey('spki', pair.publicKey);
    return { privateKey: pair.privateKey, publicKey: bytesToBase64url(new Uint8Array(spki)) };
  },
  sign: async ({ privateKey }, statement) => {
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    const signature = await crypto.subtle.sign(algorithm, privateKey, new TextEncoder().encode(statement));
    return bytesToBase64url(new Uint8Array(signature));
  },
  createSealKey: () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
  encrypt: (key, plain, place) => crypto.subtle.encrypt(gcm(place), key, plain),
  decrypt: (key, cipher, place) => crypto.subtle.decrypt(gcm(place), key, cipher),
};

const gcm = ({ iv, where }: SealPlace) => ({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(where) });
