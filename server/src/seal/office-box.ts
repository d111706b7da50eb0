import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto';
import { base64urlToBytes, bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import { PICTURE_PLACE, SEALED_PICTURE } from '@banso/shared/protocol/blobs.ts';
import type { ServerKey } from './server-key.ts';

/** What an office's devices seal their copies to. */
export type OfficeBox = {
  /** A P-256 point, base64url. */
  readonly publicKey: string;
  /** Null when it was sealed to another key or for another place, or was changed on its way. */
  readonly open: (where: string, sealed: string) => string | null;
  /** The same for bytes. */
  readonly openBytes: (where: string, sealed: Uint8Array) => Buffer | null;
};

/** Order of the group of P-256. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const FORMAT = 3;
const POINT_BYTES = 65;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * The key pair is computed from the server's secret: nothing more is kept, every process has the same, and it lies under the
 * key file as that secret does. One for each tenant. FIPS 186-5 A.2.1: 512 bits, reduced, so that no number is likelier.
 */
export const officeBoxOf = (key: ServerKey, tenant: string): OfficeBox => {
  const boxes = boxesOf.get(key) ?? new Map<string, OfficeBox>();
  boxesOf.set(key, boxes);
  const box = boxes.get(tenant) ?? makeBox(key, tenant);
  boxes.set(tenant, box);
  return box;
};

/** Every answer names the box's public point: it is computed once for each tenant. */
const boxesOf = new WeakMap<ServerKey, Map<string, OfficeBox>>();

const makeBox = (key: ServerKey, tenant: string): OfficeBox => {
  const wide = [1, 2].map((half) => key.secretFor(`office-box-1/${half}/${tenant}`).toString('hex')).join('');
  const scalar = (BigInt(`0x${wide}`) % (ORDER - 1n)) + 1n;
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex'));
  const recipient = pair.getPublicKey();
  const openBytes: OfficeBox['openBytes'] = (where, bytes) => {
    if (bytes[0] !== FORMAT || bytes.length < 1 + POINT_BYTES + IV_BYTES + TAG_BYTES) return null;
    const ephemeral = bytes.subarray(1, 1 + POINT_BYTES);
    try {
      const info = Buffer.concat([Buffer.from('banso/box/1'), ephemeral, recipient]);
      const secret = hkdfSync('sha256', pair.computeSecret(ephemeral), Buffer.alloc(0), info, 32);
      return openCipher(Buffer.from(secret), where, bytes.subarray(1 + POINT_BYTES));
    } catch {
      return null;
    }
  };
  return {
    publicKey: bytesToBase64url(recipient),
    openBytes,
    open: (where, sealed) => {
      const bytes = base64urlToBytes(sealed);
      const plain = bytes && openBytes(where, bytes);
      try {
        return plain && new TextDecoder('utf-8', { fatal: true }).decode(plain);
      } catch {
        return null;
      }
    },
  };
};

/** A picture as a locked phone sends it; null when it was sealed for another record, device or office, or was changed. */
export const openSealedPicture = (box: OfficeBox, where: string, whole: Uint8Array): Buffer | null => {
  const key = box.openBytes(where, whole.subarray(0, SEALED_PICTURE.keyBytes));
  try {
    return key && openCipher(key, PICTURE_PLACE, whole.subarray(SEALED_PICTURE.keyBytes));
  } catch {
    return null;
  }
};

/** AES-256-GCM: iv, cipher, tag. Throws when anything of it is not what was sealed. */
const openCipher = (key: Buffer, where: string, sealed: Uint8Array): Buffer => {
  const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(where));
  cipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([cipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), cipher.final()]);
};
