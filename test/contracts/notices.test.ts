import { randomUUID } from 'node:crypto';
import { leaseDueMails, pauseMs } from '@banso/server/notices/send-notices.ts';
import { confirmationCodeOf } from '@banso/server/seal/confirmation-codes.ts';
import { isDrawnForCallBack } from '@banso/server/seal/draw-call-back.ts';
import { insertNotices } from '@banso/server/store/notices.ts';
import { destroySealKey } from '@banso/server/store/seal-keys.ts';
import { spacedCode } from '@banso/shared/evidence/confirmation-code.ts';
import { contentsAnswerSchema, noticesAnswerSchema } from '@banso/shared/notice/notice.ts';
import { describe, expect, test } from 'vitest';
import { eachDatabase, onPostgres } from '../support/databases.ts';
import { accessesIn } from '../support/accesses.ts';
import { readAs } from '../support/read-as.ts';
import {
  ADMINISTRATOR,
  APPROVER,
  ENGAGEMENT,
  EXPERT,
  makeOffice,
  OTHER_ENGAGEMENT,
  TENANT,
} from '../support/test-office.ts';
import { BASE_URL, jsonPost, type TestServer, testServers } from '../support/test-server.ts';
import {
  confirmVisit,
  CONTACT,
  LEASE_MS,
  MAIL,
  noticeRows,
  noticeStates,
  planNext,
  recordVisit,
  registerContact,
  submitVisit,
  toldCompanies,
} from '../support/told-companies.ts';

eachDatabase('Companies are told', (databases) => {
  const { openOffice } = testServers(databases);
  const { mailServer, telling } = toldCompanies();

  test('[L12.75] a confirmation is told once: day, hours, expert, gist, how to object, the page, the next code', async () => {
    const office = await openOffice();
    const mails = await mailServer();
    await registerContact(office);
    const notices = telling(office, mails);
    const { phone, visit } = await recordVisit(office);
    const next = await planNext(office, phone);
    await confirmVisit(office, phone, visit);
    await notices.runOnce();
    await notices.runOnce();
    expect(mails.received).toHaveLength(1);
    const [mail] = mails.received;
    expect(mail?.to).toEqual([MAIL]);
    expect(mail?.subject).toBe('【福岡サンプル支援センター】第1回の支援の記録のお知らせ（サンプル）');
    const code = confirmationCodeOf(office.server.serverKey, { tenant: TENANT, engagement: ENGAGEMENT, visit: next });
    for (const words of [
      '日にち　令和8年5月20日（水）',
      '時間　午後1時から午後4時30分まで',
      '専門家　見本 花子（サンプル）',
      '支援の内容　原価の見直し',
      '代表取締役 見本 太郎（サンプル）さんが、手書きの署名で確認されました。',
      'ちがうところを知らせる',
      `確認コード　${spacedCode(code)}`,
      `${BASE_URL}/c#${TENANT}~${ENGAGEMENT}~`,
    ])
      expect(mail?.text).toContain(words);
    expect(await noticeStates(office)).toEqual(['sent mail']);
    const log = JSON.stringify(office.log);
    for (const secret of [MAIL, '見本製麺', '見本 太郎', '原価', code, `${ENGAGEMENT}~`])
      expect(log).not.toContain(secret);
  });

  test('[L12.75] the same push again, and a report that was confirmed, tell nobody twice', async () => {
    const office = await openOffice();
    const mails = await mailServer();
    await registerContact(office);
    const notices = telling(office, mails);
    const { phone, visit } = await recordVisit(office);
    await confirmVisit(office, phone, visit);
    await office.push(phone, { push: phone.push({ from: 1 }) });
    await submitVisit(office, phone, visit);
    await notices.runOnce();
    expect(mails.received).toHaveLength(1);
    expect((await noticeRows(office)).map(({ event }) => event)).toEqual(['confirmed']);
  });

  test('[L12.75] a report handed in without the company’s confirmation is told as such', async () => {
    const office = await openOffice();
    const mails = await mailServer();
    await registerContact(office);
    const notices = telling(office, mails);
    const { phone, visit } = await recordVisit(office);
    await submitVisit(office, phone, visit);
    await notices.runOnce();
    expect(mails.received.map(({ text }) => text.includes('会社の方の確認は、まだありません。'))).toEqual([true]);
  });

  test('[L12.76] a refused receiver is told to the desk at once, and the rest goes on', async () => {
    const office = await openOffice();
    const mails = await mailServer();
    await registerContact(office);
    const notices = telling(office, mails);
    mails.behave('refuse');
    const { phone, visit } = await recordVisit(office);
    await confirmVisit(office, phone, visit);
    await notices.runOnce();
    expect(await noticeStates(office)).toEqual(['failed mail refused']);
    mails.behave('take');
    const second = await recordVisit(office, 2);
    await confirmVisit(office, second.phone, second.visit);
    await notices.runOnce();
    expect(await noticeStates(office)).toEqual(['failed mail refused', 'sent mail']);
    expect(mails.received).toHaveLength(1);
  });

  test('[L12.76] one that cannot be written out is told to the desk, and those taken with it go on', async () => {
    const office = await openOffice();
    await registerContact(office);
    for (const number of [1, 2]) {
      const { phone, visit } = await recordVisit(office, number);
      await confirmVisit(office, phone, visit);
    }
    await office.server.store.transact(TENANT, async (tx) => {
      await destroySealKey(tx, { owner: `engagement/${OTHER_ENGAGEMENT}`, class: 'B', at: new Date(office.nowMs()) });
      const about = (id: string, engagement: string) =>
        ({
          id,
          event: 'confirmed',
          programme: 'p',
          engagement,
          visit: 'none',
          objection: null,
          callBack: false,
        }) as const;
      const createdAt = new Date(office.nowMs() - 60_000);
      const [erased, gone] = [about('erased', OTHER_ENGAGEMENT), about('gone', ENGAGEMENT)];
      await insertNotices(
        tx,
        [erased, gone].map((notice) => ({ ...notice, createdAt })),
      );
    });
    await telling(office, null).runOnce();
    const rows = await noticeRows(office);
    expect(rows.filter(({ state }) => state === 'failed').map(({ id, why }) => [id, why])).toEqual([
      ['erased', 'unwritten'],
      ['gone', 'unwritten'],
    ]);
    expect(rows.filter(({ state }) => state === 'atDesk')).toHaveLength(2);
    expect(rows).toHaveLength(4);
  });

  test('[L12.76] a mail server that is away, or asks to wait, is asked again after growing pauses', async () => {
    const office = await openOffice();
    const mails = await mailServer();
    await registerContact(office);
    const notices = telling(office, mails);
    mails.behave('later');
    const { phone, visit } = await recordVisit(office);
    await confirmVisit(office, phone, visit);
    await notices.runOnce();
    expect(await noticeStates(office)).toEqual(['waiting mail refusedForNow']);
    await notices.runOnce();
    expect((await noticeRows(office)).map(({ tries }) => tries)).toEqual([1]);
    expect([1, 2, 3, 7, 30].map(pauseMs)).toEqual([60_000, 120_000, 240_000, 3_600_000, 3_600_000]);
    office.advance(1);
    await notices.runOnce();
    expect((await noticeRows(office)).map(({ tries }) => tries)).toEqual([2]);
    mails.behave('take');
    office.advance(1);
    await notices.runOnce();
    expect(mails.received).toEqual([]);
    office.advance(1);
    await notices.runOnce();
    expect(await noticeStates(office)).toEqual(['sent mail']);
    expect(mails.received).toHaveLength(1);
  });

  test('[L12.76] a mail server that never answers is given up in time, and holds up no letter', async () => {
    const office = await openOffice();
    const mails = await mailServer();
    await registerContact(office);
    mails.behave('silent');
    const { phone, visit } = await recordVisit(office);
    await confirmVisit(office, phone, visit);
    const called = mails.nextCaller();
    const notices = telling(office, mails, 6_000);
    await called;
    await registerContact(office, { preferred: 'fax' });
    const second = await recordVisit(office, 2);
    await confirmVisit(office, second.phone, second.visit);
    await eventually(async () => (await noticeStates(office)).includes('atDesk fax'));
    expect(await noticeStates(office)).toEqual(['waiting mail', 'atDesk fax']);
    await notices.runOnce();
    expect(await noticeStates(office)).toEqual(['waiting mail slow', 'atDesk fax']);
  });

  test('[L12.77] what a process left behind when it died is sent by the next, under the same Message-ID', async () => {
    const office = await openOffice();
    const mails = await mailServer();
    await registerContact(office);
    const { phone, visit } = await recordVisit(office);
    await confirmVisit(office, phone, visit);
    const first = telling(office, null);
    await first.stop();
    await registerContact(office);
    await office.server.store.transact(TENANT, (tx) =>
      tx.updateTable('notice').set({ state: 'waiting', way: 'mail' }).execute(),
    );
    const [dead] = await leaseDueMails(office.server, TENANT, { leaseMs: LEASE_MS, limit: 1 });
    const others = await leaseDueMails(office.server, TENANT, { leaseMs: LEASE_MS, limit: 1 });
    expect([dead?.tenant, others]).toEqual([TENANT, []]);
    const notices = telling(office, mails);
    await notices.runOnce();
    // On PostgreSQL another process may still live; the embedded database has no other.
    expect(mails.received).toHaveLength(databases.kind === 'pglite' ? 1 : 0);
    office.advance(15);
    await notices.runOnce();
    expect(mails.received.map(({ messageId }) => messageId)).toEqual([`<${dead?.notice.id}.0@banso.test>`]);
  });

  test('[L12.78] without a mail server, or a contact, the desk tells the company as it prefers', async () => {
    const office = await openOffice();
    const notices = telling(office, null);
    const visits = [];
    for (const preferred of [null, 'mail', 'letter', 'fax', 'call'] as const) {
      if (preferred) await registerContact(office, { preferred });
      visits.push(await recordVisit(office, visits.length + 1));
      const last = visits.at(-1);
      if (last) await confirmVisit(office, last.phone, last.visit);
      await notices.runOnce();
    }
    expect(await noticeStates(office)).toEqual([
      'atDesk letter',
      'atDesk letter',
      'atDesk letter',
      'atDesk fax',
      'atDesk call',
    ]);
  });

  test('[L12.78] mails that wait become letters when the mail server is taken away', async () => {
    const office = await openOffice();
    const mails = await mailServer();
    await registerContact(office);
    const mailing = telling(office, mails);
    mails.behave('later');
    const { phone, visit } = await recordVisit(office);
    await confirmVisit(office, phone, visit);
    await mailing.runOnce();
    await mailing.stop();
    await telling(office, null).runOnce();
    expect(await noticeStates(office)).toEqual(['atDesk letter']);
  });

  test('[L12.84] the desk sees what waits for it, says what it did, and tries again where mails failed', async () => {
    const office = await openOffice();
    const mails = await mailServer();
    await registerContact(office, { email: 'old@mihon-seimen.example' });
    const notices = telling(office, mails);
    mails.behave('refuse');
    const first = await recordVisit(office);
    await confirmVisit(office, first.phone, first.visit);
    await notices.runOnce();
    await registerContact(office, { preferred: 'call' });
    const second = await recordVisit(office, 2);
    await confirmVisit(office, second.phone, second.visit);
    await notices.runOnce();
    const desk = deskOf(office, await office.signIn(ADMINISTRATOR));
    const listed = await desk.list();
    expect(listed.map(({ visit, state, way, why }) => [visit, state, way, why])).toEqual([
      [second.visit, 'atDesk', 'call', null],
      [first.visit, 'failed', 'mail', 'refused'],
    ]);
    const [call, failed] = listed.map(({ id }) => id);
    expect(await desk.wish(failed, 'told')).toMatchObject({ status: 409, code: 'notice_moved_on' });
    expect(await desk.wish(call, 'told')).toMatchObject({ state: 'done', toldBy: ADMINISTRATOR });
    expect(await desk.wish(call, 'told')).toMatchObject({ status: 409 });
    mails.behave('take');
    await registerContact(office);
    expect(await desk.wish(failed, 'again')).toMatchObject({ state: 'new' });
    await notices.runOnce();
    expect(mails.received.map(({ to, messageId }) => [to, messageId])).toEqual([[[MAIL], `<${failed}.1@banso.test>`]]);
    expect((await desk.list()).map(({ state }) => state)).toEqual(['done', 'sent']);
  });

  test('[L12.84] what a notice says is shown to its own desk alone, and every look is logged', async () => {
    const office = await openOffice();
    const notices = telling(office, null);
    const { phone, visit } = await recordVisit(office);
    const next = await planNext(office, phone);
    await confirmVisit(office, phone, visit);
    await notices.runOnce();
    const desk = deskOf(office, await office.signIn(APPROVER));
    const [notice] = await desk.list();
    const code = confirmationCodeOf(office.server.serverKey, { tenant: TENANT, engagement: ENGAGEMENT, visit: next });
    expect(await desk.contents([notice?.id ?? '', 'unknown'])).toMatchObject([
      { id: notice?.id, content: { address: '福岡県見本市見本町1-2', next: { code } } },
    ]);
    expect(await accessesIn(office)).toContainEqual(
      expect.objectContaining({ event: 'noticesShown', person: APPROVER, detail: { notices: [notice?.id] } }),
    );
    const expert = deskOf(office, await office.signIn(EXPERT));
    for (const answer of [await expert.wish(notice?.id, 'told'), await expert.raw('/api/notices')])
      expect(answer).toMatchObject({ status: 404 });
    expect(await desk.wish('unknown', 'told')).toMatchObject({ status: 404 });
    expect(await deskOf(office, '').raw('/api/notices')).toMatchObject({ status: 401 });
  });

  test('[L12.85] visits are drawn for a call-back by the rule set’s share, and always the same ones', async () => {
    const office = await openOffice();
    const { serverKey } = office.server;
    const drawn = (share: number): readonly boolean[] =>
      Array.from({ length: 2_000 }, (_, n) =>
        isDrawnForCallBack(
          serverKey,
          { tenant: TENANT, engagement: ENGAGEMENT, visit: `visit-${n}` },
          { callBackShare: { value: share, unit: '%', source: '' } },
        ),
      );
    const tenth = drawn(10).filter(Boolean).length;
    expect(tenth).toBeGreaterThan(140);
    expect(tenth).toBeLessThan(260);
    expect(drawn(10)).toEqual(drawn(10));
    expect([drawn(0).some(Boolean), drawn(100).every(Boolean)]).toEqual([false, true]);
    expect(isDrawnForCallBack(serverKey, { tenant: TENANT, engagement: ENGAGEMENT, visit: 'v' }, {})).toBe(false);
  });

  test('[L15.62] no expert’s device is ever sent the contact, and none can write it', async () => {
    const office = await openOffice();
    await registerContact(office);
    const pulled = async (person: string) => {
      const device = await office.phone(person);
      const answer = await office.sync(device, { pull: { cursor: 0, epoch: 1 }, cookie: device.cookie });
      return JSON.stringify(answer.pull);
    };
    expect(await pulled(ADMINISTRATOR)).toContain(MAIL);
    expect(await pulled(EXPERT)).toContain('company-1');
    expect(await pulled(EXPERT)).not.toContain(MAIL);
    const phone = await office.phone();
    const body = { ...CONTACT, email: 'expert@else.example' };
    for (const aggregate of ['company-1', 'company-2'])
      phone.record({ type: 'company-contact-registered@1', kind: 'contact', aggregate, body });
    expect((await office.push(phone)).map(({ outcome, code }) => [outcome, code])).toEqual([
      ['refused', 'not_allowed'],
      ['refused', 'not_allowed'],
    ]);
  });
});

describe('Companies are told by many processes', () => {
  const databases = onPostgres();
  const { open } = testServers(databases);
  const { mailServer, telling } = toldCompanies();

  test('[L12.77] many processes send each mail once, however slow the mail server', async () => {
    const place = await databases.place();
    const keyFile = `${place.dataDir}/banso-notices-${randomUUID()}`;
    const office = await open({ place, keyFile });
    await makeOffice(office.server);
    const mails = await mailServer();
    await registerContact(office);
    for (let number = 1; number <= 8; number += 1) {
      const { phone, visit } = await recordVisit(office, number);
      await confirmVisit(office, phone, visit);
    }
    mails.beSlow(100);
    const others = [await open({ place, keyFile }), await open({ place, keyFile })];
    for (const other of others) other.advance((office.nowMs() - other.nowMs()) / 60_000);
    await Promise.all([office, ...others].map((one) => telling(one, mails).runOnce()));
    await mails.arrived(8);
    expect(new Set(mails.received.map(({ messageId }) => messageId)).size).toBe(8);
    expect(mails.received).toHaveLength(8);
    expect(new Set(await noticeStates(office))).toEqual(new Set(['sent mail']));
  });
});

/** What a browser at the desk asks, with this session. */
const deskOf = (office: TestServer, cookie: string) => {
  const raw = async (path: string, body?: unknown): Promise<unknown> =>
    (await office.fetch(path, body ? jsonPost(body, { cookie }) : { headers: { cookie } })).json();
  return {
    raw,
    list: async () => (await readAs(noticesAnswerSchema, await raw('/api/notices'))).notices,
    contents: async (ids: readonly string[]) =>
      (await readAs(contentsAnswerSchema, await raw('/api/notices/contents', { ids }))).contents,
    wish: (id: string | undefined, wish: string) => raw(`/api/notices/${id}`, { wish }),
  };
};

/** Waits, without a clock of its own, until what was asked for is so. */
const eventually = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise(setImmediate);
};
