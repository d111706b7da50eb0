import { describe, expect, test } from 'vitest';
import { reckonInvoice } from '../money/invoice.ts';
import type { InvoiceLine } from '../money/invoice-line.ts';
import { type PayeeKind, withholdFrom } from '../money/withholding.ts';
import { issuerOf, kindOf, NO_PAYEE, type Payee, type TaxStatement } from './payee.ts';

const RULE = { withholds: true, baseIncludesTax: false, source: '所得税法第204条' };
const DAYS = ['2025-09-02', '2025-09-16', '2025-10-07', '2025-11-04', '2025-12-02'];
const LINES: readonly InvoiceLine[] = DAYS.flatMap((servedOn): readonly InvoiceLine[] => [
  { kind: 'fee', what: '謝金', servedOn, yen: 31_500 },
  { kind: 'travel', what: '旅費', servedOn, yen: 2_100 },
]);
const SINCE_2023 = { number: 'T8810000000016', from: '2023-10-01', until: null };

const payeeOf = (kind: PayeeKind | null, said: Partial<TaxStatement>): Payee => ({
  ...NO_PAYEE,
  statements: [
    {
      kind: 'individual',
      registration: SINCE_2023,
      rounding: 'floor',
      showsReferenceTax: true,
      by: 'expert',
      atMs: 1,
      ...said,
    },
  ],
  decisions: kind === null ? [] : [{ kind, reason: '契約書の名義', by: 'accounting', atMs: 2 }],
});

const paid = (payee: Payee) => {
  const issuer = issuerOf(payee);
  const invoice = issuer && reckonInvoice(LINES, issuer);
  if (!invoice) throw new Error('nothing to pay');
  const { baseYen, withheldYen, transferYen, held } = withholdFrom(
    { payee: kindOf(payee), paidOn: '2026-01-30', invoices: [invoice] },
    RULE,
  );
  return [invoice.totalYen, invoice.taxYen, baseYen, withheldYen, transferYen, held !== null];
};

describe('[L13.310] what the expert said and accounting decided comes to the amounts of the worked cases', () => {
  test.each<[string, Payee, readonly unknown[]]>([
    ['C05 an individual', payeeOf('individual', {}), [168_000, 15_272, 152_728, 15_593, 152_407, false]],
    ['C09 a corporation', payeeOf('corporation', {}), [168_000, 15_272, null, 0, 168_000, false]],
    [
      'C10 not registered, no tax shown',
      payeeOf('individual', { registration: null, showsReferenceTax: false }),
      [168_000, 15_272, 168_000, 17_152, 150_848, false],
    ],
    [
      'C11 not registered, tax shown apart',
      payeeOf('individual', { registration: null }),
      [168_000, 15_272, 152_728, 15_593, 152_407, false],
    ],
    [
      'C13 registered from the third visit on',
      payeeOf('individual', { registration: { ...SINCE_2023, from: '2025-10-01' } }),
      [168_000, 15_272, 152_728, 15_593, 152_407, false],
    ],
    ['C31 abroad', payeeOf('nonResident', {}), [168_000, 15_272, 168_000, 34_305, 133_695, true]],
    ['C27 not decided yet', payeeOf(null, {}), [168_000, 15_272, null, 0, 168_000, true]],
  ])('%s', (_, payee, amounts) => expect(paid(payee)).toEqual(amounts));

  test('C13 the number stands on what was served while registered, and on nothing else', () => {
    const issuer = issuerOf(payeeOf('individual', { registration: { ...SINCE_2023, from: '2025-10-01' } }));
    const groups = issuer && reckonInvoice(LINES, issuer)?.groups;
    expect(groups?.map(({ number, totalYen, taxYen }) => [number, totalYen, taxYen])).toEqual([
      [null, 67_200, 6_109],
      [SINCE_2023.number, 100_800, 9_163],
    ]);
  });
});
