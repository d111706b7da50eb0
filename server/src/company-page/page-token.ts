import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ServerKey } from '../seal/server-key.ts';

/** Whose page a link opens. `linkNumber` rises with each renewal, and every earlier link is void. */
export type PagePlace = { readonly tenant: string; readonly engagement: string; readonly linkNumber: number };

const MAC_BYTES = 24;
const TOKEN = /^([A-Za-z0-9][A-Za-z0-9._-]{0,79})~([A-Za-z0-9][A-Za-z0-9._-]{0,79})~([A-Za-z0-9_-]{32})$/;

/**
 * The token of a company's own page: which page, and 192 bits that only the server can make. Nothing of it is kept, so that
 * no copy of the database opens a page.
 */
export const pageTokenOf = (key: ServerKey, place: PagePlace): string =>
  `${place.tenant}~${place.engagement}~${macOf(key, place).toString('base64url')}`;

/** The page a token speaks of; whether it may be opened is known only with the link's number, by `isPageToken`. Null: it is no token. */
export const readPageToken = (token: string): Pick<PagePlace, 'tenant' | 'engagement'> | null => {
  const [, tenant, engagement] = TOKEN.exec(token) ?? [];
  return tenant && engagement ? { tenant, engagement } : null;
};

/** True for the token that opens this page now. */
export const isPageToken = (key: ServerKey, token: string, place: PagePlace): boolean => {
  const given = Buffer.from(token);
  const right = Buffer.from(pageTokenOf(key, place));
  return given.length === right.length && timingSafeEqual(given, right);
};

/** The address that a company is given. Behind `#` it reaches no server's log and no proxy. */
export const pageLink = (baseUrl: string, token: string): string => `${baseUrl.replace(/\/$/, '')}/c#${token}`;

const macOf = (key: ServerKey, { tenant, engagement, linkNumber }: PagePlace): Buffer =>
  createHmac('sha256', key.secretFor('company-page-1'))
    .update(JSON.stringify([tenant, engagement, linkNumber]))
    .digest()
    .subarray(0, MAC_BYTES);
