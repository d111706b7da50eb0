import type { AccountRow, CeremonyRow, MailCodeRow, PasskeyRow, Transaction } from './schema.ts';
import { endSessions, type PersonKey } from './sessions.ts';
import { withdrawCredentials } from './sign-in.ts';

/** The person's account, made when it is first asked for, and locked until the commit: what depends on it comes one by one. */
export const lockAccount = async (
  tx: Transaction,
  { tenant, person, handle }: PersonKey & { readonly handle: string },
): Promise<AccountRow> => {
  await tx
    .insertInto('account')
    .values({
      tenant,
      person,
      handle,
      sealedEmail: null,
      emailIndex: null,
      sealedTotp: null,
      totpSince: null,
      totpStep: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return tx
    .selectFrom('account')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('person', '=', person)
    .forUpdate()
    .executeTakeFirstOrThrow();
};

export const accountOf = (tx: Transaction, { tenant, person }: PersonKey): Promise<AccountRow | undefined> =>
  tx.selectFrom('account').selectAll().where('tenant', '=', tenant).where('person', '=', person).executeTakeFirst();

export const accountsOfTenant = (tx: Transaction, tenant: string): Promise<readonly AccountRow[]> =>
  tx.selectFrom('account').selectAll().where('tenant', '=', tenant).execute();

/** Accounts with this e-mail: one person may sign in to two offices. */
export const accountsByEmail = (tx: Transaction, emailIndex: string): Promise<readonly AccountRow[]> =>
  tx
    .selectFrom('account')
    .selectAll()
    .where('emailIndex', '=', emailIndex)
    .orderBy('tenant')
    .orderBy('person')
    .execute();

export const changeAccount = async (
  tx: Transaction,
  { tenant, person }: PersonKey,
  change: Partial<Omit<AccountRow, 'tenant' | 'person' | 'handle'>>,
): Promise<void> => {
  await tx.updateTable('account').set(change).where('tenant', '=', tenant).where('person', '=', person).execute();
};

export const insertPasskey = async (
  tx: Transaction,
  passkey: Omit<PasskeyRow, 'lastUsedAt' | 'suspectSince'>,
): Promise<void> => {
  await tx
    .insertInto('passkey')
    .values({ ...passkey, publicKey: Buffer.from(passkey.publicKey), lastUsedAt: null, suspectSince: null })
    .execute();
};

/** The passkey of this id, locked until the commit: of two answers with one counter, one counts. */
export const lockPasskey = (tx: Transaction, id: string): Promise<PasskeyRow | undefined> =>
  tx.selectFrom('passkey').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const passkeysOf = (tx: Transaction, { tenant, person }: PersonKey): Promise<readonly PasskeyRow[]> =>
  tx
    .selectFrom('passkey')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('person', '=', person)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();

export const passkeysOfTenant = (tx: Transaction, tenant: string): Promise<readonly PasskeyRow[]> =>
  tx.selectFrom('passkey').selectAll().where('tenant', '=', tenant).orderBy('createdAt').execute();

export const notePasskeyUse = async (
  tx: Transaction,
  { id, counter, prf, at }: Pick<PasskeyRow, 'id' | 'counter' | 'prf'> & { readonly at: Date },
): Promise<void> => {
  await tx.updateTable('passkey').set({ counter, prf, lastUsedAt: at }).where('id', '=', id).execute();
};

export const suspectPasskey = async (
  tx: Transaction,
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<void> => {
  await tx.updateTable('passkey').set({ suspectSince: at }).where('id', '=', id).execute();
};

/** Whether there was one. */
export const deletePasskey = async (
  tx: Transaction,
  { tenant, person, id }: PersonKey & { readonly id: string },
): Promise<boolean> => {
  const { numDeletedRows } = await tx
    .deleteFrom('passkey')
    .where('tenant', '=', tenant)
    .where('person', '=', person)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
};

/** Nothing that this person signed in with opens anything any more, and every session of theirs ends. */
export const endAccess = async (tx: Transaction, key: PersonKey): Promise<void> => {
  const { tenant, person } = key;
  await tx.deleteFrom('passkey').where('tenant', '=', tenant).where('person', '=', person).execute();
  await tx.deleteFrom('mailCode').where('tenant', '=', tenant).where('person', '=', person).execute();
  await changeAccount(tx, key, {
    sealedEmail: null,
    emailIndex: null,
    sealedTotp: null,
    totpSince: null,
    totpStep: null,
  });
  await withdrawCredentials(tx, key);
  await endSessions(tx, key);
};

export const insertCeremony = async (tx: Transaction, ceremony: CeremonyRow): Promise<void> => {
  await tx.insertInto('ceremony').values(ceremony).execute();
};

/** Uses a challenge up; undefined when it is unknown, used, expired, or of another ceremony. */
export const takeCeremony = (
  tx: Transaction,
  { challenge, purpose, now }: Pick<CeremonyRow, 'challenge' | 'purpose'> & { readonly now: Date },
): Promise<CeremonyRow | undefined> =>
  tx
    .deleteFrom('ceremony')
    .where('challenge', '=', challenge)
    .where('purpose', '=', purpose)
    .where('expiresAt', '>', now)
    .returningAll()
    .executeTakeFirst();

/** A day without a failure begins anew (sign-in-waits.ts). */
const FAILURES_KEPT_MS = 24 * 60 * 60 * 1000;

/** Challenges, mail codes, sessions and waits whose time is over. */
export const sweepSignIn = async (tx: Transaction, now: Date): Promise<void> => {
  await tx.deleteFrom('ceremony').where('expiresAt', '<=', now).execute();
  await tx.deleteFrom('mailCode').where('expiresAt', '<=', now).execute();
  await tx.deleteFrom('session').where('expiresAt', '<=', now).execute();
  await tx
    .deleteFrom('signInWait')
    .where('lastAt', '<', new Date(now.getTime() - FAILURES_KEPT_MS))
    .execute();
};

/** Keeps a code; the one before it for the same purpose opens nothing any more. */
export const replaceMailCode = async (tx: Transaction, code: MailCodeRow): Promise<void> => {
  await tx
    .deleteFrom('mailCode')
    .where('tenant', '=', code.tenant)
    .where('person', '=', code.person)
    .where('purpose', '=', code.purpose)
    .execute();
  await tx
    .insertInto('mailCode')
    .values({ ...code, sealedEmail: Buffer.from(code.sealedEmail) })
    .execute();
};

/** Uses a code up; undefined when it is wrong, used or expired. */
export const takeMailCode = (
  tx: Transaction,
  {
    tenant,
    person,
    purpose,
    codeHash,
    now,
  }: Pick<MailCodeRow, 'tenant' | 'person' | 'purpose' | 'codeHash'> & {
    readonly now: Date;
  },
): Promise<MailCodeRow | undefined> =>
  tx
    .deleteFrom('mailCode')
    .where('tenant', '=', tenant)
    .where('person', '=', person)
    .where('purpose', '=', purpose)
    .where('codeHash', '=', codeHash)
    .where('expiresAt', '>', now)
    .returningAll()
    .executeTakeFirst();
