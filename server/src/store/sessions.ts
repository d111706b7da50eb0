import type { SessionRow, Transaction } from './schema.ts';

export type NewSession = Omit<
  SessionRow,
  'nextHash' | 'previousHash' | 'previousUntil' | 'renewedAt' | 'lastSeenAt' | 'device' | 'provenAt'
>;

export const insertSession = async (tx: Transaction, session: NewSession): Promise<void> => {
  await tx
    .insertInto('session')
    .values({
      ...session,
      nextHash: null,
      previousHash: null,
      previousUntil: null,
      device: null,
      renewedAt: session.createdAt,
      lastSeenAt: session.createdAt,
      provenAt: session.createdAt,
    })
    .execute();
};

/** The session that this token belongs to, by the one that holds, the one that follows or the one before; also an expired one. */
export const sessionByAnyHash = (tx: Transaction, hash: string): Promise<SessionRow | undefined> =>
  tx
    .selectFrom('session')
    .selectAll()
    .where((is) => is.or([is('hash', '=', hash), is('nextHash', '=', hash), is('previousHash', '=', hash)]))
    .executeTakeFirst();

/** Issues the token that follows, unless another process was faster: both derive the same one. */
export const offerNextToken = async (
  tx: Transaction,
  { id, hash, nextHash }: { readonly id: string; readonly hash: string; readonly nextHash: string },
): Promise<void> => {
  await tx.updateTable('session').set({ nextHash }).where('id', '=', id).where('hash', '=', hash).execute();
};

/** The token that follows was used, so it arrived: it holds from now on, and the one before it for a moment more. */
export const takeNextToken = async (
  tx: Transaction,
  { id, hash, previousUntil, now }: Pick<SessionRow, 'id' | 'hash' | 'previousUntil'> & { readonly now: Date },
): Promise<void> => {
  await tx
    .updateTable('session')
    .set((column) => ({
      previousHash: column.ref('hash'),
      previousUntil,
      hash,
      nextHash: null,
      renewedAt: now,
      lastSeenAt: now,
    }))
    .where('id', '=', id)
    .where('nextHash', '=', hash)
    .execute();
};

export const touchSession = async (
  tx: Transaction,
  { id, now }: { readonly id: string; readonly now: Date },
): Promise<void> => {
  await tx.updateTable('session').set({ lastSeenAt: now }).where('id', '=', id).execute();
};

/** The person has shown a sign-in factor again in this session. */
export const noteProof = async (
  tx: Transaction,
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<void> => {
  await tx.updateTable('session').set({ provenAt: at }).where('id', '=', id).execute();
};

export const deleteSession = async (tx: Transaction, id: string): Promise<void> => {
  await tx.deleteFrom('session').where('id', '=', id).execute();
};

export type PersonKey = { readonly tenant: string; readonly person: string };

/** The person's sessions, the last used first. */
export const sessionsOfPerson = (tx: Transaction, { tenant, person }: PersonKey): Promise<readonly SessionRow[]> =>
  tx
    .selectFrom('session')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('person', '=', person)
    .orderBy('lastSeenAt', 'desc')
    .orderBy('id')
    .execute();

/** The sessions of the whole office that have not reached their end. */
export const sessionsOfTenant = (
  tx: Transaction,
  { tenant, now }: { readonly tenant: string; readonly now: Date },
): Promise<readonly SessionRow[]> =>
  tx.selectFrom('session').selectAll().where('tenant', '=', tenant).where('expiresAt', '>', now).execute();

/** Ends one session of this person; whether there was one. */
export const endSession = async (
  tx: Transaction,
  { tenant, person, id }: PersonKey & { readonly id: string },
): Promise<boolean> => {
  const { numDeletedRows } = await tx
    .deleteFrom('session')
    .where('tenant', '=', tenant)
    .where('person', '=', person)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
};

/** Ends all sessions of this person, but for the one kept. */
export const endSessions = async (
  tx: Transaction,
  { tenant, person, except }: PersonKey & { readonly except?: string },
): Promise<void> => {
  let ending = tx.deleteFrom('session').where('tenant', '=', tenant).where('person', '=', person);
  if (except !== undefined) ending = ending.where('id', '<>', except);
  await ending.execute();
};

/** Ties a session to the device it is used on. Once: no session changes its device. */
export const bindSession = async (
  tx: Transaction,
  { id, device }: { readonly id: string; readonly device: string },
): Promise<void> => {
  await tx.updateTable('session').set({ device }).where('id', '=', id).where('device', 'is', null).execute();
};

/** Ends every session of this device. */
export const endSessionsOfDevice = async (tx: Transaction, device: string): Promise<void> => {
  await tx.deleteFrom('session').where('device', '=', device).execute();
};
