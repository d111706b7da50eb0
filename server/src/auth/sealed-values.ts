import { createHmac } from 'node:crypto';
import { openText, type SealKey, sealText } from '../seal/seal.ts';
import type { Server } from '../server.ts';
import type { AccountRow } from '../store/schema.ts';
import type { PersonKey } from '../store/sessions.ts';

/** What a person signs in with and the server has to read again. A stolen database opens none of it. */
type Value = 'email' | 'totp';

const keyOf = ({ serverKey }: Pick<Server, 'serverKey'>, value: Value, { tenant, person }: PersonKey): SealKey => ({
  key: serverKey.secretFor(`sign-in-${value}-1`),
  name: `${value}/${tenant}/${person}`,
});

export const sealValue = (server: Pick<Server, 'serverKey'>, value: Value, key: PersonKey, text: string): Buffer =>
  sealText(keyOf(server, value, key), text);

export const openValue = (
  server: Pick<Server, 'serverKey'>,
  value: Value,
  key: PersonKey,
  sealed: Uint8Array,
): string => openText(keyOf(server, value, key), sealed);

/** Under which an e-mail is found. */
export const emailIndexOf = ({ serverKey }: Pick<Server, 'serverKey'>, email: string): string =>
  createHmac('sha256', serverKey.secretFor('sign-in-email-index-1')).update(email.trim().toLowerCase()).digest('hex');

/** As it is shown before somebody is wholly signed in: a***@office.example. */
export const shownEmail = (server: Pick<Server, 'serverKey'>, account: AccountRow): string | null => {
  if (!account.sealedEmail) return null;
  const email = openValue(server, 'email', account, account.sealedEmail);
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}***${email.slice(at)}`;
};
