import type { DeviceCrypto } from './device-crypto.ts';
import type { RandomBytes } from './random.ts';
import { BOX_FORMAT, type BoxOpener, openFromBox } from './sealed-box.ts';

/** The one seam through which texts and photos enter and leave this device's disk. `where` names the row they belong to. */
export type Seal = {
  /** What is sealed now has this format; see `SyncRow.sealing`. */
  readonly format: SealFormat;
  readonly seal: (where: string, text: string) => Promise<ArrayBuffer>;
  /** Null when it cannot be opened: another row's body, damaged bytes, a destroyed key, a later format. */
  readonly open: (where: string, sealed: ArrayBuffer) => Promise<string | null>;
  readonly sealBytes: (where: string, bytes: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>;
  /** Null as above. */
  readonly openBytes: (where: string, sealed: ArrayBuffer) => Promise<Uint8Array<ArrayBuffer> | null>;
};

/**
 * First byte of what is stored. A later format takes the next number and stands beside these.
 * - 1: with the key that lies beside the data (a handle that no script can export)
 * - 2: with the data key, which is on the disk only wrapped
 * - 3: to the public key of the locked device's box (`sealed-box.ts`)
 */
export type SealFormat = 1 | 2;
export const BESIDE = 1;
const DATA = 2;
const IV_BYTES = 12;

export type SealKeys = {
  readonly beside: CryptoKey | null;
  readonly data: CryptoKey | null;
  /** Opens what was recorded while the device was locked. */
  readonly box: BoxOpener | null;
};

/**
 * Seals with the data key where there is one, else with the key beside the data; opens whatever it has the key of. Formats 1
 * and 2: version byte, 12 bytes of iv, AES-256-GCM. Stored as ArrayBuffer: WebKit loses the bytes of Blobs. Throws without
 * any key.
 */
export const sealWith = ({
  crypto,
  random,
  keys: { beside, data, box },
}: {
  readonly crypto: DeviceCrypto;
  readonly random: RandomBytes;
  readonly keys: SealKeys;
}): Seal => {
  const key = data ?? beside;
  if (!key) throw new Error('A seal needs a key.');
  const format = data ? DATA : BESIDE;
  const keyOf = new Map([
    [BESIDE, beside],
    [DATA, data],
  ]);
  const sealBytes: Seal['sealBytes'] = async (where, bytes) => {
    const iv = random(IV_BYTES);
    const cipher = await crypto.encrypt(key, bytes, { iv, where });
    const sealed = new Uint8Array(1 + IV_BYTES + cipher.byteLength);
    sealed[0] = format;
    sealed.set(iv, 1);
    sealed.set(new Uint8Array(cipher), 1 + IV_BYTES);
    return sealed.buffer;
  };
  const openBytes: Seal['openBytes'] = async (where, sealed) => {
    const bytes = new Uint8Array(sealed);
    if (bytes[0] === BOX_FORMAT) return box && openFromBox(box, where, sealed);
    const its = keyOf.get(bytes[0] ?? 0);
    if (!its) return null;
    const iv = bytes.slice(1, 1 + IV_BYTES);
    try {
      return new Uint8Array(await crypto.decrypt(its, bytes.slice(1 + IV_BYTES), { iv, where }));
    } catch {
      return null;
    }
  };
  return {
    format,
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

/**
 * Another tab has begun to protect this device: what this tab would write, nobody could read, and what lies here it cannot open any
 * more. It has to open anew.
 */
export class SealChanged extends Error {
  override readonly name = 'SealChanged';
}

/**
 * Throws `SealChanged` unless this seal is what the disk is sealed with now; asked in every transaction that writes bodies, and in
 * every one that reads them to be opened: a tab that was never told sent what it could not open any more as bytes that nobody can
 * read, and the server gave that its last word.
 */
export const mustSealAs = ({ sealing = BESIDE }: { readonly sealing?: SealFormat }, seal: Seal | null): void => {
  if (seal?.format !== sealing) throw new SealChanged('This device is sealed with another key now.');
};

/** The format of what is stored. */
export const formatOf = (sealed: ArrayBuffer): number => new Uint8Array(sealed)[0] ?? 0;
