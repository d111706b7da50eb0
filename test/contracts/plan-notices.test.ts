import { confirmationCodeOf } from '@banso/server/seal/confirmation-codes.ts';
import { spacedCode } from '@banso/shared/evidence/confirmation-code.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import type { TestDevice } from '../support/test-device.ts';
import { ENGAGEMENT, TENANT } from '../support/test-office.ts';
import { BASE_URL, type TestServer, testServers } from '../support/test-server.ts';
import {
  confirmVisit,
  MAIL,
  noticeRows,
  noticeStates,
  planNext,
  recordVisit,
  registerContact,
  toldCompanies,
} from '../support/told-companies.ts';

eachDatabase('Companies are told of what is to come', (databases) => {
  const { openOffice } = testServers(databases);
  const { mailServer, telling } = toldCompanies();

  const setBack = async (office: TestServer, phone: TestDevice, visit: string, on?: string): Promise<void> => {
    const schedule = on === undefined ? null : { on, from: '10:00', to: '13:10', mode: 'onSite', place: '直売所' };
    const how = schedule ? { how: 'postponed', schedule } : { how: 'cancelled' };
    const body = { ...how, visit, requestedBy: 'company', reason: '都合が悪くなった' };
    phone.record({ type: 'visit-set-back@1', aggregate: ENGAGEMENT, body });
    expect((await office.push(phone)).map(({ outcome }) => outcome)).toEqual(['accepted']);
  };
  const codeFor = (office: TestServer, visit: string) =>
    spacedCode(confirmationCodeOf(office.server.serverKey, { tenant: TENANT, engagement: ENGAGEMENT, visit }));
  const events = async (office: TestServer) =>
    (await noticeRows(office)).map(({ event, state }) => `${event} ${state}`);

  test('[L13.97] the first visit’s plan and code are told once, whatever becomes of its day', async () => {
    const office = await openOffice();
    const mails = await mailServer();
    await registerContact(office);
    const notices = telling(office, mails);
    const phone = await office.phone();
    const visit = await planNext(office, phone, 1);
    await notices.runOnce();
    const [mail] = mails.received;
    expect(mail?.to).toEqual([MAIL]);
    expect(mail?.subject).toBe('【福岡サンプル支援センター】第1回の支援の予定と確認コード（サンプル）');
    for (const words of [
      '第1回の支援の予定と、確認コードをお知らせします。',
      '日にち　令和8年6月10日（水）',
      '時間　午後1時から午後4時30分まで',
      '場所　本社工場',
      '専門家　見本 花子（サンプル）',
      `確認コード　${codeFor(office, visit)}`,
      `${BASE_URL}/c#${TENANT}~${ENGAGEMENT}~`,
    ])
      expect(mail?.text).toContain(words);
    expect(mail?.text).not.toContain('会社の確認');
    await setBack(office, phone, visit, '2026-06-17');
    await office.push(phone, { push: phone.push({ from: 1 }) });
    await notices.runOnce();
    expect(mails.received).toHaveLength(1);
    expect(await events(office)).toEqual(['scheduled sent', 'scheduled dropped']);
    expect(JSON.stringify(office.log)).not.toContain(codeFor(office, visit));
  });

  test('[L13.97] a code that another notice carries, or will carry, is told by no notice of its own', async () => {
    const office = await openOffice();
    const mails = await mailServer();
    await registerContact(office);
    const notices = telling(office, mails);
    const { phone, visit } = await recordVisit(office);
    // Under way: the confirmation to come names the next visit.
    const second = await planNext(office, phone, 2);
    await notices.runOnce();
    expect(await events(office)).toEqual([]);
    await confirmVisit(office, phone, visit);
    await notices.runOnce();
    expect(mails.received.at(-1)?.text).toContain(codeFor(office, second));
    // Planned later than the one that is next: told with that one's confirmation.
    await planNext(office, phone, 3, '2026-06-24');
    await notices.runOnce();
    expect(await events(office)).toEqual(['confirmed sent', 'scheduled dropped']);
    // The next one is cancelled: now it is the third whose code nobody has told.
    await setBack(office, phone, second);
    await notices.runOnce();
    expect(await events(office)).toEqual(['confirmed sent', 'scheduled dropped', 'scheduled sent']);
    expect(mails.received).toHaveLength(2);
  });

  test('[L13.97] a letter that still lies at the desk follows the plan, and is dropped when the visit is cancelled', async () => {
    const office = await openOffice();
    await registerContact(office, { preferred: 'letter' });
    const notices = telling(office, null);
    const phone = await office.phone();
    const visit = await planNext(office, phone, 1);
    await notices.runOnce();
    expect(await noticeStates(office)).toEqual(['atDesk letter']);
    await setBack(office, phone, visit, '2026-06-17');
    await notices.runOnce();
    expect(await events(office)).toEqual(['scheduled atDesk', 'scheduled dropped']);
    await setBack(office, phone, visit);
    await notices.runOnce();
    expect(await events(office)).toEqual(['scheduled dropped', 'scheduled dropped']);
  });
});
