import type { PeopleAnswer } from '@banso/shared/protocol/people.ts';
import { recordsOf, type SessionHolder } from '../auth/sessions.ts';
import { noteSignIn } from '../auth/sign-in-log.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { accountsOfTenant, passkeysOfTenant } from '../store/accounts.ts';
import { partsOfKind } from '../store/parts.ts';
import { endSessions, sessionsOfTenant } from '../store/sessions.ts';
import { openCredentials } from '../store/sign-in.ts';
import { changeSignInSetting } from '../store/tenants.ts';

/** Throws `not_administrator` unless this person is one, of a programme or the whole office. */
export const requireAdministrator = async (server: Server, holder: SessionHolder): Promise<void> => {
  const { record } = await recordsOf(server, holder);
  if (!record.roles.some(({ role }) => role === 'administrator')) throw new Problem('not_administrator');
};

/** How everybody of the office signs in. For administrators; every look is logged. */
export const listPeople = async (
  server: Server,
  holder: SessionHolder,
  { canMail }: { readonly canMail: boolean },
): Promise<PeopleAnswer> => {
  await requireAdministrator(server, holder);
  const { tenant } = holder;
  const now = new Date(server.clock.nowMs());
  const { office } = await recordsOf(server, holder);
  const ids = (await server.store.read(tenant, (tx) => partsOfKind(tx, { kind: 'person', part: 'core' }))).map(
    ({ aggregateId }) => aggregateId,
  );
  const { accounts, passkeys, sessions, invitations } = await server.store.door(async (tx) => ({
    accounts: new Map((await accountsOfTenant(tx, tenant)).map((account) => [account.person, account])),
    passkeys: await passkeysOfTenant(tx, tenant),
    sessions: await sessionsOfTenant(tx, { tenant, now }),
    invitations: await openCredentials(tx, { tenant, now }),
  }));
  await noteSignIn(server, 'people_listed', { tenant, person: holder.person });
  const newest = (dates: readonly Date[]): number | null =>
    dates.length === 0 ? null : Math.max(...dates.map((date) => date.getTime()));
  return {
    canMail,
    expertsByLinkAlone: office.expertsByLinkAlone,
    people: ids.map((person) => {
      const isTheirs = (row: { readonly person: string }) => row.person === person;
      const own = passkeys.filter(isTheirs);
      return {
        person,
        passkeys: own.filter(({ suspectSince }) => suspectSince === null).length,
        suspectPasskeys: own.filter(({ suspectSince }) => suspectSince !== null).length,
        totp: Boolean(accounts.get(person)?.totpSince),
        mail: Boolean(accounts.get(person)?.sealedEmail),
        sessions: sessions.filter((row) => isTheirs(row) && row.enough).length,
        lastSeenAtMs: newest(sessions.filter(isTheirs).map(({ lastSeenAt }) => lastSeenAt)),
        invitedUntilMs: newest(invitations.filter(isTheirs).map(({ expiresAt }) => expiresAt)),
      };
    }),
  };
};

/** Signs somebody out everywhere, such as after a phone was lost. */
export const signOutPerson = async (server: Server, holder: SessionHolder, person: string): Promise<void> => {
  await requireAdministrator(server, holder);
  await recordsOf(server, { tenant: holder.tenant, person });
  await server.store.door((tx) => endSessions(tx, { tenant: holder.tenant, person }));
  await noteSignIn(server, 'signed_out_elsewhere', {
    tenant: holder.tenant,
    person,
    by: holder.person,
    session: 'all',
  });
};

/** Whether the office's experts may sign in by a link or code alone. */
export const setExpertsByLinkAlone = async (server: Server, holder: SessionHolder, allowed: boolean): Promise<void> => {
  await requireAdministrator(server, holder);
  await server.store.transact(holder.tenant, (tx) => changeSignInSetting(tx, allowed));
  await noteSignIn(server, 'sign_in_setting_changed', { ...holder, expertsByLinkAlone: allowed });
};
