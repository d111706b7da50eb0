import { randomUUID } from 'node:crypto';
import { recordAsServer } from '@banso/server/sample/server-recorder.ts';
import { partsOfAggregates } from '@banso/server/store/parts.ts';
import { incidentParts } from '@banso/shared/incident/incident.ts';
import { incidentInvestigated } from '@banso/shared/incident/operations.ts';
import type { Role } from '@banso/shared/operation/context.ts';
import { mustEnd } from '@banso/shared/person/role-ends.ts';
import { expect, test } from 'vitest';
import { FINDINGS, TOLD } from '../fixtures/incident-cases.ts';
import { eachDatabase } from '../support/databases.ts';
import { ADMINISTRATOR, EXPERT, OTHER_EXPERT, PROGRAMME, TENANT } from '../support/test-office.ts';
import { outcomes, type TestServer, testServers } from '../support/test-server.ts';

type Phone = Awaited<ReturnType<TestServer['phone']>>;

const onIncident = { kind: 'incident', aggregate: randomUUID() } as const;

const raise = (phone: Phone) =>
  phone.record({
    type: 'incident-raised@1',
    ...onIncident,
    body: { type: 'lost', foundAtMs: 1, what: '手帳を電車に置き忘れた。', stopped: '', programme: PROGRAMME },
  });

const stored = async (office: TestServer) => {
  const parts = await office.server.store.read(TENANT, (tx) =>
    partsOfAggregates(tx, [{ kind: 'incident', id: onIncident.aggregate }]),
  );
  return incidentParts.fromParts(parts);
};

const knows = async (office: TestServer, person: string): Promise<boolean> => {
  office.advance(1);
  const device = await office.phone(person);
  const { pull } = await office.sync(device, { pull: { cursor: 0, epoch: 1 }, cookie: device.cookie });
  if (!pull || !('rows' in pull)) throw new Error(JSON.stringify(pull));
  return pull.rows.some(({ kind, body }) => kind === 'incident' && body !== null);
};

eachDatabase('Incidents', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L15.230] what an expert reports reaches the desk, themselves, the programme’s owner and auditor, no other expert and nobody who pays', async () => {
    const office = await openOffice();
    const roles: readonly Role[] = ['commissioner', 'auditor', 'supportOfficer', 'accounting', 'privacyManager'];
    await recordAsServer(
      office.server,
      TENANT,
      roles.map((role) => ({
        type: 'person-registered@1',
        kind: 'person',
        aggregate: `role-${role}`,
        actor: ADMINISTRATOR,
        atMs: office.nowMs(),
        body: {
          name: `見本 ${role}（サンプル）`,
          kana: '',
          roles: [{ role, programme: PROGRAMME, ...(mustEnd(role) ? { until: '2027-03-31' } : {}) }],
          registration: null,
        },
      })),
    );
    const phone = await office.phone();
    raise(phone);
    expect(outcomes(await office.push(phone))).toEqual(['accepted']);
    expect(await stored(office)).toMatchObject({ raisedBy: EXPERT, what: '手帳を電車に置き忘れた。' });
    expect([await knows(office, EXPERT), await knows(office, ADMINISTRATOR)]).toEqual([true, true]);
    const others = [OTHER_EXPERT, ...roles.map((role) => `role-${role}`)];
    const readers: string[] = [];
    for (const one of others) if (await knows(office, one)) readers.push(one);
    // As requirements 1.1 has it: the owner and the auditor see incidents of their programme, those who pay do not.
    expect(readers).toEqual(['role-commissioner', 'role-auditor', 'role-privacyManager']);
  });

  test('[L15.231][L15.233][L15.234] the office follows it up; another expert cannot; two reports at once are told apart; closed when told', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    raise(phone);
    await office.push(phone);
    const other = await office.phone(OTHER_EXPERT);
    other.record({ type: 'incident-entry-added@1', ...onIncident, body: { entry: TOLD } });
    // A fact that may not be done is kept apart, never applied.
    await office.push(other);
    expect((await stored(office))?.entries).toEqual([]);

    const [one, two] = [await office.phone(ADMINISTRATOR), await office.phone(ADMINISTRATOR)];
    const basis = await basisOf(office);
    one.record({ type: 'incident-investigated@1', ...onIncident, basis, body: FINDINGS });
    two.record({ type: 'incident-investigated@1', ...onIncident, basis, body: { ...FINDINGS, people: 2 } });
    expect(outcomes(await office.push(one))).toEqual(['accepted']);
    expect((await office.push(two)).map(({ code }) => code)).toEqual(['basis_changed']);
    expect((await stored(office))?.findings?.people).toBe(1);

    one.record({ type: 'incident-closed@1', ...onIncident, body: { reason: '周知した。' } });
    one.record({ type: 'incident-entry-added@1', ...onIncident, body: { entry: TOLD } });
    one.record({ type: 'incident-closed@1', ...onIncident, body: { reason: '周知した。' } });
    expect(outcomes(await office.push(one))).toEqual(['refused wrong_state', 'accepted', 'accepted']);
    expect(await stored(office)).toMatchObject({
      entries: [TOLD],
      closed: { by: ADMINISTRATOR, reason: '周知した。' },
    });
  });
});

const basisOf = async (office: TestServer): Promise<string> => {
  const incident = await stored(office);
  const basis = incidentInvestigated.basis?.(incident, FINDINGS);
  if (!basis) throw new Error('there is nothing to investigate');
  return basis;
};
