import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import type { Person } from '@banso/shared/person/person.ts';
import { rolesOn } from '@banso/shared/person/role-ends.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import type { Server } from '../server.ts';
import { accountsOfTenant } from '../store/accounts.ts';
import { partsOfKind } from '../store/parts.ts';
import type { PersonKey } from '../store/sessions.ts';
import type { MailPorts } from './mail-codes.ts';
import { openValue } from './sealed-values.ts';
import { recordsOf } from './sessions.ts';

/**
 * Tells the person and the office's administrators, at the addresses that they sign in with, that a passkey may have been copied.
 * Names stay in the office: who it is stands on the screen 利用者, and in the access log. Whoever has no address there learns it there.
 */
export const tellOfCopy = async (
  server: Server,
  { mailer, baseUrl }: MailPorts,
  { tenant, person }: PersonKey,
): Promise<void> => {
  if (!mailer) return;
  const { office } = await recordsOf(server, { tenant, person });
  const administrators = await administratorsOf(server, tenant);
  const accounts = await server.store.door((tx) => accountsOfTenant(tx, tenant));
  for (const account of accounts) {
    const isOwn = account.person === person;
    if (!account.sealedEmail || !(isOwn || administrators.has(account.person))) continue;
    await mailer.send({
      to: openValue(server, 'email', account, account.sealedEmail),
      fromName: office.name,
      subject: '【伴走】複製されたおそれのあるパスキーを止めました',
      text: (isOwn ? textForOwner : textForAdministrator)(office.name, baseUrl),
      messageId: `<${uuidv7(server.clock.nowMs(), server.random(10))}@${new URL(baseUrl).hostname}>`,
    });
  }
};

const administratorsOf = async ({ store, clock }: Server, tenant: string): Promise<ReadonlySet<string>> => {
  const people = await store.read(tenant, (tx) => partsOfKind(tx, { kind: 'person', part: 'core' }));
  const today = dayInJapan(clock.nowMs());
  return new Set(
    people.flatMap(({ aggregateId, body }) => {
      // Written by `apply` from a person's operations.
      const { roles } = JSON.parse(body) as Person;
      return rolesOn(roles, today).some(({ role }) => role === 'administrator') ? [aggregateId] : [];
    }),
  );
};

const textForOwner = (office: string, baseUrl: string): string =>
  [
    `${office}の「伴走」で、あなたのパスキーの一つが、複製されたおそれがあるため使えなくなりました。`,
    '記録は失われていません。',
    '',
    `ほかの方法でサインインし（${baseUrl}）、「サインインと端末」で、心当たりのない端末をサインアウトしてください。`,
    'サインインできないときや、心当たりがないときは、事務局の管理者へお知らせください。',
  ].join('\n');

const textForAdministrator = (office: string, baseUrl: string): string =>
  [
    `${office}の「伴走」で、ある利用者のパスキーが、複製されたおそれがあるため使えなくなりました。`,
    '記録は失われていません。',
    '',
    `「利用者」（${baseUrl}/people）で、印の付いた人を開き、本人に電話か対面で確かめてください。`,
    '心当たりがないときは、すべての端末をサインアウトさせてください。サインインの記録は「アクセスの記録」にあります。',
  ].join('\n');
