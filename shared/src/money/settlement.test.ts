import { describe, expect, test } from 'vitest';
import { FIVE_VISITS, settlementGiven, type VisitGiven, visitFactsOf } from '../../../test/fixtures/settlement.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { TOTTORI_R6 } from '../programmes/tottori-r6.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { penaltyCandidates } from './penalty.ts';
import { settle, type SettlementFacts } from './settlement.ts';

const money = FUKUOKA_R7.money ?? {};
const settingsOf = (change: object): RuleSet =>
  ({ ...FUKUOKA_R7, money: { ...money, ...change } }) as unknown as RuleSet;
const settleVisits = (visits: readonly VisitGiven[], change: Partial<SettlementFacts> = {}) =>
  settle(settlementGiven({ facts: visitFactsOf(visits), ...change }));
const states = (visits: readonly VisitGiven[], change: Partial<SettlementFacts> = {}) =>
  settleVisits(visits, change).claims.map(({ state }) => state);
const ON = '2025-12-18';

test('[L13.140] an engagement is settled from its visits to the transfer, each step with its article', () => {
  const { state, invoice, payment, holds, why } = settle(settlementGiven());
  expect({ state, holds }).toEqual({ state: 'payable', holds: [] });
  expect(invoice).toMatchObject({ feeYen: 157_500, travelYen: 10_500, totalYen: 168_000, taxYen: 15_272 });
  expect(payment).toMatchObject({ baseYen: 152_728, withheldYen: 15_593, transferYen: 152_407 });
  expect(why.every(({ what, figures, article }) => what !== '' && figures !== '' && article !== '')).toBe(true);
});

describe('[L13.141] whether a visit is paid is what its findings say, and what money alone asks', () => {
  test.each([
    ['179 minutes', { to: '15:59' }, 'notPayable'],
    ['180 minutes', { to: '16:00' }, 'payable'],
    ['210 minutes with a break of 31', { to: '16:30', breakMinutes: 31 }, 'notPayable'],
    ['210 minutes with a break of 30', { to: '16:30', breakMinutes: 30 }, 'payable'],
    ['179 minutes, released by an approver', { to: '15:59', released: ['too-short'] }, 'payable'],
    ['online', { mode: 'online' }, 'payable'],
    ['the day before the contract', { on: '2025-07-31' }, 'notPayable'],
    ['not approved', { status: 'submitted' }, 'held'],
    ['not signed', { signed: false }, 'held'],
    ['held by somebody else', { by: 'expert-somebody' }, 'notPayable'],
  ] as const)('%s', (_, change, state) => {
    expect(states([{ number: 1, on: ON, ...change }])).toEqual([state]);
  });

  test('breaks count where the programme says so, and online does not where it says so', () => {
    const given = [{ number: 1, on: ON, from: '10:00', to: '13:30', breakMinutes: 60 }];
    const counting = { ...FUKUOKA_R7, breaksDeducted: { value: false, source: '事業の設定' } };
    expect([states(given), states(given, { ruleSet: counting })]).toEqual([['notPayable'], ['payable']]);
    const onSiteOnly = settingsOf({ onlineCounts: { value: false, source: '事業の設定' } });
    expect(states([{ number: 1, on: ON, mode: 'online' }], { ruleSet: onSiteOnly })).toEqual(['notPayable']);
  });

  test('the sixth visit is recorded and not paid', () => {
    const six = settleVisits([...FIVE_VISITS, { number: 6, on: '2026-01-08' }]);
    expect(six.claims.map(({ state }) => state).filter((state) => state === 'payable')).toHaveLength(5);
    expect(six.claims.at(-1)?.why[0]).toMatchObject({ what: '上限を超えた回', article: '要領第4条' });
    expect(six.invoice?.totalYen).toBe(168_000);
  });

  test('visits that overlap wait, and their amounts are what is paid once that is cleared', () => {
    const [state, ...others] = states([
      { number: 1, on: ON, from: '09:00', to: '12:00' },
      { number: 2, on: ON, from: '11:59', to: '15:00' },
    ]);
    expect([state, ...others]).toEqual(['held', 'held']);
  });

  test('a cancelled visit is no claim', () => {
    expect(states([{ number: 1, on: ON, status: 'cancelled' }])).toEqual([]);
  });
});

describe('[L13.142] two stretches of one day are two visits, or together one', () => {
  const stretches = [
    { number: 1, on: ON, from: '09:00', to: '11:00' },
    { number: 2, on: ON, from: '13:00', to: '14:00' },
  ];
  const together = settingsOf({ stretchesOfOneDay: { value: 'together', source: '事業の設定' } });

  test('separate: each is too short; together: one visit of 180 minutes', () => {
    expect(states(stretches)).toEqual(['notPayable', 'notPayable']);
    expect(states(stretches, { ruleSet: together })).toEqual(['payable', 'notPayable']);
    expect(settleVisits(stretches, { ruleSet: together }).invoice?.totalYen).toBe(33_600);
  });

  test('179 minutes together are too short, and the first waits for the second', () => {
    const [first = { number: 1, on: ON }] = stretches;
    const short = [first, { number: 2, on: ON, from: '13:00', to: '13:59' }];
    expect(states(short, { ruleSet: together })).toEqual(['notPayable', 'notPayable']);
    const unsigned = [first, { number: 2, on: ON, from: '13:00', to: '14:00', signed: false }];
    expect(settleVisits(unsigned, { ruleSet: together }).state).toBe('held');
  });

  test('days are counted against the limit, not stretches', () => {
    const six = [...FIVE_VISITS.slice(0, 4), ...stretches.map((one) => ({ ...one, number: one.number + 4 }))];
    expect(states(six, { ruleSet: together })).toEqual([...Array.from({ length: 5 }, () => 'payable'), 'notPayable']);
    const seven = [...six, { number: 7, on: '2025-12-19' }];
    expect(states(seven, { ruleSet: together }).at(-1)).toBe('notPayable');
  });
});

describe('[L13.143] what was handed in after the programme’s end waits for a recorded decision, either way', () => {
  const decision = { by: 'approver-kirino', reason: '天災による遅れ（サンプル）', decisionNumber: 'サンプル-決2' };
  test.each([
    ['2026-01-31', null, 'payable', 168_000],
    ['2026-02-01', null, 'held', 168_000],
    ['2026-02-01', { ...decision, pays: true }, 'payable', 168_000],
    ['2026-02-01', { ...decision, pays: false }, 'nothing', undefined],
    [null, null, 'held', 168_000],
  ])('handed in on %s, decided %j: %s', (submittedOn, lateDecision, state, totalYen) => {
    const settled = settle(settlementGiven({ filing: { submittedOn, lateDecision } }));
    expect([settled.state, settled.invoice?.totalYen]).toEqual([state, totalYen]);
  });
});

describe('[L13.144] the payment waits while contract and account are of two kinds', () => {
  test.each([
    ['individual', 'individual', 'payable', 15_593],
    ['corporation', 'corporation', 'payable', 0],
    ['corporation', 'individual', 'held', 0],
    ['individual', 'corporation', 'held', 15_593],
    ['undecided', 'individual', 'held', 0],
    ['nonResident', 'individual', 'held', 34_305],
  ] as const)('contract %s, account %s: %s', (contract, account, state, withheldYen) => {
    const settled = settle(settlementGiven({ payee: { contract, account } }));
    expect([settled.state, settled.payment?.withheldYen]).toEqual([state, withheldYen]);
  });
});

test('[L13.145] without a unit price, and without a visit, no invoice is made, and it says why', () => {
  expect(settle(settlementGiven({ facts: [] }))).toMatchObject({ state: 'nothing', invoice: null, payment: null });
  const tottori = settle(settlementGiven({ ruleSet: TOTTORI_R6 }));
  expect(tottori.state).toBe('nothing');
  expect(tottori.why.at(-1)?.what).toContain('単価の定めがない');
  const { money: _money, ...before } = FUKUOKA_R7;
  const unruled = settle(settlementGiven({ ruleSet: before }));
  expect([unruled.state, unruled.why.length]).toEqual(['nothing', 1]);
});

describe('[L13.146] a service is paid by its sixtieth day, the day of the service being the first', () => {
  test.each([
    ['2026-02-17', 0],
    ['2026-02-18', 1],
  ])('one visit on 2025-12-20, paid on %s', (paidOn, notes) => {
    const settled = settleVisits([{ number: 1, on: '2025-12-20' }], { paidOn });
    expect([settled.state, settled.notes.length]).toEqual(['payable', notes]);
  });
});

test('[L13.147] the penalty after a cancellation is three candidates and no choice', () => {
  const given = { earned: { visits: 2, feeYen: 63_000, totalYen: 67_200 }, mostVisits: 5 };
  const { money: rules } = FUKUOKA_R7;
  if (!rules || !TOTTORI_R6.money) throw new Error('the seeds have rules for money');
  expect(penaltyCandidates(rules, given)?.map(({ yen }) => yen)).toEqual([6_720, 16_800, 6_300]);
  expect(penaltyCandidates(TOTTORI_R6.money, given)).toBeNull();
});
