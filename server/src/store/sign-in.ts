import type { SignInCredentialRow, Transaction } from './schema.ts';
import type { PersonKey } from './sessions.ts';

/** Keeps the hash of a one-time link or code; the secret itself is never stored. */
export const insertCredential = async (
  tx: Transaction,
  credential: Omit<SignInCredentialRow, 'usedAt'>,
): Promise<void> => {
  await tx
    .insertInto('signInCredential')
    .values({ ...credential, usedAt: null })
    .execute();
};

/** Uses a credential up and returns it; undefined when it is unknown, used, or expired. Of two who try at once, one gets it. */
export const takeCredential = (
  tx: Transaction,
  { hash, now }: { readonly hash: string; readonly now: Date },
): Promise<SignInCredentialRow | undefined> =>
  tx
    .updateTable('signInCredential')
    .set({ usedAt: now })
    .where('hash', '=', hash)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .returningAll()
    .executeTakeFirst();

/** Links and codes that still open something, of the whole office. */
export const openCredentials = (
  tx: Transaction,
  { tenant, now }: { readonly tenant: string; readonly now: Date },
): Promise<readonly SignInCredentialRow[]> =>
  tx
    .selectFrom('signInCredential')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .execute();

/** Links and codes of this person that nobody used open nothing any more. */
export const withdrawCredentials = async (tx: Transaction, { tenant, person }: PersonKey): Promise<void> => {
  await tx
    .deleteFrom('signInCredential')
    .where('tenant', '=', tenant)
    .where('person', '=', person)
    .where('usedAt', 'is', null)
    .execute();
};
