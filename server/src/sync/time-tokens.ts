import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import { readTimeToken, type TimeToken } from '@banso/shared/evidence/time-token.ts';
import type { ServerKey } from '../seal/server-key.ts';

/** What tells whether the server signed a token. */
export type TokenKey = Pick<ServerKey, 'verify'>;

/** Signs the server's word that it answered this device now. */
export const issueTimeToken = (key: ServerKey, token: TimeToken): string => {
  const payload = bytesToBase64url(Buffer.from(JSON.stringify(token)));
  return `${payload}.${key.sign(payload)}`;
};

/** The token's content if this server signed it for this device; null for anything else, a copied token included. */
export const verifyTimeToken = (
  key: TokenKey,
  text: string | null,
  holder: { readonly tenant: string; readonly device: string },
): TimeToken | null => {
  const token = text === null ? null : signedToken(key, text);
  return token?.tenant === holder.tenant && token.device === holder.device ? token : null;
};

const signedToken = (key: TokenKey, text: string): TimeToken | null => {
  const last = lastRead.get(key);
  if (last?.text === text) return last.token;
  const read = readTimeToken(text);
  const token = read && key.verify(read.payload, read.signature) ? read.token : null;
  lastRead.set(key, { text, token });
  return token;
};

/** What was recorded without signal carries one token, operation after operation: its signature is checked once in a row. */
const lastRead = new WeakMap<TokenKey, { readonly text: string; readonly token: TimeToken | null }>();
