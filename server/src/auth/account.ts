import { needsTwoWays, WAYS } from '@banso/shared/person/sign-in-ways.ts';
import type { Account } from '@banso/shared/protocol/sign-in.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { changeAccount, deletePasskey, lockAccount, passkeysOf } from '../store/accounts.ts';
import type { AccountRow, PasskeyRow, Transaction } from '../store/schema.ts';
import { endSession, endSessions, sessionsOfPerson } from '../store/sessions.ts';
import { newHandle } from './passkeys.ts';
import { shownEmail } from './sealed-values.ts';
import { recordsOf, type Session } from './sessions.ts';
import { noteSignIn } from './sign-in-log.ts';

/** The person's own ways and sessions. */
export const showAccount = async (
  server: Server,
  session: Session,
  { canMail }: { readonly canMail: boolean },
): Promise<Account> => {
  const now = new Date(server.clock.nowMs());
  const { account, passkeys, open } = await server.store.door(async (tx) => ({
    account: await lockAccount(tx, { ...keyOf(session), handle: newHandle(server) }),
    passkeys: await passkeysOf(tx, session),
    open: await sessionsOfPerson(tx, session),
  }));
  return {
    passkeys: passkeys.map(({ id, label, createdAt, lastUsedAt, prf, suspectSince }) => ({
      id,
      label,
      createdAtMs: createdAt.getTime(),
      lastUsedAtMs: lastUsedAt?.getTime() ?? null,
      prf,
      suspect: suspectSince !== null,
    })),
    totp: account.totpSince !== null,
    mail: shownEmail(server, account),
    canMail,
    sessions: open
      .filter(({ enough, expiresAt, lastSeenAt, idleSeconds }) => {
        const idleUntilMs = lastSeenAt.getTime() + idleSeconds * 1000;
        return enough && expiresAt > now && idleUntilMs > now.getTime();
      })
      .map(({ id, label, ways, createdAt, lastSeenAt }) => ({
        id,
        label,
        current: id === session.id,
        ways: WAYS.filter((way) => ways.split(' ').includes(way)),
        createdAtMs: createdAt.getTime(),
        lastSeenAtMs: lastSeenAt.getTime(),
      })),
  };
};

/** Throws `last_way` when nothing would be left to sign in with, `not_found` for what is not this person's. */
export const dropPasskey = async (server: Server, session: Session, id: string): Promise<void> => {
  await change(server, session, async (tx, { account, passkeys, mayLoseAll }) => {
    const left = passkeys.filter((one) => one.id !== id && one.suspectSince === null);
    // A suspect one opens nothing: taking it off takes nothing away.
    const opens = passkeys.some((one) => one.id === id && one.suspectSince === null);
    if (opens && !mayLoseAll && left.length === 0 && account.totpSince === null) throw new Problem('last_way');
    if (!(await deletePasskey(tx, { ...keyOf(session), id }))) throw new Problem('not_found');
  });
  await noteSignIn(server, 'passkey_removed', keyOf(session));
};

export const dropTotp = async (server: Server, session: Session): Promise<void> => {
  await change(server, session, async (tx, { passkeys, mayLoseAll }) => {
    if (!mayLoseAll && passkeys.every(({ suspectSince }) => suspectSince !== null)) throw new Problem('last_way');
    await changeAccount(tx, session, { sealedTotp: null, totpSince: null, totpStep: null });
  });
  await noteSignIn(server, 'totp_removed', keyOf(session));
};

export const dropMail = async (server: Server, session: Session): Promise<void> => {
  await change(server, session, (tx) => changeAccount(tx, session, { sealedEmail: null, emailIndex: null }));
  await noteSignIn(server, 'mail_removed', keyOf(session));
};

/** Throws `not_found` for what is not this person's session. */
export const endOwnSession = async (server: Server, session: Session, id: string): Promise<void> => {
  const ended = await server.store.door((tx) => endSession(tx, { ...keyOf(session), id }));
  if (!ended) throw new Problem('not_found');
  await noteSignIn(server, 'signed_out_elsewhere', { ...keyOf(session), session: id });
};

/** Everywhere but here. Records that wait on those devices stay there, and are still taken in by the device's key (L5). */
export const endOtherSessions = async (server: Server, session: Session): Promise<void> => {
  await server.store.door((tx) => endSessions(tx, { ...keyOf(session), except: session.id }));
  await noteSignIn(server, 'signed_out_elsewhere', { ...keyOf(session), session: 'others' });
};

type Ways = {
  readonly account: AccountRow;
  readonly passkeys: readonly PasskeyRow[];
  /** A link from the office is enough for this person. */
  readonly mayLoseAll: boolean;
};

/** Under the account's lock: of two ways that are taken off at once, the last one stays. */
const change = async (
  server: Server,
  session: Session,
  work: (tx: Transaction, ways: Ways) => Promise<void>,
): Promise<void> => {
  const { record, office } = await recordsOf(server, session);
  await server.store.door(async (tx) => {
    const account = await lockAccount(tx, { ...keyOf(session), handle: newHandle(server) });
    const passkeys = await passkeysOf(tx, session);
    await work(tx, { account, passkeys, mayLoseAll: !needsTwoWays(record.roles, office) });
  });
};

const keyOf = ({ tenant, person }: Session) => ({ tenant, person });
