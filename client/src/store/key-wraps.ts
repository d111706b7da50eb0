import type { RandomBytes } from './random.ts';

/** What opens the data key: something its owner knows, or 32 bytes that only their passkey gives (WebAuthn PRF). */
export type Opener =
  | { readonly way: 'passphrase'; readonly passphrase: string }
  | { readonly way: 'passkey'; readonly credential: string; readonly secret: Uint8Array<ArrayBuffer> };

/** The opener that a passkey gives. */
export type PasskeyOpener = Extract<Opener, { readonly way: 'passkey' }>;

/** The data key under one way of opening it. `credential`: the passkey's id, base64url. `wrapped`: iv, then AES-256-GCM. */
export type KeyWrap =
  | {
      readonly way: 'passphrase';
      readonly salt: Uint8Array<ArrayBuffer>;
      readonly iterations: number;
      readonly wrapped: ArrayBuffer;
    }
  | {
      readonly way: 'passkey';
      readonly credential: string;
      readonly salt: Uint8Array<ArrayBuffer>;
      readonly wrapped: ArrayBuffer;
    };

export const WAYS = ['passphrase', 'passkey'] as const;

/** PBKDF2 with SHA-256: at least this many turns for one guess. */
export const PASSPHRASE_ITERATIONS = 600_000;
const SALT_BYTES = 16;
const IV_BYTES = 12;
const DATA_KEY = { name: 'AES-GCM', length: 256 } as const;

/** A new data key. Extractable only so that it can be wrapped; what is kept in memory comes out of `unwrapKey`. */
export const newDataKey = (): Promise<CryptoKey> => crypto.subtle.generateKey(DATA_KEY, true, ['encrypt', 'decrypt']);

export const wrapKey = async (dataKey: CryptoKey, opener: Opener, random: RandomBytes): Promise<KeyWrap> => {
  const salt = random(SALT_BYTES);
  const iterations = PASSPHRASE_ITERATIONS;
  const wrapping = await wrappingKey(opener, { salt, iterations });
  const iv = random(IV_BYTES);
  const cipher = await crypto.subtle.wrapKey('raw', dataKey, wrapping, gcm(iv, opener.way));
  const wrapped = joined(iv, new Uint8Array(cipher));
  return opener.way === 'passphrase'
    ? { way: 'passphrase', salt, iterations, wrapped }
    : { way: 'passkey', credential: opener.credential, salt, wrapped };
};

/** Null when this opener does not open it. `extractable` only for wrapping it anew. */
export const unwrapKey = async (
  wrap: KeyWrap,
  opener: Opener,
  { extractable = false }: { readonly extractable?: boolean } = {},
): Promise<CryptoKey | null> => {
  if (wrap.way !== opener.way) return null;
  const iterations = wrap.way === 'passphrase' ? wrap.iterations : 0;
  const wrapping = await wrappingKey(opener, { salt: wrap.salt, iterations });
  const bytes = new Uint8Array(wrap.wrapped);
  const algorithm = gcm(bytes.slice(0, IV_BYTES), wrap.way);
  const uses: KeyUsage[] = ['encrypt', 'decrypt'];
  try {
    const cipher = bytes.slice(IV_BYTES);
    return await crypto.subtle.unwrapKey('raw', cipher, wrapping, algorithm, DATA_KEY, extractable, uses);
  } catch {
    return null;
  }
};

const wrappingKey = async (
  opener: Opener,
  { salt, iterations }: { readonly salt: Uint8Array<ArrayBuffer>; readonly iterations: number },
): Promise<CryptoKey> => {
  const uses: KeyUsage[] = ['wrapKey', 'unwrapKey'];
  if (opener.way === 'passkey') {
    const secret = await crypto.subtle.importKey('raw', opener.secret, 'HKDF', false, ['deriveKey']);
    const info = new TextEncoder().encode('banso/data-key/1');
    return crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt, info }, secret, DATA_KEY, false, uses);
  }
  // The same letters, typed on a Mac and on Android, may come in different code points.
  const typed = new TextEncoder().encode(opener.passphrase.normalize('NFKC'));
  const secret = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, secret, DATA_KEY, false, uses);
};

/** The way is authenticated, so that one way's wrap cannot be passed off as the other's. */
const gcm = (iv: Uint8Array<ArrayBuffer>, way: Opener['way']) => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(`data-key/${way}`),
});

const joined = (head: Uint8Array, tail: Uint8Array): ArrayBuffer => {
  const bytes = new Uint8Array(head.length + tail.length);
  bytes.set(head);
  bytes.set(tail, head.length);
  return bytes.buffer;
};
