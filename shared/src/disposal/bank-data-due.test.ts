import { describe, expect, test } from 'vitest';
import { payableEngagement, runOf } from '../../../test/fixtures/payment.ts';
import type { PaymentRun } from '../payment/payment-run.ts';
import { bankDataDue, type BankDataGiven } from './bank-data-due.ts';

/** A run of which the bank said this; the invoice is the engagement's only one. */
const ended = (outcome: 'paid' | 'failed', on = '2026-02-10'): PaymentRun => {
  const run = runOf();
  const result = { outcome, on, reason: '', by: 'accountant', atMs: 9 } as const;
  return {
    ...run,
    payments: Object.fromEntries(Object.entries(run.payments).map(([id, one]) => [id, { ...one, results: [result] }])),
  };
};
const given = (change: Partial<BankDataGiven> = {}): BankDataGiven => ({
  engagements: [{ id: 'engagement-1', engagement: payableEngagement() }],
  runs: [ended('paid')],
  disposals: [],
  ...change,
});

describe('[L13.435] bank data is due for disposal ninety days after the last payment', () => {
  test.each([
    ['2026-04-26', []],
    ['2026-04-27', [14]],
    ['2026-05-11', [0]],
    ['2026-05-12', [-1]],
  ] as const)('on %s', (today, left) => {
    expect(bankDataDue(given(), today).map(({ daysLeft }) => daysLeft)).toEqual(left);
  });
  test('it names the day of the payment and the day by which it is erased', () => {
    expect(bankDataDue(given(), '2026-06-01')).toEqual([
      { engagement: 'engagement-1', paidOn: '2026-02-10', eraseBy: '2026-05-11', daysLeft: -21 },
    ]);
  });
  test('not while an invoice waits, the bank gave it back, or none was made', () => {
    const blank = { ...payableEngagement(), invoices: {} };
    const two = payableEngagement();
    const [first] = Object.values(two.invoices);
    const waiting = first
      ? { ...two, invoices: { ...two.invoices, other: { ...first, id: 'other', number: 'n-2' } } }
      : two;
    const none = [
      given({ runs: [] }),
      given({ runs: [ended('failed')] }),
      given({ engagements: [{ id: 'engagement-1', engagement: blank }] }),
      given({ engagements: [{ id: 'engagement-1', engagement: waiting }] }),
    ];
    expect(none.flatMap((one) => bankDataDue(one, '2026-06-01'))).toEqual([]);
  });
  test('what was asked for is not told again; another class changes nothing', () => {
    const disposal = (classes: BankDataGiven['disposals'][number]['classes']) => [
      { engagement: 'engagement-1', classes },
    ];
    expect(bankDataDue(given({ disposals: disposal(['D']) }), '2026-06-01')).toEqual([]);
    expect(bankDataDue(given({ disposals: disposal(['C']) }), '2026-06-01')).toHaveLength(1);
  });
});
