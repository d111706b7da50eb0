import { describe, expect, test } from 'vitest';
import { reckonInvoice } from './invoice.ts';
import type { InvoiceLine, Issuer } from './invoice-line.ts';
import { issueInvoice } from './invoice-number.ts';
import { readRegistrationNumber } from './registration-number.ts';
import type { Rounding } from './yen.ts';
import { judgeWrittenTax } from './written-tax.ts';

const REGISTERED: Issuer = {
  rounding: 'floor',
  registration: { number: 'T6290005001100', from: '2023-10-01', until: null },
  showsReferenceTax: false,
};

const visitsOn = (...days: readonly string[]): readonly InvoiceLine[] =>
  days.flatMap((servedOn) => [
    { kind: 'fee', what: '謝金', servedOn, yen: 31_500 } as const,
    { kind: 'travel', what: '旅費', servedOn, yen: 2_100 } as const,
  ]);
const times = (visits: number) => visitsOn(...Array.from({ length: visits }, () => '2025-12-18'));
const reckon = (lines: readonly InvoiceLine[], issuer: Issuer = REGISTERED) => {
  const invoice = reckonInvoice(lines, issuer);
  if (!invoice) throw new Error('nothing to claim');
  return invoice;
};

describe('[L13.132] the tax of an invoice is rounded once for each rate, in the issuer’s way', () => {
  test.each([
    [1, 33_600, 3_054, 3_055, 3_055],
    [2, 67_200, 6_109, 6_109, 6_110],
    [3, 100_800, 9_163, 9_164, 9_164],
    [4, 134_400, 12_218, 12_218, 12_219],
    [5, 168_000, 15_272, 15_273, 15_273],
  ])('%i visits: %i yen', (visits, total, floor, halfUp, ceil) => {
    const taxBy = (rounding: Rounding) => reckon(times(visits), { ...REGISTERED, rounding }).taxYen;
    expect(reckon(times(visits)).totalYen).toBe(total);
    expect([taxBy('floor'), taxBy('halfUp'), taxBy('ceil')]).toEqual([floor, halfUp, ceil]);
  });

  test('each step names its figures and its article', () => {
    const [step] = reckon(times(5)).why;
    expect(step?.figures).toBe('168,000円 × 10 ÷ 110 を1回だけ切捨て → 15,272円');
    expect(step?.article).toContain('消費税法施行令第70条の10');
  });

  test('services at two rates are rounded one by one', () => {
    const { groups } = reckon(visitsOn('2019-09-30', '2019-10-01'));
    expect(groups.map(({ ratePercent, taxYen }) => [ratePercent, taxYen])).toEqual([
      [8, 2_488],
      [10, 3_054],
    ]);
  });

  test('no invoice is made for nothing, and no amount is a fraction', () => {
    expect(reckonInvoice([], REGISTERED)).toBeNull();
    const line = { kind: 'fee', what: '謝金', servedOn: '2025-12-18', yen: 0.5 } as const;
    expect(() => reckonInvoice([line], REGISTERED)).toThrow(RangeError);
    expect(() => reckonInvoice([{ ...line, yen: 1, servedOn: '2010-01-01' }], REGISTERED)).toThrow(RangeError);
  });
});

describe('[L13.133] what was served outside the registration bears no T number, and its tax is a reference', () => {
  const registration = { number: 'T6290005001100', from: '2025-10-01', until: '2025-10-31' };
  test.each([
    ['2025-09-30', false],
    ['2025-10-01', true],
    ['2025-10-31', true],
    ['2025-11-01', false],
  ])('served on %s', (day, qualified) => {
    const [group] = reckon(visitsOn(day), { ...REGISTERED, registration }).groups;
    expect(group).toMatchObject({ qualified, number: qualified ? registration.number : null, taxShown: qualified });
  });

  test('the payer’s deduction goes by the day of the service and changes no amount', () => {
    const invoice = reckon(visitsOn('2026-09-30', '2026-10-01'), { ...REGISTERED, registration: null });
    expect(invoice.totalYen).toBe(67_200);
    expect(invoice.taxYen).toBe(6_109);
    expect(invoice.deductions.map(({ percent, deductibleYen }) => [percent, deductibleYen])).toEqual([
      [80, 2_443],
      [70, 2_137],
    ]);
    expect(reckon(visitsOn('2026-09-30')).deductions).toEqual([]);
  });
});

describe('[L13.134] a tax made by adding up unit taxes is sent back, and the total stands', () => {
  const lines = times(5);
  const invoice = reckon(lines);
  test.each([
    [15_265, '明細ごとの税額の合計は'],
    [15_000, '計算と合いません'],
  ])('written %i', (written, words) => {
    const step = judgeWrittenTax(written, { lines, invoice, rounding: 'floor' });
    expect(step?.what).toContain(words);
    expect(step?.figures).toContain('168,000円 は変わりません');
  });

  test('the right tax is not sent back', () => {
    expect(judgeWrittenTax(15_272, { lines, invoice, rounding: 'floor' })).toBeNull();
  });
});

describe('[L13.135] an invoice has a number of its own for ever; a correction names the one it corrects', () => {
  const numbering = { programme: 'F7', engagement: '012', issued: [] };
  const draft = { issuedOn: '2026-01-10', lastServedOn: '2025-12-20', invoice: reckon(times(5)), corrects: null };

  test('numbers go on after those that were corrected', () => {
    const first = issueInvoice(numbering, draft);
    expect(first).toMatchObject({ number: 'F7-012-1', corrects: null });
    const corrects = { number: 'F7-012-1', what: '第3回の終了時刻 15:00→16:00' };
    const issued = [{ number: 'F7-012-1', corrects: null }];
    const second = issueInvoice({ ...numbering, issued }, { ...draft, corrects });
    expect(second).toMatchObject({ number: 'F7-012-2', corrects });
    expect(
      issueInvoice({ ...numbering, issued: [...issued, { number: 'F7-012-2', corrects }] }, { ...draft, corrects }),
    ).toEqual({
      code: 'already-corrected',
      by: 'F7-012-2',
    });
  });

  test('a gap is not filled, and numbers of other engagements do not count', () => {
    const issued = [
      { number: 'F7-012-7', corrects: null },
      { number: 'F7-0121-9', corrects: null },
    ];
    expect(issueInvoice({ ...numbering, issued }, draft)).toMatchObject({ number: 'F7-012-8' });
  });

  test.each([
    ['2025-12-19', 'before-last-service'],
    ['2025-12-20', undefined],
  ])('issued on %s', (issuedOn, code) => {
    const answer = issueInvoice(numbering, { ...draft, issuedOn });
    expect('code' in answer ? answer.code : undefined).toBe(code);
  });

  test('what was never issued cannot be corrected', () => {
    expect(issueInvoice(numbering, { ...draft, corrects: { number: 'F7-012-1', what: '宛名' } })).toEqual({
      code: 'unknown-number',
    });
  });
});

describe('[L13.136] a T number is thirteen digits; its check digit only warns', () => {
  test.each([
    ['T6290005001100', 'T6290005001100', 0],
    ['ｔ６２９０００５００１１００', 'T6290005001100', 0],
    [' T6290-0050-01100 ', 'T6290005001100', 0],
    ['T6290005001101', 'T6290005001101', 1],
    ['T0290005001100', 'T0290005001100', 1],
  ])('%s', (typed, number, warnings) => {
    const read = readRegistrationNumber(typed);
    expect(read?.number).toBe(number);
    expect(read?.warnings).toHaveLength(warnings);
  });

  test.each(['', '6290005001100', 'T629000500110', 'T62900050011000', 'U6290005001100'])('%s is none', (typed) => {
    expect(readRegistrationNumber(typed)).toBeNull();
  });

  test('a number that looks like another kind of payee warns', () => {
    expect(readRegistrationNumber('T6290005001100', 'corporation')?.warnings).toEqual([]);
    expect(readRegistrationNumber('T6290005001100', 'individual')?.warnings).toHaveLength(1);
  });
});
