import { randomUUID } from 'node:crypto';
import { refold } from '@banso/server/refold.ts';
import type { Look } from '@banso/shared/access/access.ts';
import { accessPageSchema, accessReportSchema } from '@banso/shared/protocol/access.ts';
import { syncAnswerSchema } from '@banso/shared/protocol/sync.ts';
import { expect, test } from 'vitest';
import { accessesIn, accessEventsIn } from '../support/accesses.ts';
import { eachDatabase } from '../support/databases.ts';
import { readAs } from '../support/read-as.ts';
import { recordVisit } from '../support/told-companies.ts';
import { ADMINISTRATOR, APPROVER, ENGAGEMENT, EXPERT, PROGRAMME, TENANT } from '../support/test-office.ts';
import { jsonPost, syncRequest, type TestServer, testServers } from '../support/test-server.ts';

const lookAt = (visit: string, atMs: number): Look => ({
  id: randomUUID(),
  event: 'looked',
  purpose: 'review',
  subject: { kind: 'engagement', aggregate: ENGAGEMENT, part: `visit/${visit}` },
  atMs,
});

const get = (office: TestServer, path: string, cookie: string) => office.fetch(path, { headers: { cookie } });

const logFor = async (office: TestServer, cookie: string, query = '') =>
  readAs(accessPageSchema, await (await get(office, `/api/accesses${query}`, cookie)).json());

const tellLooks = async (
  office: TestServer,
  desk: Awaited<ReturnType<TestServer['phone']>>,
  looks: readonly Look[],
  cookie = desk.cookie,
) => {
  const answer = await office.fetch('/api/sync', jsonPost({ ...syncRequest(desk, {}), looks }, { cookie }));
  return readAs(syncAnswerSchema, await answer.json());
};

eachDatabase('The access log', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L15.91] what is given out is in the log, with person, purpose and record, and without what was seen', async () => {
    const office = await openOffice();
    const { phone, visit } = await recordVisit(office);
    const paper = await get(office, `/api/forms/visit-report/${ENGAGEMENT}/${visit}.pdf`, phone.cookie);
    expect(paper.status).toBe(200);
    const desk = await office.phone(APPROVER);
    await office.sync(desk, { pull: { cursor: 0, epoch: 1 }, cookie: desk.cookie });
    const code = `/api/engagements/${ENGAGEMENT}/visits/${visit}/confirmation-code`;
    expect((await office.fetch(code, jsonPost({}, { cookie: desk.cookie }))).status).toBe(200);
    const log = await accessesIn(office);
    const part = `visit/${visit}`;
    expect(log.find(({ event }) => event === 'printed')).toMatchObject({
      person: EXPERT,
      purpose: 'papers',
      subject: { kind: 'engagement', aggregate: ENGAGEMENT, part },
      detail: { form: 'visit-report' },
    });
    expect(log.find(({ event, person }) => event === 'received' && person === APPROVER)).toMatchObject({
      purpose: 'sync',
      device: desk.id,
      detail: { engagements: expect.arrayContaining([ENGAGEMENT]) as unknown },
    });
    expect(log.at(-1)).toMatchObject({ event: 'codeShown', person: APPROVER, purpose: 'contact', subject: { part } });
    // Refused is not seen.
    expect((await get(office, `/api/forms/visit-report/${ENGAGEMENT}/nothing.pdf`, desk.cookie)).status).toBe(404);
    expect(await accessesIn(office)).toHaveLength(log.length);
    for (const words of ['工程ごとの作業時間', '見本 花子', '見本製麺'])
      expect(JSON.stringify(log)).not.toContain(words);
  });

  test('[L15.94] what a device looked at is told once, however often its request is sent, and only by whom it belongs to', async () => {
    const office = await openOffice();
    const { visit } = await recordVisit(office);
    const desk = await office.phone(APPROVER);
    const looks = [lookAt(visit, 1_000), { ...lookAt(visit, 2_000), event: 'revealed' as const }];
    const before = await accessEventsIn(office);
    expect(await tellLooks(office, desk, looks)).toMatchObject({ looksKept: true });
    expect(await tellLooks(office, desk, [...looks, ...looks])).toMatchObject({ looksKept: true });
    expect((await accessEventsIn(office)).slice(before.length)).toEqual(['looked', 'revealed']);
    expect((await accessesIn(office)).at(-1)).toMatchObject({
      person: APPROVER,
      device: desk.id,
      look: { id: looks[1]?.id, atMs: 2_000 },
    });
    // Without a session, or with another person's: kept on the device until it can be told.
    const other = await office.signIn(EXPERT);
    for (const cookie of ['', other])
      expect(await tellLooks(office, desk, [lookAt(visit, 3_000)], cookie)).toMatchObject({ looksKept: false });
    const told = (await accessEventsIn(office)).filter((event) => event === 'looked' || event === 'revealed');
    expect(told).toEqual(['looked', 'revealed']);
  });

  test('[L15.292] a list that a device saved without a network is in the log once, with how many lines it had', async () => {
    const office = await openOffice();
    const desk = await office.phone(APPROVER);
    const saved: Look = {
      id: randomUUID(),
      event: 'listSaved',
      purpose: 'review',
      subject: { kind: 'programme', aggregate: PROGRAMME, part: null },
      atMs: 1_000,
      rows: 41,
    };
    for (const looks of [[saved], [saved]])
      expect(await tellLooks(office, desk, looks)).toMatchObject({ looksKept: true });
    const log = await accessesIn(office);
    expect(log.filter(({ event }) => event === 'listSaved')).toMatchObject([
      { person: APPROVER, device: desk.id, subject: { kind: 'programme', aggregate: PROGRAMME }, detail: { rows: 41 } },
    ]);
    const administrator = await office.signIn(ADMINISTRATOR);
    const report = await readAs(
      accessReportSchema,
      await (await get(office, '/api/accesses/report?month=2026-05', administrator)).json(),
    );
    expect(report.people.find(({ person }) => person === APPROVER)).toMatchObject({ exports: 1 });
  });

  test('[L15.93] everybody reads their own; those who answer for it read all, and that is logged', async () => {
    const office = await openOffice();
    const { phone, visit } = await recordVisit(office);
    const desk = await office.phone(APPROVER);
    await tellLooks(office, desk, [lookAt(visit, 1_000)]);
    const own = await logFor(office, phone.cookie);
    expect(own.whole).toBe(false);
    expect(new Set(own.rows.map(({ person }) => person))).toEqual(new Set([EXPERT]));
    // Nobody widens it by asking for somebody else.
    expect(
      (await logFor(office, phone.cookie, `?person=${APPROVER}`)).rows.every(({ person }) => person === EXPERT),
    ).toBe(true);
    expect((await get(office, '/api/accesses/report?month=2026-05', phone.cookie)).status).toBe(404);
    expect((await get(office, '/api/accesses', '')).status).toBe(401);

    const administrator = await office.signIn(ADMINISTRATOR);
    const all = await logFor(office, administrator, `?engagement=${ENGAGEMENT}`);
    expect(all.rows.map(({ event, person }) => [event, person])).toContainEqual(['looked', APPROVER]);
    expect((await accessesIn(office)).at(-1)).toMatchObject({ event: 'logShown', person: ADMINISTRATOR });
    for (const wrong of ['from=2026-13-01', 'before=x', 'person=a&person=b&nothing=1'])
      expect((await get(office, `/api/accesses?${wrong}`, administrator)).status).toBe(400);
  });

  test('[L15.95] a month is counted by person, nights and records, and signed off by name', async () => {
    const office = await openOffice();
    const { visit } = await recordVisit(office);
    const desk = await office.phone(APPROVER);
    await tellLooks(office, desk, [lookAt(visit, 1_000), lookAt('other', 1_500)]);
    // 16:30 in Japan; six hours later it is night.
    office.advance(6 * 60);
    await tellLooks(office, desk, [lookAt(visit, 2_000)]);
    const administrator = await office.signIn(ADMINISTRATOR);
    const path = '/api/accesses/report?month=2026-05';
    const report = await readAs(accessReportSchema, await (await get(office, path, administrator)).json());
    expect(report.people.find(({ person }) => person === APPROVER)).toMatchObject({
      looks: 3,
      records: 1,
      mostInADay: 1,
      atNight: 1,
      newDevices: 1,
    });
    expect(report.reviews).toEqual([]);
    const review = { month: '2026-05', note: '異常なし' };
    expect((await office.fetch('/api/accesses/reviews', jsonPost(review, { cookie: administrator }))).status).toBe(204);
    expect((await office.fetch('/api/accesses/reviews', jsonPost(review, { cookie: desk.cookie }))).status).toBe(404);
    const after = await readAs(accessReportSchema, await (await get(office, path, administrator)).json());
    expect(after.reviews).toMatchObject([{ person: ADMINISTRATOR, note: '異常なし' }]);
  });

  test.each([
    [
      'a changed row',
      "update access_log set text = replace(text, 'review', 'audit') where look is not null",
      '鎖がつながりません',
    ],
    ['a column changed beside it', "update access_log set person = 'nobody' where look is not null", '検索用の欄'],
    ['a row taken out', 'delete from access_log where position = 2', '前の番号が抜けています'],
    [
      'an end cut off',
      'delete from access_log where position = (select max(position) from access_log)',
      '終わりが、控えと一致しません',
    ],
    [
      'a row put in',
      `insert into access_log (tenant, position, at, event, text, chain)
       select tenant, max(position) + 1, now(), 'looked', '{}', '' from access_log group by tenant`,
      '鎖がつながりません',
    ],
  ])('[L15.92] %s is found', async (_name, change, found) => {
    const office = await openOffice();
    const { visit } = await recordVisit(office);
    const desk = await office.phone(APPROVER);
    await tellLooks(office, desk, [lookAt(visit, 1_000)]);
    expect(await refold(office.server)).toEqual([]);
    await office.server.store.pool.query(change);
    expect((await refold(office.server)).join('\n')).toContain(found);
  });

  test('[L15.92] the program itself can neither change nor delete a row', async () => {
    const office = await openOffice();
    await recordVisit(office);
    const { store } = office.server;
    const refused = { code: '42501' };
    const change = store.transact(TENANT, (tx) => tx.updateTable('accessLog').set({ event: 'x' }).execute());
    await expect(change).rejects.toMatchObject(refused);
    const removal = store.transact(TENANT, (tx) => tx.deleteFrom('accessLog').execute());
    await expect(removal).rejects.toMatchObject(refused);
  });

  test('[L15.91] accesses of many at the same moment have one order and one chain', async () => {
    const office = await openOffice();
    const { phone, visit } = await recordVisit(office);
    const paper = `/api/forms/visit-report/${ENGAGEMENT}/${visit}.pdf`;
    const answers = await Promise.all(Array.from({ length: 8 }, () => get(office, paper, phone.cookie)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect((await accessEventsIn(office)).filter((event) => event === 'printed')).toHaveLength(8);
    expect(await refold(office.server)).toEqual([]);
  });
});
