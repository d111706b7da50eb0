import { PICTURE_PLACE, SEALED_PICTURE, type UploadAddress } from '@banso/shared/protocol/blobs.ts';
import { officePhotoPlace } from '@banso/shared/protocol/office-place.ts';
import type { PhotoBytesRow } from './database.ts';
import type { RandomBytes } from './random.ts';
import type { Seal } from './seal.ts';
import type { SealedBox } from './sealed-box.ts';

const KEY_BYTES = 32;
const { ivBytes } = SEALED_PICTURE;

/** Where a picture's key, or the picture itself in rows from before, is sealed. */
export const bytesPlace = (id: string): string => `photo/${id}`;

/**
 * A picture under a key of its own, which is sealed for the device's owner and, where the office's key is known, for the office:
 * the bytes lie here once, and either can open them.
 */
export const encryptPicture = async (
  {
    id,
    bytes,
    address,
  }: { readonly id: string; readonly bytes: Uint8Array<ArrayBuffer>; readonly address: UploadAddress },
  { seal, box, random }: { readonly seal: Seal; readonly box: SealedBox | null; readonly random: RandomBytes },
): Promise<{ readonly row: PhotoBytesRow; readonly forOffice: ArrayBuffer | null }> => {
  const secret = random(KEY_BYTES);
  const iv = random(ivBytes);
  const key = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt']);
  const body = await crypto.subtle.encrypt(gcm(iv), key, bytes);
  return {
    row: { id, sealed: await seal.sealBytes(bytesPlace(id), secret), cipher: joined(iv, new Uint8Array(body)) },
    forOffice: box && (await box.seal(officePhotoPlace(address), secret)),
  };
};

/** The picture again; null when this seal does not open it, or it is not what was stored. */
export const decryptPicture = async (row: PhotoBytesRow, seal: Seal): Promise<Uint8Array<ArrayBuffer> | null> => {
  const opened = await seal.openBytes(bytesPlace(row.id), row.sealed);
  if (!row.cipher || !opened) return opened;
  try {
    const key = await crypto.subtle.importKey('raw', opened, 'AES-GCM', false, ['decrypt']);
    const iv = new Uint8Array(row.cipher.slice(0, ivBytes));
    return new Uint8Array(await crypto.subtle.decrypt(gcm(iv), key, row.cipher.slice(ivBytes)));
  } catch {
    return null;
  }
};

/** What travels when only the office can open it. */
export const sealedPicture = (forOffice: ArrayBuffer, cipher: ArrayBuffer): Uint8Array<ArrayBuffer> =>
  new Uint8Array(joined(new Uint8Array(forOffice), new Uint8Array(cipher)));

const gcm = (iv: Uint8Array<ArrayBuffer>) => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(PICTURE_PLACE),
});

const joined = (first: Uint8Array, second: Uint8Array): ArrayBuffer => {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole.buffer;
};
