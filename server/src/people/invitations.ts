import { type Person, personParts } from '@banso/shared/person/person.ts';
import { needsTwoWays } from '@banso/shared/person/sign-in-ways.ts';
import { rolesOn } from '@banso/shared/person/role-ends.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import type { InvitationAnswer } from '@banso/shared/protocol/people.ts';
import { drawInvitation, type Invitation, keepInvitation } from '../auth/credentials.ts';
import { hasWays, newHandle } from '../auth/passkeys.ts';
import { recordsOf, type SessionHolder } from '../auth/sessions.ts';
import { noteSignIn } from '../auth/sign-in-log.ts';
import { Problem } from '../http/problem.ts';
import type { Mailer } from '../notices/mailer.ts';
import type { Server } from '../server.ts';
import { accountOf, lockAccount } from '../store/accounts.ts';
import { partsOfAggregates } from '../store/parts.ts';
import type { Transaction } from '../store/schema.ts';
import type { PersonKey } from '../store/sessions.ts';
import { withdrawCredentials } from '../store/sign-in.ts';
import { tenantById } from '../store/tenants.ts';
import { requireAdministrator } from './people.ts';

export type InvitePorts = { readonly mailer: Mailer | null; readonly baseUrl: string };

/**
 * A link and a code; those before them open nothing any more. For somebody who has no way to sign in yet, or who shows a
 * second one each time (an app, a mail). Throws `has_ways` otherwise: an administrator alone must not be able to come in as
 * somebody else.
 */
export const invitePerson = async (
  server: Server,
  holder: SessionHolder,
  {
    person,
    email,
    ports,
  }: { readonly person: string; readonly email: string | undefined; readonly ports: InvitePorts },
): Promise<InvitationAnswer> => {
  await requireAdministrator(server, holder);
  const { tenant } = holder;
  const drawn = await drawInvitation(server);
  const invitation = await server.store.transact(tenant, async (tx) => {
    const record = personParts.fromParts(await partsOfAggregates(tx, [{ kind: 'person', id: person }]));
    const today = dayInJapan(server.clock.nowMs());
    if (!record || rolesOn(record.roles, today).length === 0) throw new Problem('not_found');
    await lockAccount(tx, { tenant, person, handle: newHandle(server) });
    if ((await hasWays(tx, { tenant, person })) && !(await showsSecond(tx, { tenant, person, record })))
      throw new Problem('has_ways');
    await withdrawCredentials(tx, { tenant, person });
    return keepInvitation(tx, drawn, { tenant, person });
  });
  await noteSignIn(server, 'person_invited', { tenant, person, by: holder.person });
  return answerOf(invitation, await mailed(server, { tenant, person, email, ports, invitation }));
};

/** Whether the link would be the first of two things, and the person has the other. */
const showsSecond = async (
  tx: Transaction,
  { tenant, person, record }: PersonKey & { readonly record: Person },
): Promise<boolean> => {
  const office = await tenantById(tx, tenant);
  const account = await accountOf(tx, { tenant, person });
  const has = Boolean(account?.totpSince ?? account?.sealedEmail);
  return has && office !== undefined && needsTwoWays(record.roles, office);
};

/** The link and code that wait open nothing any more. */
export const withdrawInvitation = async (server: Server, holder: SessionHolder, person: string): Promise<void> => {
  await requireAdministrator(server, holder);
  await server.store.door((tx) => withdrawCredentials(tx, { tenant: holder.tenant, person }));
  await noteSignIn(server, 'invitation_withdrawn', { tenant: holder.tenant, person, by: holder.person });
};

export const answerOf = ({ linkToken, code, expiresAt }: Invitation, mailed: boolean | null): InvitationAnswer => ({
  linkToken,
  code,
  expiresAtMs: expiresAt.getTime(),
  mailed,
});

const mailed = async (
  server: Server,
  {
    tenant,
    person,
    email,
    ports: { mailer, baseUrl },
    invitation,
  }: {
    readonly tenant: string;
    readonly person: string;
    readonly email: string | undefined;
    readonly ports: InvitePorts;
    readonly invitation: Invitation;
  },
): Promise<boolean | null> => {
  if (email === undefined || !mailer) return null;
  const { office, record } = await recordsOf(server, { tenant, person });
  const outcome = await mailer.send({
    to: email,
    fromName: cleanText(office.name),
    subject: `【${office.name}】「伴走」をお使いいただくためのリンク`,
    text: [
      `${record.name} 様`,
      '',
      `${office.name}の「伴走」をお使いいただくためのリンクです。7日以内に、お使いになる端末で開いてください。一度だけ使えます。`,
      '',
      `${baseUrl}/sign-in#${invitation.linkToken}`,
      '',
      'お心当たりがないときは、開かずに捨て、事務局へお知らせください。',
    ].join('\n'),
    messageId: `<invitation-${invitation.id}@${new URL(baseUrl).hostname}>`,
  });
  return 'sent' in outcome;
};
