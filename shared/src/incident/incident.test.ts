import { describe, expect, test } from 'vitest';
import { CONTEXT, DAY, EXPERT, operation } from '../../../test/fixtures/engagement.ts';
import { FINDINGS, INCIDENT, TOLD } from '../../../test/fixtures/incident-cases.ts';
import { apply } from '../operation/apply.ts';
import { isRefusal } from '../operation/refusals.ts';
import type { Role } from '../operation/context.ts';
import { addDays, instantInJapan } from '../time/day.ts';
import { dutiesOf, missingToClose, reasonsToReport } from './duties.ts';
import { damagesOf, type Incident, type IncidentFindings, RAISERS } from './incident.ts';

const found = (change: Partial<IncidentFindings>): Incident => ({
  ...INCIDENT,
  findings: { ...FINDINGS, ...change, by: 'administrator-1', atMs: 1 },
});
const on = { kind: 'incident', aggregate: 'incident-1' } as const;
const as = (role: Role) => ({ ...CONTEXT, roles: [{ role, programme: null }] });
const raised = operation(
  'incident-raised@1',
  { type: 'lost', foundAtMs: 0, what: '手帳をなくした。', stopped: '', programme: null },
  on,
);

test.each(RAISERS)('[L15.230] the %s raises an incident, a fact that no state refuses', (role) => {
  expect(isRefusal(apply(null, raised, as(role)))).toBe(false);
});

test.each(['commissioner', 'auditor'] as const)(
  '[L15.230] the %s looks in from outside and records nothing',
  (role) => {
    expect(apply(null, raised, as(role))).toMatchObject({ refused: 'not_allowed' });
  },
);

describe('[L15.231] the course of an incident', () => {
  const entry = operation('incident-entry-added@1', { entry: TOLD }, { ...on, actor: 'somebody' });
  test('is written by who leads it', () => {
    expect(apply(INCIDENT, entry, as('staff'))).toMatchObject({ state: { entries: [{ ...TOLD, by: 'somebody' }] } });
  });
  test('not by another expert, nor by a leader of another programme', () => {
    expect(apply(INCIDENT, entry, as('expert'))).toMatchObject({ refused: 'not_allowed' });
    const elsewhere = { ...CONTEXT, roles: [{ role: 'staff', programme: 'tottori' }] as const };
    expect(apply(INCIDENT, entry, elsewhere)).toMatchObject({ refused: 'not_allowed' });
  });
  test('goes on after the closing', () => {
    const closed = { ...INCIDENT, closed: { by: 'a', atMs: 1, reason: '終わり' } };
    const own = operation('incident-entry-added@1', { entry: TOLD }, { ...on, actor: EXPERT });
    expect(isRefusal(apply(closed, own, as('expert')))).toBe(false);
  });
});

describe('[L15.232] the duty to report', () => {
  test.each([
    [{}, []],
    [{ people: 1_000 }, []],
    [{ people: 1_001 }, ['many']],
    [{ people: 100, publicBody: true }, []],
    [{ people: 101, publicBody: true }, ['many']],
    [{ people: null, sensitive: true }, ['sensitive']],
    [{ property: true, malicious: true }, ['property', 'malicious']],
  ] as const)('of %j is for %j', (change, reasons) => {
    expect(reasonsToReport(found(change))).toEqual(reasons);
  });

  const dues = (incident: Incident) => Object.fromEntries(dutiesOf(incident, DAY).map(({ to, due }) => [to, due]));

  test('before anything is known, who commissioned the work is told at once, and nobody else', () => {
    expect(dues(INCIDENT)).toEqual({ commissioner: null });
    expect(dutiesOf(INCIDENT, DAY)).toMatchObject([{ urgent: true, late: false }]);
  });
  test('first within five days, the day of discovery being the first; the whole within thirty', () => {
    expect(dues(found({ sensitive: true }))).toEqual({
      commissioner: null,
      commissionFirst: addDays(DAY, 4),
      persons: null,
      commissionFinal: addDays(DAY, 29),
    });
  });
  test('within sixty days where malice is possible', () => {
    expect(dues(found({ malicious: true }))['commissionFinal']).toBe(addDays(DAY, 59));
  });
  test.each([
    [0, false, false],
    [1, false, false],
    [2, true, false],
    [4, true, false],
    [5, true, true],
  ])('%i days after discovery the first report is urgent: %s, late: %s', (days, urgent, late) => {
    const first = dutiesOf(found({ sensitive: true }), addDays(DAY, days)).find(({ to }) => to === 'commissionFirst');
    expect(first).toMatchObject({ urgent, late });
  });
  test('a discovery after midnight in Japan counts from that day', () => {
    const atNight = { ...found({ sensitive: true }), foundAtMs: instantInJapan(DAY, '00:05') };
    expect(dues(atNight)['commissionFirst']).toBe(addDays(DAY, 4));
  });
  test('is done when it was first reported, and then neither urgent nor late', () => {
    const second = { ...TOLD, atMs: TOLD.atMs + 1 };
    const told = { ...INCIDENT, entries: [second, TOLD].map((entry) => ({ ...entry, by: EXPERT })) };
    expect(dutiesOf(told, addDays(DAY, 9))).toMatchObject([{ doneAtMs: TOLD.atMs, urgent: false, late: false }]);
  });
});

test('[L15.234] what keeps an incident open is named: who was not told, and a blank item', () => {
  expect(missingToClose(INCIDENT, DAY)).toEqual({ duties: ['commissioner'], investigated: false });
  const blank = { ...FINDINGS.items, cause: '　' };
  expect(missingToClose(found({ property: true, items: blank }), DAY)).toEqual({
    duties: ['commissioner', 'commissionFirst', 'persons', 'commissionFinal'],
    investigated: false,
  });
  const told = { ...found({}), entries: [{ ...TOLD, by: EXPERT }] };
  expect(missingToClose(told, DAY)).toEqual({ duties: [], investigated: true });
});

describe('[L13.436] an incident carries what somebody has to make good, and nothing follows from it by itself', () => {
  const body = {
    damage: 'damage-1',
    kind: 'damages',
    amountYen: 50_000,
    from: '受託者',
    to: '委託者',
    on: DAY,
    basis: '契約書第12条第1項',
    corrects: null,
  } as const;
  const record = (incident: Incident, change: object = {}) =>
    apply(
      incident,
      operation('incident-damage-recorded@1', { ...body, ...change }, { ...on, actor: 'administrator-1' }),
      as('administrator'),
    );
  const after = (outcome: ReturnType<typeof record>): Incident => {
    if (isRefusal(outcome) || !outcome.state) throw new Error('refused');
    return outcome.state;
  };
  test('with its amount, who pays and who receives; also while the amount is not settled, and after the closing', () => {
    const closed = { ...INCIDENT, closed: { by: 'a', atMs: 1, reason: '済み' } };
    expect(damagesOf(after(record(closed, { amountYen: null, kind: 'recourse' })))).toMatchObject([
      { kind: 'recourse', amountYen: null, from: '受託者', to: '委託者', stands: true },
    ]);
  });
  test('a wrong one is put right by another, and stays', () => {
    const once = after(record(INCIDENT));
    const twice = after(record(once, { damage: 'damage-2', amountYen: 30_000, corrects: 'damage-1' }));
    expect(damagesOf(twice).map(({ amountYen, stands }) => [amountYen, stands])).toEqual([
      [50_000, false],
      [30_000, true],
    ]);
    expect(record(twice)).toMatchObject({ refused: 'already_exists' });
  });
  test('an expert records none', () => {
    const envelope = operation('incident-damage-recorded@1', body, { ...on, actor: EXPERT });
    expect(apply(INCIDENT, envelope, as('expert'))).toMatchObject({ refused: 'not_allowed' });
  });
});
