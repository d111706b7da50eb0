import { randomUUID } from 'node:crypto';
import { pageTokenOf } from '@banso/server/company-page/page-token.ts';
import type { CompanyPage } from '@banso/shared/protocol/company-page.ts';
import { companyPageSchema } from '@banso/shared/protocol/company-page.ts';
import { evaluateVisit } from '@banso/shared/rules/evaluate.ts';
import { FUKUOKA_R7 } from '@banso/shared/programmes/fukuoka-r7.ts';
import { expect, test } from 'vitest';
import { accessesIn, accessEventsIn } from '../support/accesses.ts';
import { eachDatabase } from '../support/databases.ts';
import { readAs } from '../support/read-as.ts';
import {
  APPROVER,
  ADMINISTRATOR,
  ENGAGEMENT,
  OTHER_ENGAGEMENT,
  storedEngagement,
  TENANT,
} from '../support/test-office.ts';
import { jsonPost, type TestServer, testServers } from '../support/test-server.ts';
import { confirmVisit, planNext, recordVisit, registerContact, toldCompanies } from '../support/told-companies.ts';

const tokenOf = (office: TestServer, engagement = ENGAGEMENT, linkNumber = 0): string =>
  pageTokenOf(office.server.serverKey, { tenant: TENANT, engagement, linkNumber });

const askPage = (office: TestServer, token: string) => office.fetch('/api/company/page', jsonPost({ token }));

const pageIn = async (response: Response): Promise<CompanyPage> => readAs(companyPageSchema, await response.json());

const SAID = '3時間もいらっしゃいませんでした。';

const objectionOf = (
  office: TestServer,
  visit: string,
  change: { readonly objection?: string; text?: string } = {},
) => ({
  token: tokenOf(office),
  objection: randomUUID(),
  visit,
  text: SAID,
  name: '見本 太郎',
  ...change,
});

const object = (office: TestServer, body: ReturnType<typeof objectionOf>) =>
  office.fetch('/api/company/objections', jsonPost(body));

const findingsOn = async (office: TestServer, visit: string): Promise<readonly string[]> => {
  const engagement = await storedEngagement(office.server, ENGAGEMENT);
  const now = engagement.visits[visit];
  if (!now) throw new Error('no such visit');
  const facts = {
    engagement,
    visit: now,
    otherVisits: [],
    likeTexts: [],
    likeStrokes: [],
    likePapers: [],
    today: '2026-05-21',
  };
  return evaluateVisit(FUKUOKA_R7, facts).map(({ code }) => code);
};

eachDatabase('The company’s own page', (databases) => {
  const { openOffice } = testServers(databases);
  const { mailServer, telling } = toldCompanies();

  test('[L12.80] the link shows what was confirmed word for word, what was not, and the next visit; nothing else', async () => {
    const office = await openOffice();
    const { phone, visit } = await recordVisit(office);
    await confirmVisit(office, phone, visit);
    await planNext(office, phone, 3);
    const second = await recordVisit(office, 2);
    const { confirmations } = await storedEngagement(office.server, ENGAGEMENT);
    const page = await pageIn(await askPage(office, tokenOf(office)));
    expect(page).toMatchObject({ company: '有限会社 見本製麺 company-1（サンプル）', expert: '見本 花子（サンプル）' });
    expect(page.visits.map((one) => [one.visit, one.confirmed.length, one.unconfirmed === null])).toEqual([
      [second.visit, 0, false],
      [visit, 1, true],
    ]);
    const [signed] = page.visits[1]?.confirmed ?? [];
    expect(signed).toMatchObject({ text: Object.values(confirmations)[0]?.text, stands: true, how: '手書きの署名' });
    expect(page.visits[0]?.unconfirmed).toContainEqual({ label: '支援の内容', value: '原価の見直し' });
    expect(page.planned).toEqual([{ number: 3, on: '2026-06-10', from: '13:00', to: '16:30', place: '本社工場' }]);
    // The report's own text is between the expert and the office.
    expect(JSON.stringify(page)).not.toContain('工程ごとの作業時間');
    expect(JSON.stringify(page)).not.toContain('company-2');
  });

  test('[L12.80] a changed fact shows that what was confirmed no longer stands', async () => {
    const office = await openOffice();
    const { phone, visit } = await recordVisit(office);
    await confirmVisit(office, phone, visit);
    const times = { visit, on: '2026-05-20', from: '13:00', to: '17:00', reason: '終了を押し忘れた' };
    phone.record({ type: 'visit-time-corrected@1', aggregate: ENGAGEMENT, body: times });
    await office.push(phone);
    const [shown] = (await pageIn(await askPage(office, tokenOf(office)))).visits;
    expect(shown?.confirmed.map(({ stands }) => stands)).toEqual([false]);
    expect(shown?.unconfirmed).toContainEqual({ label: '時間', value: '午後1時から午後5時まで' });
  });

  test('[L12.81] no other text opens a page, and a renewed link makes every earlier one void', async () => {
    const office = await openOffice();
    await registerContact(office);
    const good = tokenOf(office);
    const mac = good.slice(good.lastIndexOf('~') + 1);
    const wrong = [
      '',
      'x',
      `${TENANT}~${ENGAGEMENT}~${'A'.repeat(32)}`,
      `${TENANT}~${OTHER_ENGAGEMENT}~${mac}`,
      `tottori~${ENGAGEMENT}~${mac}`,
      `${TENANT}~nothing~${mac}`,
      tokenOf(office, ENGAGEMENT, 1),
    ];
    const answers = await Promise.all(wrong.map(async (token) => (await askPage(office, token)).text()));
    expect(new Set(answers).size).toBe(1);
    expect(JSON.parse(answers[0] ?? '')).toMatchObject({ code: 'bad_link', status: 403 });
    expect((await askPage(office, good)).status).toBe(200);

    const desk = await office.phone(ADMINISTRATOR);
    const renewal = { reason: '別の会社に届いたため' };
    desk.record({ type: 'company-link-renewed@1', kind: 'contact', aggregate: 'company-1', body: renewal });
    await office.push(desk);
    expect((await askPage(office, good)).status).toBe(403);
    expect((await askPage(office, tokenOf(office, ENGAGEMENT, 1))).status).toBe(200);
  });

  test('[L12.82] an objection is one, however often it is sent and however many answers are lost', async () => {
    const office = await openOffice();
    const { phone, visit } = await recordVisit(office);
    await confirmVisit(office, phone, visit);
    const said = objectionOf(office, visit);
    const answers = await Promise.all([object(office, said), object(office, said), object(office, said)]);
    answers.push(await object(office, said));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const shown = await pageIn(answers[0] ?? Response.error());
    expect(shown.visits[0]?.objections.map(({ text }) => text)).toEqual([SAID]);
    const { objections } = await storedEngagement(office.server, ENGAGEMENT);
    expect(Object.values(objections)).toMatchObject([{ visit, how: 'page', by: 'system', name: '見本 太郎' }]);
    expect(await findingsOn(office, visit)).toContain('company-objected');
    const branches = await office.server.store.read(TENANT, (tx) =>
      tx.selectFrom('deviceBranch').select('branch').where('device', '=', 'server').execute(),
    );
    expect(branches).toHaveLength(1);
  });

  test('[L12.82] blank, unreadable and misplaced objections record nothing; too many ask for a telephone', async () => {
    const office = await openOffice();
    const { visit } = await recordVisit(office);
    const status = async (change: object) =>
      (await object(office, { ...objectionOf(office, visit), ...change })).status;
    expect(await status({ text: ' \n' })).toBe(400);
    expect(await status({ objection: 'constructor' })).toBe(400);
    expect(await status({ visit: randomUUID() })).toBe(404);
    expect(await status({ token: tokenOf(office, OTHER_ENGAGEMENT) })).toBe(404);
    expect(Object.keys((await storedEngagement(office.server, ENGAGEMENT)).objections)).toEqual([]);
    const many = [];
    for (let n = 0; n < 11; n += 1) many.push(await status({}));
    expect(many.slice(-2)).toEqual([429, 429]);
    office.advance(11);
    expect(await status({})).toBe(200);
  });

  test('[L12.83] the desk answers, and the company is told on its page and where it is reached', async () => {
    const office = await openOffice();
    const mails = await mailServer();
    await registerContact(office);
    const notices = telling(office, mails);
    const { phone, visit } = await recordVisit(office);
    await confirmVisit(office, phone, visit);
    const said = objectionOf(office, visit);
    await object(office, said);
    const body = {
      objection: said.objection,
      visit,
      outcome: 'corrected',
      text: '専門家に確かめ、終了の時刻を直しました。',
    };
    phone.record({ type: 'objection-answered@1', aggregate: ENGAGEMENT, body });
    expect((await office.push(phone)).map(({ code }) => code)).toEqual(['not_allowed']);
    const desk = await office.phone(APPROVER);
    desk.record({ type: 'objection-answered@1', aggregate: ENGAGEMENT, body });
    expect((await office.push(desk)).map(({ outcome }) => outcome)).toEqual(['accepted']);
    expect(await findingsOn(office, visit)).not.toContain('company-objected');
    await notices.runOnce();
    // Several mails may be under way at once: the one about the answer is not always the last to arrive.
    const { text } = mails.received.find((mail) => mail.text.includes(SAID)) ?? { text: '' };
    for (const words of [SAID, '記録を直しました。', body.text]) expect(text).toContain(words);
    const [shown] = (await pageIn(await askPage(office, said.token))).visits;
    expect(shown?.objections[0]?.answer).toMatchObject({ outcome: 'corrected', text: body.text });
  });

  test('[L15.63] objections and call-backs reach the desk, and never the visit’s expert', async () => {
    const office = await openOffice();
    const { phone, visit } = await recordVisit(office);
    await confirmVisit(office, phone, visit);
    await object(office, objectionOf(office, visit));
    const desk = await office.phone(APPROVER);
    const call = {
      callBack: randomUUID(),
      visit,
      confirmation: null,
      called: '見本 太郎',
      number: 'registered',
      on: '2026-05-21',
      at: '10:00',
      outcome: 'differs',
      note: '1時間だったとのこと',
    };
    desk.record({ type: 'call-back-recorded@1', aggregate: ENGAGEMENT, body: call });
    expect((await office.push(desk)).map(({ outcome }) => outcome)).toEqual(['accepted']);
    expect(await findingsOn(office, visit)).toEqual(expect.arrayContaining(['company-objected', 'call-back-differs']));
    const pulled = async (device: typeof desk) => {
      const answer = await office.sync(device, { pull: { cursor: 0, epoch: 1 }, cookie: device.cookie });
      return JSON.stringify(answer.pull);
    };
    for (const words of [SAID, call.note]) {
      expect(await pulled(desk)).toContain(words);
      expect(await pulled(await office.phone())).not.toContain(words);
    }
    expect(await pulled(await office.phone())).toContain(visit);
  });

  test('[L12.81] no log has the link’s secret, and nobody asks without end', async () => {
    const office = await openOffice();
    const token = tokenOf(office);
    await askPage(office, token);
    await askPage(office, `${token}x`);
    expect(await accessEventsIn(office)).toContain('companyPageShown');
    expect(JSON.stringify([office.log, await accessesIn(office)])).not.toContain(token.slice(token.lastIndexOf('~')));
    const statuses = [];
    for (let n = 0; n < 120; n += 1) statuses.push((await askPage(office, 'x')).status);
    expect(statuses.at(-1)).toBe(429);
  });
});
