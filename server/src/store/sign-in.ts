import type { SessionRow, SignInCredentialRow, Transaction } from './schema.ts';

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

export const insertSession = async (tx: Transaction, session: Omit<SessionRow, 'lastSeenAt'>): Promise<void> => {
  await tx
    .insertInto('session')
    .values({ ...session, lastSeenAt: session.createdAt })
    .execute();
};

/** The session of this hash; undefined when it is unknown or expired. */
export const sessionByHash = (
  tx: Transaction,
  { hash, now }: { readonly hash: string; readonly now: Date },
): Promise<SessionRow | undefined> =>
  tx.selectFrom('session').selectAll().where('hash', '=', hash).where('expiresAt', '>', now).executeTakeFirst();

export const touchSession = async (
  tx: Transaction,
  { hash, expiresAt, now }: { readonly hash: string; readonly expiresAt: Date; readonly now: Date },
): Promise<void> => {
  await tx.updateTable('session').set({ lastSeenAt: now, expiresAt }).where('hash', '=', hash).execute();
};

export const deleteSession = async (tx: Transaction, hash: string): Promise<void> => {
  await tx.deleteFrom('session').where('hash', '=', hash).execute();
};
