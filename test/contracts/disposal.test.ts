import { randomUUID } from 'node:crypto';
import { recordAsServer } from '@banso/server/sample/server-recorder.ts';
import { refold } from '@banso/server/refold.ts';
import { keyName } from '@banso/server/seal/keyring.ts';
import { openText } from '@banso/server/seal/seal.ts';
import { logOfAggregate } from '@banso/server/store/log.ts';
import { disposalParts } from '@banso/shared/disposal/disposal.ts';
import { partsOfAggregates } from '@banso/server/store/parts.ts';
import type { RoleGrant } from '@banso/shared/operation/context.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { confirmVisit, recordVisit } from '../support/told-companies.ts';
import {
  ADMINISTRATOR,
  APPROVER,
  ENGAGEMENT,
  EXPERT,
  OTHER_ENGAGEMENT,
  PROGRAMME,
  storedEngagement,
  TENANT,
} from '../support/test-office.ts';
import { type TestServer, testServers } from '../support/test-server.ts';

const WISH: Omit<BodyOf['disposal-requested@1'], 'engagement'> = {
  classes: ['B'],
  basis: '契約第12条（保存期間の満了）',
  decisionNumber: '8経セ第41号',
};

type Desk = Awaited<ReturnType<TestServer['phone']>>;

const request = async (office: TestServer, desk: Desk, change: Partial<typeof WISH> = {}): Promise<string> => {
  const aggregate = randomUUID();
  const body = { ...WISH, ...change, engagement: ENGAGEMENT };
  desk.record({ type: 'disposal-requested@1', kind: 'disposal', aggregate, body });
  expect((await office.push(desk)).map(({ outcome }) => outcome)).toEqual(['accepted']);
  return aggregate;
};

/** Somebody with this one role. */
const register = (office: TestServer, person: string, role: RoleGrant) =>
  recordAsServer(office.server, TENANT, [
    {
      type: 'person-registered@1',
      kind: 'person',
      aggregate: person,
      actor: ADMINISTRATOR,
      atMs: office.nowMs(),
      body: { name: '見本（サンプル）', kana: '', roles: [role], registration: null },
    },
  ]);

const approve = async (office: TestServer, desk: Desk, aggregate: string) => {
  desk.record({ type: 'disposal-approved@1', kind: 'disposal', aggregate, body: {} });
  return (await office.push(desk)).map(({ outcome, code }) => code ?? outcome);
};

const disposalOf = async (office: TestServer, id: string) =>
  disposalParts.fromParts(
    await office.server.store.read(TENANT, (tx) => partsOfAggregates(tx, [{ kind: 'disposal', id }])),
  );

/** The texts of the engagement's operations that can still be opened, by class. */
const readable = (office: TestServer) =>
  office.server.store.read(TENANT, async (tx) => {
    const opened: string[] = [];
    for (const row of await logOfAggregate(tx, { kind: 'engagement', aggregateId: ENGAGEMENT })) {
      const id = { owner: row.keyOwner, class: row.retention as 'A' };
      const key = (await office.server.keyring.keysForReading(tx, TENANT, [id])).get(keyName(id));
      if (key) opened.push(openText(key, row.sealedText));
    }
    return opened.join('\n');
  });

eachDatabase('Disposal', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L16.20] what one asks for and another approves is erased: log, records, devices; the chains still verify', async () => {
    const office = await openOffice();
    const { phone, visit } = await recordVisit(office);
    await confirmVisit(office, phone, visit);
    await office.sync(phone, { pull: { cursor: 0, epoch: 1 }, cookie: phone.cookie });
    const { cursor } = await office.server.store
      .read(TENANT, (tx) => tx.selectFrom('tenant').select('head').executeTakeFirstOrThrow())
      .then(({ head }) => ({ cursor: head }));
    expect(await readable(office)).toContain('工程ごとの作業時間');
    const administrator = await office.phone(ADMINISTRATOR);
    const disposal = await request(office, administrator);
    expect(await approve(office, await office.phone(APPROVER), disposal)).toEqual(['accepted']);

    const now = await storedEngagement(office.server, ENGAGEMENT);
    expect([now.visits, now.confirmations, now.plan]).toEqual([{}, {}, null]);
    // The contract is evidence for tax: another class, another key.
    expect(now.core?.contract).not.toBeNull();
    expect(await readable(office)).not.toContain('工程ごとの作業時間');
    expect(await readable(office)).toContain('contract-recorded@1');
    const answer = await office.sync(phone, { pull: { cursor, epoch: 1 }, cookie: phone.cookie });
    const rows = answer.pull && 'rows' in answer.pull ? answer.pull.rows : [];
    expect(rows.filter(({ part }) => part === `visit/${visit}`)).toMatchObject([{ body: null }]);
    const record = await disposalOf(office, disposal);
    expect(record).toMatchObject({ requestedBy: ADMINISTRATOR, approved: { by: APPROVER }, classes: ['B'] });
    expect(record?.carriedOut?.parts).toBeGreaterThan(1);
    expect(record?.carriedOut?.operations).toBeGreaterThan(3);
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L16.21] nobody approves their own wish, nothing is erased before, and nothing twice', async () => {
    const office = await openOffice();
    const { visit } = await recordVisit(office);
    const administrator = await office.phone(ADMINISTRATOR);
    const disposal = await request(office, administrator);
    expect(await approve(office, administrator, disposal)).toEqual(['self_approval']);
    expect(Object.keys((await storedEngagement(office.server, ENGAGEMENT)).visits)).toEqual([visit]);
    const approver = await office.phone(APPROVER);
    expect(await approve(office, approver, disposal)).toEqual(['accepted']);
    expect(await approve(office, await office.phone(APPROVER), disposal)).toEqual(['wrong_state']);
    const expert = await office.phone();
    expert.record({
      type: 'disposal-requested@1',
      kind: 'disposal',
      aggregate: randomUUID(),
      body: { ...WISH, engagement: ENGAGEMENT },
    });
    expect((await office.push(expert)).map(({ code }) => code)).toEqual(['not_allowed']);
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L16.22] what arrives for an erased class later is kept apart, also for a class that had nothing yet; other engagements stay', async () => {
    const office = await openOffice();
    const other = randomUUID();
    const { phone, visit } = await recordVisit(office);
    const disposal = await request(office, await office.phone(ADMINISTRATOR), { classes: ['B', 'C', 'D'] });
    expect(await approve(office, await office.phone(APPROVER), disposal)).toEqual(['accepted']);
    phone.record({ type: 'visit-ended@1', aggregate: ENGAGEMENT, body: { visit } });
    const note = { visit, at: 'start', distanceMetres: 10, accuracyMetres: 5 } as const;
    phone.record({ type: 'location-noted@1', aggregate: ENGAGEMENT, body: note });
    expect((await office.push(phone)).map(({ code }) => code)).toEqual(['erased', 'erased']);
    const elsewhere = await office.phone();
    elsewhere.record({ type: 'visit-started@1', aggregate: OTHER_ENGAGEMENT, body: { visit: other } });
    const verdicts = await office.push(elsewhere);
    expect(verdicts.map(({ outcome }) => outcome)).not.toContain('refused');
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L15.140] nobody asks for or approves a disposal in a programme in which they have no role', async () => {
    const office = await openOffice();
    const { visit } = await recordVisit(office);
    for (const role of ['administrator', 'approver'] as const)
      await register(office, `${role}-elsewhere`, { role, programme: 'another-programme' });
    const administrator = await office.phone('administrator-elsewhere');
    for (const engagement of [ENGAGEMENT, randomUUID()]) {
      const body = { ...WISH, engagement };
      administrator.record({ type: 'disposal-requested@1', kind: 'disposal', aggregate: randomUUID(), body });
    }
    expect((await office.push(administrator)).map(({ code }) => code)).toEqual(['not_allowed', 'not_allowed']);
    const disposal = await request(office, await office.phone(ADMINISTRATOR));
    expect(await approve(office, await office.phone('approver-elsewhere'), disposal)).toEqual(['not_allowed']);
    expect(Object.keys((await storedEngagement(office.server, ENGAGEMENT)).visits)).toEqual([visit]);
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L16.23] desk, commissioner and auditor of its programme read what was erased; accounting and other programmes do not', async () => {
    const office = await openOffice();
    await recordVisit(office);
    const here = { until: '2027-03-31', programme: PROGRAMME };
    for (const role of ['staff', 'commissioner', 'auditor', 'accounting'] as const)
      await register(office, role, { ...here, role });
    await register(office, 'auditor-elsewhere', { ...here, programme: 'another-programme', role: 'auditor' });
    const disposal = await request(office, await office.phone(ADMINISTRATOR));
    expect(await approve(office, await office.phone(APPROVER), disposal)).toEqual(['accepted']);
    const readers = [];
    for (const person of ['staff', 'commissioner', 'auditor', 'accounting', 'auditor-elsewhere', EXPERT]) {
      const device = await office.phone(person);
      const { pull } = await office.sync(device, { pull: { cursor: 0, epoch: 1 }, cookie: device.cookie });
      const rows = pull && 'rows' in pull ? pull.rows : [];
      if (rows.some(({ kind, aggregate }) => kind === 'disposal' && aggregate === disposal)) readers.push(person);
    }
    expect(readers).toEqual(['staff', 'commissioner', 'auditor']);
  });
});
