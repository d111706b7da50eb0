import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { base64urlToBytes } from '@banso/shared/lib/base64url.ts';

/** True if the P-256 key of this SPKI (base64url) made the signature (base64url, r ‖ s) over the text. Never throws. */
export const signatureStands = (spki: string, text: string, signature: string): boolean => {
  const bytes = base64urlToBytes(signature);
  return bytes !== null && checkBy(spki)(text, bytes);
};

/** A push brings hundreds of signatures by one device: its key is read once in a row. */
let lastCheck: { readonly spki: string; readonly check: SignatureCheck } | null = null;

const checkBy = (spki: string): SignatureCheck => {
  if (lastCheck?.spki !== spki) lastCheck = { spki, check: signatureCheck(spki) };
  return lastCheck.check;
};

/** Whether a signature (r ‖ s) over a text is of one key. Never throws. */
export type SignatureCheck = (text: string, signature: Uint8Array) => boolean;

/** The check of many signatures against the P-256 key of this SPKI (base64url); nothing stands against what is no such key. */
export const signatureCheck = (spki: string): SignatureCheck => {
  const key = publicKeyFrom(spki);
  return (text, signature) => key !== null && verifies(key, text, signature);
};

/** True for the SPKI of a P-256 public key. */
export const isPublicKey = (spki: string): boolean => publicKeyFrom(spki) !== null;

const verifies = (key: KeyObject, text: string, signature: Uint8Array): boolean => {
  try {
    return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    return false;
  }
};

const publicKeyFrom = (spki: string): KeyObject | null => {
  const bytes = base64urlToBytes(spki);
  if (!bytes) return null;
  try {
    const key = createPublicKey({ key: Buffer.from(bytes), format: 'der', type: 'spki' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : null;
  } catch {
    return null;
  }
};
