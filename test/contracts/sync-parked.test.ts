import { randomUUID } from 'node:crypto';
import { refold } from '@banso/server/refold.ts';
import { tellOperationTypes } from '@banso/server/store/operation-types.ts';
import { fieldHash } from '@banso/shared/engagement/visit-fields.ts';
import { visitBasis } from '@banso/shared/engagement/visit-basis.ts';
import type { Verdict } from '@banso/shared/protocol/verdict.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { visitTaps } from '../support/test-device.ts';
import {
  APPROVER,
  ENGAGEMENT,
  OTHER_ENGAGEMENT,
  OTHER_EXPERT,
  PROGRAMME,
  storedEngagement,
  TENANT,
} from '../support/test-office.ts';
import { outcomes, testServers } from '../support/test-server.ts';

const here = { aggregate: ENGAGEMENT } as const;

eachDatabase('One bad item never stops the rest', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L14.8] what a later program on this database knows is left to it, with everything beside it; after a day it is parked', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const visit = randomUUID();
    const [scheduled, started] = visitTaps({ engagement: ENGAGEMENT, visit, number: 1 });
    phone.record(scheduled);
    phone.record({ ...started, instead: { type: 'visit-teleported@1' } });
    await office.server.store.transact('-', (tx) =>
      tellOperationTypes(tx, ['visit-teleported@1'], new Date(office.nowMs())),
    );
    const before = await office.server.store.read(TENANT, (tx) => tx.selectFrom('log').selectAll().execute());
    const { push, pull } = await office.sync(phone, {
      push: phone.push(),
      cookie: phone.cookie,
      pull: { cursor: 0, epoch: 0 },
    });
    expect(push).toMatchObject({ problem: { code: 'server_earlier', status: 503 } });
    expect(pull).toHaveProperty('rows');
    const after = await office.server.store.read(TENANT, (tx) => tx.selectFrom('log').selectAll().execute());
    expect(after).toHaveLength(before.length);
    office.advance(24 * 60 + 1);
    expect(outcomes(await office.push(phone))).toEqual(['accepted', 'parked unknown_type']);
  });

  test('[L7.19] raw bytes, a gap, text that is no operation and lies about whose it is are parked; the rest goes in', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const visit = randomUUID();
    const [scheduled, started, report, ended] = visitTaps({ engagement: ENGAGEMENT, visit, number: 1 });
    phone.record(scheduled);
    phone.recordRaw(Uint8Array.of(0, 255, 1, 2));
    phone.recordGap(3);
    phone.recordText('{"v":1,"broken":');
    phone.recordText('');
    phone.record(started);
    phone.record({ ...report, instead: { tenant: 'tottori' } });
    phone.record({ ...report, instead: { actor: APPROVER } });
    phone.record({ ...report, instead: { device: randomUUID() } });
    phone.record({ ...report, instead: { seq: 99 } });
    phone.record({ ...report, instead: { type: 'visit-teleported@1' } });
    phone.record({ ...report, instead: { kind: 'company' } });
    phone.record({ ...report, body: { visit, changes: [], more: 'x'.repeat(260_000) } });
    phone.record(ended);
    const verdicts = await office.push(phone);
    expect(outcomes(verdicts)).toEqual([
      'accepted',
      'parked unreadable',
      'parked gap',
      'parked unreadable',
      'parked unreadable',
      'accepted',
      'parked misaddressed',
      'parked misaddressed',
      'parked misaddressed',
      'parked misaddressed',
      'parked unknown_type',
      'parked out_of_scope',
      'parked unreadable',
      'accepted',
    ]);
    expect(verdicts.map(({ seq }) => seq)).toEqual([1, 2, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
    expect((await storedEngagement(office.server, ENGAGEMENT)).visits[visit]).toMatchObject({ status: 'ended' });
    expect(await office.push(phone, { push: phone.push({ from: 1 }) })).toEqual(verdicts);
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L7.2] an operation that makes apply throw is parked, and told to the log by its id alone', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const [spoilt, sound] = [randomUUID(), randomUUID()];
    phone.record(visitTaps({ engagement: ENGAGEMENT, visit: spoilt, number: 1 })[0]);
    await office.push(phone);
    // What a bug or a torn migration would leave behind: a record that lacks what apply relies on.
    await office.server.store.pool.query(`update part set body = '{"id":"${spoilt}"}' where part = 'visit/${spoilt}'`);
    phone.record(visitTaps({ engagement: ENGAGEMENT, visit: sound, number: 2 })[0]);
    const broken = phone.record(visitTaps({ engagement: ENGAGEMENT, visit: spoilt, number: 1 })[2]);
    phone.record(visitTaps({ engagement: ENGAGEMENT, visit: sound, number: 2 })[1]);
    expect(outcomes(await office.push(phone))).toEqual(['accepted', 'parked apply_threw', 'accepted']);
    expect(office.log).toContainEqual({ event: 'operation_parked', operation: broken.id, error: 'TypeError' });
  });

  test('[L7.3] what the database cannot write is found and parked; the rest of the push goes in', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const visit = randomUUID();
    const desk = await office.phone(APPROVER);
    const [scheduled, started] = visitTaps({ engagement: ENGAGEMENT, visit, number: 1 });
    phone.record(scheduled);
    phone.record({ ...started, body: { visit: `a${'\u0000'}b` } });
    phone.record({ ...started, body: { visit: 'x'.repeat(9_000) } });
    phone.record(started);
    const verdicts = await office.push(phone);
    expect(outcomes(verdicts)[0]).toBe('accepted');
    expect(verdicts[1]?.outcome).toBe('parked');
    expect(outcomes(verdicts)[3]).toBe('accepted');
    expect(await office.push(phone, { push: phone.push({ from: 1 }) })).toEqual(verdicts);

    const creation = { type: 'engagement-created@1', aggregate: randomUUID() } as const;
    desk.record({ ...creation, body: { programme: `p${'\u0000'}`, company: 'company-1' } });
    desk.record({ ...creation, aggregate: randomUUID(), body: { programme: PROGRAMME, company: 'company-1' } });
    expect(outcomes(await office.push(desk))).toEqual(['parked write_failed', 'accepted']);
  });

  test('[L7.4] after a key was destroyed, what still arrives for the erased record is parked, not turned away', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const visit = randomUUID();
    const [scheduled, started] = visitTaps({ engagement: ENGAGEMENT, visit, number: 1 });
    phone.record(scheduled);
    await office.push(phone);
    await office.server.store.pool.query(
      "update seal_key set wrapped = null, destroyed_at = now() where owner = $1 and class = 'B'",
      [`engagement/${ENGAGEMENT}`],
    );
    const { id } = phone.record(started);
    expect(await office.push(phone)).toMatchObject([{ operation: id, outcome: 'parked', code: 'erased' }]);
    expect(await office.push(phone, { push: phone.push({ from: 2 }) })).toMatchObject([{ code: 'erased' }]);
  });
});

eachDatabase('Facts and intents', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L1.10] a fact on a visit nobody knows opens a stub, within the scope of its sender', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const visit = randomUUID();
    phone.record(visitTaps({ engagement: ENGAGEMENT, visit, number: 1 })[1]);
    expect(outcomes(await office.push(phone))).toEqual(['flagged stub_opened']);
    expect((await storedEngagement(office.server, ENGAGEMENT)).visits[visit]).toMatchObject({ number: null });
  });

  test('[L1.14] an intent without what it depends on is blocked; a fact depends on nothing', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const visit = randomUUID();
    const [scheduled, started] = visitTaps({ engagement: ENGAGEMENT, visit, number: 1 });
    const missing = randomUUID();
    const done = phone.record(scheduled).id ?? '';
    phone.record({ ...started, after: [missing] });
    phone.record({
      ...here,
      type: 'visit-submitted@1',
      body: { visit },
      basis: 'a'.repeat(64),
      after: [done, missing],
    });
    const verdicts = await office.push(phone);
    expect(outcomes(verdicts)).toEqual(['accepted', 'accepted', 'blocked dependency_missing']);
    expect(verdicts[2]?.detail).toEqual([missing]);
  });

  test('[L1.15] an intent whose author saw something else is refused as basis_changed, and its text is kept', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const visit = randomUUID();
    for (const tap of visitTaps({ engagement: ENGAGEMENT, visit, number: 1 })) phone.record(tap);
    phone.record({ ...here, type: 'visit-submitted@1', body: { visit }, basis: 'a'.repeat(64) });
    expect(outcomes(await office.push(phone)).at(-1)).toBe('refused basis_changed');
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L1.13] a fact that arrives after the approval is kept beside it; what was approved stands', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const desk = await office.phone(APPROVER);
    const visit = randomUUID();
    const taps = visitTaps({ engagement: ENGAGEMENT, visit, number: 1 });
    for (const tap of taps) phone.record(tap);
    await office.push(phone);
    const seen = await storedEngagement(office.server, ENGAGEMENT);
    // Approved in the records themselves: the way there is told by the scenarios.
    await office.server.store.pool.query(
      'update part set body = replace(body, \'"status":"ended"\', \'"status":"approved"\') where part = $1',
      [`visit/${visit}`],
    );
    const changes = [{ field: 'gist', base: fieldHash('原価の見直し'), value: '書き直した要旨' }];
    phone.record({ ...here, type: 'visit-report-saved@1', body: { visit, changes } });
    desk.record({ ...here, type: 'visit-approved@1', body: { visit }, basis: visitBasis(seen, visit) });
    expect(outcomes(await office.push(phone))).toEqual(['flagged late_fact']);
    expect(outcomes(await office.push(desk))).toEqual(['refused wrong_state']);
    const after = (await storedEngagement(office.server, ENGAGEMENT)).visits[visit];
    expect(after).toMatchObject({ status: 'approved', fields: { gist: '原価の見直し' } });
    expect(after?.lateFacts).toHaveLength(1);
  });

  test('[L9.10] somebody else’s record and one that does not exist get the same answer, to the byte', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const intruder = await office.phone(OTHER_EXPERT);
    const visit = randomUUID();
    for (const tap of visitTaps({ engagement: ENGAGEMENT, visit, number: 1 })) phone.record(tap);
    await office.push(phone);
    const missing = [randomUUID()];
    for (const aggregate of [ENGAGEMENT, 'engagement-9']) {
      intruder.record({ ...visitTaps({ engagement: aggregate, visit, number: 1 })[1] });
      intruder.record({ aggregate, type: 'visit-submitted@1', body: { visit } });
      intruder.record({ aggregate, type: 'visit-submitted@1', body: { visit }, after: missing });
      intruder.record({ aggregate, type: 'visit-approved@1', body: { visit }, basis: 'a'.repeat(64) });
      intruder.record({ aggregate, type: 'plan-submitted@1', body: {} });
      const reason = { on: '2026-05-01', department: '支援課', reason: '自分で選んだ。' };
      intruder.record({ aggregate, type: 'expert-assigned@1', body: { expert: OTHER_EXPERT, ...reason } });
    }
    const verdicts = (await office.push(intruder)).map(withoutPlace);
    expect(verdicts.slice(0, 6)).toEqual(verdicts.slice(6));
    expect(verdicts.map(({ outcome }) => outcome).slice(0, 3)).toEqual(['parked', 'refused', 'blocked']);
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L9.11] staff of one programme learn nothing of records outside it', async () => {
    const office = await openOffice();
    const desk = await office.phone(APPROVER);
    await office.server.store.pool.query("delete from reach where aggregate_id = $1 and scope like 'desk:%'", [
      OTHER_ENGAGEMENT,
    ]);
    for (const aggregate of [OTHER_ENGAGEMENT, 'engagement-9']) {
      desk.record({
        aggregate,
        type: 'visit-sent-back@1',
        body: { visit: 'v', comments: [{ field: 'whole', text: '？' }] },
      });
      const body = { expert: OTHER_EXPERT, on: '2026-05-01', department: '支援課', reason: '選び直し。' };
      desk.record({ aggregate, type: 'expert-assigned@1', body });
    }
    const verdicts = (await office.push(desk)).map(withoutPlace);
    expect(verdicts.slice(0, 2)).toEqual(verdicts.slice(2));
  });
});

const withoutPlace = ({ outcome, code, detail, flags }: Verdict) => ({ outcome, code, detail, flags });
