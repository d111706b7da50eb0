import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export type SealKey = { readonly key: Uint8Array; readonly name: string };

/** AES-256-GCM: version byte ‖ nonce ‖ tag ‖ ciphertext. The key's name is authenticated, so a text cannot be moved under another key's name. */
export const sealBytes = ({ key, name }: SealKey, bytes: Uint8Array): Buffer => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(name));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), sealed]);
};

/** The bytes again; throws when the key is wrong or a bit was changed. */
export const openBytes = ({ key, name }: SealKey, sealed: Uint8Array): Buffer => {
  if (sealed[0] !== VERSION) throw new Error(`sealed with unknown version ${String(sealed[0])}`);
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(name));
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE_BYTES + TAG_BYTES)), decipher.final()]);
};

export const sealText = (key: SealKey, text: string): Buffer => sealBytes(key, Buffer.from(text, 'utf8'));

export const openText = (key: SealKey, sealed: Uint8Array): string => openBytes(key, sealed).toString('utf8');
