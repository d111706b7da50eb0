import { randomUUID } from 'node:crypto';
import { recordAsServer } from '@banso/server/sample/server-recorder.ts';
import { keepAllStanding } from '@banso/server/consent/keep-standing.ts';
import { refold } from '@banso/server/refold.ts';
import { partsOfAggregates } from '@banso/server/store/parts.ts';
import { type Consent, standingConsents } from '@banso/shared/programme/consent.ts';
import { programmeParts } from '@banso/shared/programme/programme.ts';
import type { PulledRow } from '@banso/shared/protocol/sync.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { visitTaps } from '../support/test-device.ts';
import {
  ADMINISTRATOR,
  APPROVER,
  CONSENT,
  ENGAGEMENT,
  EXPERT,
  OTHER_EXPERT,
  PROGRAMME,
  storedEngagement,
  TENANT,
} from '../support/test-office.ts';
import { declare, outcomes, type TestServer, testServers } from '../support/test-server.ts';

type Phone = Awaited<ReturnType<TestServer['phone']>>;

const pullOf = async (office: TestServer, phone: Phone, cursor = 0) => {
  const { pull } = await office.sync(phone, { pull: { cursor, epoch: 1 }, cookie: phone.cookie });
  if (!pull || !('rows' in pull)) throw new Error(JSON.stringify(pull));
  return pull;
};

const present = (rows: readonly PulledRow[]) =>
  [...new Set(rows.flatMap(({ kind, aggregate, body }) => (body === null ? [] : [`${kind}/${aggregate}`])))].toSorted();

const consentsIn = async (office: TestServer): Promise<readonly Consent[]> => {
  const parts = await office.server.store.read(TENANT, (tx) =>
    partsOfAggregates(tx, [{ kind: 'programme', id: PROGRAMME }]),
  );
  return programmeParts.fromParts(parts)?.consents ?? [];
};

const withdraw = async (office: TestServer, desk: Phone) => {
  const consent = (await consentsIn(office)).find(({ stands }) => stands)?.id ?? '';
  const body = { consent, on: '2026-05-20', reason: '委託者からの通知' };
  desk.record({ type: 'consent-withdrawn@1', kind: 'programme', aggregate: PROGRAMME, body });
  return outcomes(await office.push(desk));
};

const grant = async (office: TestServer, desk: Phone, change: Partial<typeof CONSENT> = {}) => {
  desk.record({ type: 'consent-recorded@1', kind: 'programme', aggregate: PROGRAMME, body: { ...CONSENT, ...change } });
  return outcomes(await office.push(desk));
};

eachDatabase('Consent', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L15.126] without a standing consent no engagement, company or expert reaches an expert’s device; the programme says so; withdrawing takes back', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const administrator = await office.phone(ADMINISTRATOR);
    const before = await pullOf(office, phone);
    const whole = present(before.rows);
    expect(whole).toEqual([
      `company/company-1`,
      `engagement/${ENGAGEMENT}`,
      `person/${EXPERT}`,
      `programme/${PROGRAMME}`,
    ]);
    expect(await withdraw(office, administrator)).toEqual(['accepted']);
    const taken = await pullOf(office, phone, before.cursor);
    const removed = new Set(
      taken.rows.flatMap(({ kind, aggregate, body }) => (body === null ? [`${kind}/${aggregate}`] : [])),
    );
    expect([...removed].toSorted()).toEqual([`company/company-1`, `engagement/${ENGAGEMENT}`]);
    // A new phone gets what everybody may have: oneself, and the programme that says why there is no more.
    expect(present((await pullOf(office, await office.phone())).rows)).toEqual([
      `person/${EXPERT}`,
      `programme/${PROGRAMME}`,
    ]);
    const paper = `/api/forms/slip-to-sign/${ENGAGEMENT}/${randomUUID()}.pdf`;
    expect((await office.fetch(paper, { headers: { cookie: phone.cookie } })).status).toBe(404);
    expect(await grant(office, administrator)).toEqual(['accepted']);
    expect(present((await pullOf(office, phone, taken.cursor)).rows)).toEqual(whole);
    expect(present((await pullOf(office, await office.phone(OTHER_EXPERT))).rows)).toContain('company/company-2');
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L15.127] recording goes on without a consent: facts of the expert in charge are taken, and of nobody else', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const administrator = await office.phone(ADMINISTRATOR);
    await withdraw(office, administrator);
    const visit = randomUUID();
    for (const tap of visitTaps({ engagement: ENGAGEMENT, visit, number: 1 })) phone.record(tap);
    expect(outcomes(await office.push(phone)).filter((outcome) => !outcome.startsWith('accepted'))).toEqual([]);
    expect(Object.keys((await storedEngagement(office.server, ENGAGEMENT)).visits)).toEqual([visit]);
    const answer = await office.sync(phone, { pull: { cursor: 0, epoch: 1 }, cookie: phone.cookie });
    expect(JSON.stringify(answer.pull)).not.toContain(visit);
    const other = await office.phone(OTHER_EXPERT);
    other.record({ type: 'visit-started@1', aggregate: ENGAGEMENT, body: { visit } });
    expect(outcomes(await office.push(other))).toEqual(['parked out_of_scope']);
    // The desk works on in the office's own rooms, where the data comes from.
    const desk = await office.phone(APPROVER);
    await declare(office.fetch, desk, desk.cookie, { place: 'office' });
    expect(present((await pullOf(office, desk)).rows)).toContain(`engagement/${ENGAGEMENT}`);
  });

  test('[L15.128] a consent stands on its days alone: the server’s clock begins and ends it, and withdrawn it never stands again', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const administrator = await office.phone(ADMINISTRATOR);
    await withdraw(office, administrator);
    await grant(office, administrator, { from: '2026-05-22', to: '2026-05-23' });
    const standing = async () => (await consentsIn(office)).map(({ stands }) => stands);
    const seen = async () => present((await pullOf(office, phone)).rows).includes(`engagement/${ENGAGEMENT}`);
    const onDay = [];
    for (let day = 0; day < 5; day += 1) {
      await keepAllStanding(office.server);
      onDay.push([await standing(), await seen()]);
      office.advance(24 * 60);
    }
    // 20 May … 24 May
    const [yes, no] = [
      [[false, true], true],
      [[false, false], false],
    ];
    expect(onDay).toEqual([no, no, yes, yes, no]);
    expect(standingConsents(null)).toEqual([]);
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L15.129] a place that the consent does not cover receives nothing; the office’s own rooms always do', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const administrator = await office.phone(ADMINISTRATOR);
    await grant(office, administrator, { items: { ...CONSENT.items, places: ['office', 'home'] } });
    const [first] = await consentsIn(office);
    administrator.record({
      type: 'consent-withdrawn@1',
      kind: 'programme',
      aggregate: PROGRAMME,
      body: { consent: first?.id, on: '2026-05-20', reason: '新しい承諾に替えた' },
    });
    expect(outcomes(await office.push(administrator))).toEqual(['accepted']);
    const refused = await office.sync(phone, { pull: { cursor: 0, epoch: 1 }, cookie: phone.cookie });
    expect(refused.pull).toMatchObject({ problem: { code: 'place_not_approved' } });
    await declare(office.fetch, phone, phone.cookie, { place: 'home' });
    expect(present((await pullOf(office, phone)).rows)).toContain(`engagement/${ENGAGEMENT}`);
    const desk = await office.phone(APPROVER);
    await declare(office.fetch, desk, desk.cookie, { place: 'office' });
    expect(present((await pullOf(office, desk)).rows)).toContain(`engagement/${ENGAGEMENT}`);
  });

  test('[L15.126] an engagement made while a consent is withdrawn is in nobody’s reach by it', async () => {
    const office = await openOffice();
    const administrator = await office.phone(ADMINISTRATOR);
    const phone = await office.phone();
    const engagement = 'engagement-new';
    const by = { actor: ADMINISTRATOR, atMs: office.nowMs(), kind: 'engagement', aggregate: engagement } as const;
    await Promise.all([
      withdraw(office, administrator),
      recordAsServer(office.server, TENANT, [
        { ...by, type: 'engagement-created@1', body: { programme: PROGRAMME, company: 'company-1' } },
        {
          ...by,
          type: 'expert-assigned@1',
          body: { expert: EXPERT, on: '2026-05-01', department: '支援課', reason: '同じ業種での経験による。' },
        },
      ]),
    ]);
    expect(present((await pullOf(office, phone)).rows)).toEqual([`person/${EXPERT}`, `programme/${PROGRAMME}`]);
    expect(await refold(office.server)).toEqual([]);
  });
});
