import type { DeviceCrypto } from './device-crypto.ts';
import type { RandomBytes } from './random.ts';

/** The one seam through which texts and photos enter and leave this device's disk. `where` names the row they belong to. */
export type Seal = {
  readonly seal: (where: string, text: string) => Promise<ArrayBuffer>;
  /** Null when it cannot be opened: another row's body, damaged bytes, a destroyed key, a later format. */
  readonly open: (where: string, sealed: ArrayBuffer) => Promise<string | null>;
  readonly sealBytes: (where: string, bytes: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>;
  /** Null as above. */
  readonly openBytes: (where: string, sealed: ArrayBuffer) => Promise<Uint8Array<ArrayBuffer> | null>;
};

/** First byte of what is stored. A later format takes the next number and stands beside this one. */
const FORMAT = 1;
const IV_BYTES = 12;

/** Format 1: version byte, 12 bytes of iv, AES-256-GCM. Stored as ArrayBuffer: WebKit loses the bytes of Blobs. */
export const sealWith = ({
  crypto,
  random,
  key,
}: {
  readonly crypto: DeviceCrypto;
  readonly random: RandomBytes;
  readonly key: CryptoKey;
}): Seal => {
  const sealBytes: Seal['sealBytes'] = async (where, bytes) => {
    const iv = random(IV_BYTES);
    const cipher = await crypto.encrypt(key, bytes, { iv, where });
    const sealed = new Uint8Array(1 + IV_BYTES + cipher.byteLength);
    sealed[0] = FORMAT;
    sealed.set(iv, 1);
    sealed.set(new Uint8Array(cipher), 1 + IV_BYTES);
    return sealed.buffer;
  };
  const openBytes: Seal['openBytes'] = async (where, sealed) => {
    const bytes = new Uint8Array(sealed);
    if (bytes[0] !== FORMAT) return null;
    const iv = bytes.slice(1, 1 + IV_BYTES);
    try {
      return new Uint8Array(await crypto.decrypt(key, bytes.slice(1 + IV_BYTES), { iv, where }));
    } catch {
      return null;
    }
  };
  return {
    sealBytes,
    openBytes,
    seal: (where, text) => sealBytes(where, new TextEncoder().encode(text)),
    open: async (where, sealed) => {
      const plain = await openBytes(where, sealed);
      try {
        return plain && new TextDecoder('utf-8', { fatal: true }).decode(plain);
      } catch {
        return null;
      }
    },
  };
};
