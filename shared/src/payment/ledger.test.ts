import { describe, expect, test } from 'vitest';
import { EXPERT } from '../../../test/fixtures/engagement.ts';
import {
  ACCOUNTANT,
  payableEngagement,
  paymentFor,
  PROGRAMME,
  runOf,
  SENT,
  TRANSFER_ON,
} from '../../../test/fixtures/payment.ts';
import { TOTTORI_R6 } from '../programmes/tottori-r6.ts';
import { byDay, clocksOf } from './clocks.ts';
import {
  budgetState,
  documentsOf,
  findDocuments,
  type LedgerGiven,
  type LedgerSearch,
  totalsByPayee,
  withheldByMonth,
  withheldByYear,
} from './ledger.ts';
import type { PaymentRun } from './payment-run.ts';

const ANY: LedgerSearch = { from: null, to: null, atLeastYen: null, atMostYen: null, party: '', kind: null };

const given = (change: Partial<LedgerGiven> = {}): LedgerGiven => ({
  programme: PROGRAMME,
  engagements: [{ id: 'engagement-1', engagement: payableEngagement(), company: 'みのり野製麺（サンプル）' }],
  runs: [],
  nameOf: () => '青柳 由美子（サンプル）',
  ...change,
});

const ended = (outcome: 'paid' | 'failed', change: Partial<PaymentRun> = {}): PaymentRun => {
  const run = runOf({ ...SENT, ...change });
  const result = {
    outcome,
    on: TRANSFER_ON,
    reason: outcome === 'paid' ? '' : '口座なし',
    by: ACCOUNTANT,
    atMs: 9,
  } as const;
  return {
    ...run,
    payments: Object.fromEntries(
      Object.values(run.payments).map((payment) => [payment.payee, { ...payment, results: [result] }]),
    ),
  };
};

describe('[L13.343] invoices, statements and notices are found', () => {
  const documents = documentsOf(given({ runs: [runOf(SENT)] }));
  test('by day, amount and party, ends included, and any of them together', () => {
    expect(documents.map(({ kind, on, yen }) => [kind, on, yen])).toEqual([
      ['notice', '2026-02-10', 152_407],
      ['invoice', '2026-01-10', 168_000],
    ]);
    const kinds = (search: Partial<LedgerSearch>) =>
      findDocuments(documents, { ...ANY, ...search }).map(({ kind }) => kind);
    expect(kinds({})).toEqual(['notice', 'invoice']);
    expect(kinds({ from: '2026-02-10' })).toEqual(['notice']);
    expect(kinds({ to: '2026-02-09' })).toEqual(['invoice']);
    expect(kinds({ atLeastYen: 152_408 })).toEqual(['invoice']);
    expect(kinds({ atLeastYen: 152_407, atMostYen: 152_407 })).toEqual(['notice']);
    expect(kinds({ party: 'アオヤギ' })).toEqual([]);
    expect(kinds({ party: '青柳由美子' })).toEqual(['notice', 'invoice']);
    expect(kinds({ party: '青柳', from: '2026-01-01', to: '2026-01-31', kind: 'invoice' })).toEqual(['invoice']);
  });

  test('what was corrected or taken back stays, and names the other', () => {
    const engagement = payableEngagement();
    const [first] = Object.values(engagement.invoices);
    if (!first) throw new Error('no invoice');
    const second = { ...first, id: 'second', number: '2', replaces: { number: first.number, what: '3回目の終了時刻' } };
    const both = { ...engagement, invoices: { [first.id]: first, second } };
    const found = documentsOf(given({ engagements: [{ id: 'engagement-1', engagement: both, company: '' }] }));
    expect(found.map(({ history }) => history)).toEqual([
      ['2に訂正された'],
      [`${first.number}を訂正（3回目の終了時刻）`],
    ]);
    expect(documentsOf(given({ runs: [ended('failed')] }))[0]?.history).toEqual([
      '2026-02-10に銀行から戻った（口座なし）',
    ]);
  });
});

describe('[L13.344] totals, budget and what was withheld', () => {
  test('what came back is not paid', () => {
    expect(totalsByPayee(given({ runs: [ended('paid')] }))).toMatchObject([
      { payee: EXPERT, totalYen: 168_000, withheldYen: 15_593, transferYen: 152_407, invoices: 1 },
    ]);
    expect(totalsByPayee(given({ runs: [ended('failed')] }))).toEqual([]);
    expect(totalsByPayee(given({ runs: [runOf()] }))).toEqual([]);
  });

  test('the budget is used by what is paid, claimed and expected', () => {
    const programme = {
      ...PROGRAMME,
      budgets: [{ yen: 500_000, from: '2025-08-01', basis: '交付決定', by: 'a', atMs: 1 }],
    };
    expect(budgetState(given({ programme }), '2026-02-01')).toMatchObject({
      budgetYen: 500_000,
      paidYen: 0,
      claimedYen: 168_000,
      expectedYen: 0,
      leftYen: 332_000,
    });
    expect(budgetState(given({ programme, runs: [ended('paid')] }), '2026-02-12')).toMatchObject({
      paidYen: 168_000,
      claimedYen: 0,
      forecastYen: 168_000,
    });
    const uninvoiced = { ...payableEngagement(), invoices: {}, finalPackage: null };
    const engagements = [{ id: 'engagement-1', engagement: uninvoiced, company: '' }];
    expect(budgetState(given({ engagements }), '2026-02-01')).toMatchObject({
      expectedYen: 168_000,
      budgetYen: null,
      leftYen: null,
    });
  });

  test('by month and year of the transfer; a 支払調書 is due above 50,000 yen, not at it', () => {
    const runs = [ended('paid'), ended('paid', { id: 'b', transferOn: '2026-03-10' })];
    expect(withheldByMonth(given({ runs })).map(({ period, withheldYen }) => [period, withheldYen])).toEqual([
      ['2026-03', 15_593],
      ['2026-02', 15_593],
    ]);
    expect(withheldByYear(given({ runs }))).toMatchObject([{ period: '2026', totalYen: 336_000, slip: true }]);
    const small = { ...paymentFor(1), totalYen: 50_000 };
    const at = { ...ended('paid'), payments: { [EXPERT]: { ...small, results: [] } } };
    expect(withheldByYear(given({ runs: [at] }))).toMatchObject([{ slip: false }]);
    const corporation = { ...at, payments: { [EXPERT]: { ...small, kind: 'corporation' as const, results: [] } } };
    expect(withheldByYear(given({ runs: [corporation] }))).toEqual([]);
  });
});

describe('[L13.342] the sixtieth day of every visit that is not paid', () => {
  const clocks = (runs: readonly PaymentRun[] = [], engagement = payableEngagement()) =>
    byDay(clocksOf({ id: 'engagement-1', engagement, programme: PROGRAMME, runs }, '2026-02-10'));
  test('2025-12-20 ends on 2026-02-17; the earliest comes first, and below zero it is over (C35)', () => {
    expect(clocks().map(({ payBy, daysLeft }) => [payBy, daysLeft])).toEqual([
      ['2025-11-08', -94],
      ['2025-12-06', -66],
      ['2026-01-03', -38],
      ['2026-01-31', -10],
      ['2026-02-17', 7],
    ]);
    expect(clocks()[0]?.stage).toBe('invoiced');
  });

  test('it stops when the payment has arrived, and only then', () => {
    expect(clocks([runOf()])[0]?.stage).toBe('inRun');
    expect(clocks([runOf(SENT)])[0]?.stage).toBe('sent');
    expect(clocks([ended('paid')])).toEqual([]);
    expect(clocks([ended('failed')])[0]?.stage).toBe('invoiced');
    expect(clocks([], { ...payableEngagement(), invoices: {} })[0]?.stage).toBe('notInvoiced');
  });

  test('[L13.346] a programme without a unit price has no clock', () => {
    const { money: _, ...ruleSet } = TOTTORI_R6;
    const programme = { ...PROGRAMME, ruleSets: [ruleSet] };
    expect(clocksOf({ id: 'e', engagement: payableEngagement(), programme, runs: [] }, '2026-02-10')).toEqual([]);
  });
});
