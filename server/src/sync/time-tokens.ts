import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import { readTimeToken, type TimeToken } from '@banso/shared/evidence/time-token.ts';
import type { ServerKey } from '../seal/server-key.ts';

/** Signs the server's word that it answered this device now. */
export const issueTimeToken = (key: ServerKey, token: TimeToken): string => {
  const payload = bytesToBase64url(Buffer.from(JSON.stringify(token)));
  return `${payload}.${key.sign(payload)}`;
};

/** The token's content if this server signed it for this device; null for anything else, a copied token included. */
export const verifyTimeToken = (
  key: ServerKey,
  text: string | null,
  holder: { readonly tenant: string; readonly device: string },
): TimeToken | null => {
  const read = text === null ? null : readTimeToken(text);
  if (!read || read.token.tenant !== holder.tenant || read.token.device !== holder.device) return null;
  return key.verify(read.payload, read.signature) ? read.token : null;
};
