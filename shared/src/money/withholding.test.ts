import { describe, expect, test } from 'vitest';
import type { TaxGroup } from './invoice.ts';
import { type PayeeKind, withholdFrom, type WithholdingRule } from './withholding.ts';

const RULE: WithholdingRule = { withholds: true, baseIncludesTax: false, source: '事業の設定' };

const group = (totalYen: number, taxYen: number, taxShown = true): TaxGroup => ({
  ratePercent: 10,
  qualified: true,
  number: null,
  totalYen,
  taxYen,
  taxShown,
});
const invoiceOf = (...groups: readonly TaxGroup[]) => ({
  totalYen: groups.reduce((sum, { totalYen }) => sum + totalYen, 0),
  groups,
});
const FIVE_VISITS = invoiceOf(group(168_000, 15_272));
const pay = (invoices: readonly ReturnType<typeof invoiceOf>[], payee: PayeeKind = 'individual', rule = RULE) =>
  withholdFrom({ payee, paidOn: '2026-02-10', invoices }, rule);

describe('[L13.137] income tax is withheld from individuals, on the fee without tax where the tax is shown apart', () => {
  test('five visits', () => {
    expect(pay([FIVE_VISITS])).toMatchObject({
      baseYen: 152_728,
      withheldYen: 15_593,
      transferYen: 152_407,
      held: null,
    });
  });

  test('the tax not shown apart belongs to the base, and so does all of it where the programme says so', () => {
    const hidden = invoiceOf(group(168_000, 15_272, false));
    expect(pay([hidden])).toMatchObject({ baseYen: 168_000, withheldYen: 17_152 });
    expect(pay([FIVE_VISITS], 'individual', { ...RULE, baseIncludesTax: true })).toMatchObject({ baseYen: 168_000 });
  });

  test('registered in the middle, and nothing shown apart before: 158,837 yen', () => {
    const split = invoiceOf(group(67_200, 6_109, false), group(100_800, 9_163));
    expect(pay([split])).toMatchObject({ baseYen: 158_837, withheldYen: 16_217 });
  });

  test.each([
    ['corporation', 0, 168_000, false],
    ['undecided', 0, 168_000, true],
    ['nonResident', 34_305, 133_695, true],
  ] as const)('%s', (payee, withheldYen, transferYen, held) => {
    const paid = pay([FIVE_VISITS], payee);
    expect(paid).toMatchObject({ withheldYen, transferYen });
    expect(paid.held !== null).toBe(held);
    expect(paid.why.every(({ what, article }) => what !== '' && article !== '')).toBe(true);
  });

  test('a programme may switch it off, for individuals alone', () => {
    const off = { ...RULE, withholds: false, source: '税務署の回答（サンプル）' };
    expect(pay([FIVE_VISITS], 'individual', off)).toMatchObject({
      baseYen: null,
      withheldYen: 0,
      transferYen: 168_000,
    });
    expect(pay([FIVE_VISITS], 'individual', off).why[0]?.article).toBe('税務署の回答（サンプル）');
    expect(pay([FIVE_VISITS], 'nonResident', off).withheldYen).toBe(34_305);
  });

  test('before 2013 no rate is known', () => {
    const payment = { payee: 'individual', paidOn: '2012-12-31', invoices: [FIVE_VISITS] } as const;
    expect(() => withholdFrom(payment, RULE)).toThrow(RangeError);
  });
});

describe('[L13.138] the step at 1,000,000 yen is that of the payment, across its invoices', () => {
  test.each([
    [999_999, 102_099],
    [1_000_000, 102_100],
    [1_000_001, 102_100],
    [1_000_005, 102_101],
  ])('a base of %i yen', (base, withheldYen) => {
    expect(pay([invoiceOf(group(base, 0))]).withheldYen).toBe(withheldYen);
  });

  test('seven invoices paid at once withhold more than seven payments', () => {
    const together = pay(Array.from({ length: 7 }, () => FIVE_VISITS));
    expect(together).toMatchObject({ baseYen: 1_069_096, withheldYen: 116_209, transferYen: 1_059_791 });
    expect(7 * pay([FIVE_VISITS]).withheldYen).toBe(109_151);
  });
});

test('[L13.426] abroad, the full rate is withheld, held until accounting has looked into treaty and source', () => {
  const rule = { withholds: true, baseIncludesTax: false, source: '事業の設定' };
  const invoices = [FIVE_VISITS];
  const abroad = (checked: boolean) =>
    withholdFrom({ payee: 'nonResident', checked, paidOn: '2026-02-10', invoices }, rule);
  expect([abroad(false).held !== null, abroad(true).held]).toEqual([true, null]);
  expect([abroad(true).withheldYen, abroad(true).transferYen]).toEqual([34_305, 133_695]);
  expect(
    abroad(true)
      .why.map(({ what }) => what)
      .join(),
  ).not.toContain('保留');
});
