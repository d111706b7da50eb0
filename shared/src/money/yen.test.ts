import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { onDay } from './dated.ts';
import { CONSUMPTION_TAX } from './tables/consumption-tax.ts';
import { TRANSITIONAL_DEDUCTION } from './tables/transitional-deduction.ts';
import { RESIDENT_RATES } from './tables/withholding-rates.ts';
import { shareOf, sumYen, yenSchema, yenWords } from './yen.ts';

describe('[L13.130] money is whole yen, divided in one place, rounded once', () => {
  test.each([
    [168_000, 10, 110, 'floor', 15_272],
    [168_000, 10, 110, 'ceil', 15_273],
    [168_000, 10, 110, 'halfUp', 15_273],
    [67_200, 10, 110, 'halfUp', 6_109],
    [1, 1, 2, 'halfUp', 1],
    [49, 1, 100, 'halfUp', 0],
    [110, 10, 110, 'ceil', 10],
    [0, 10, 110, 'ceil', 0],
  ] as const)('%i × %i ÷ %i by %s is %i', (amount, times, by, rounding, expected) => {
    expect(shareOf(amount, { times, by, rounding })).toBe(expected);
  });

  test.each([
    ['a fraction of a yen', 0.5, 10, 110],
    ['a negative amount', -1, 10, 110],
    ['not a number', Number.NaN, 10, 110],
    ['no divisor', 1, 1, 0],
    ['a product that is not exact', Number.MAX_SAFE_INTEGER, 2, 3],
    ['an amount beyond exactness', Number.MAX_SAFE_INTEGER + 1, 1, 1],
  ])('%s is refused', (_, amount, times, by) => {
    expect(() => shareOf(amount, { times, by, rounding: 'floor' })).toThrow(RangeError);
  });

  test('a sum refuses what is no whole yen', () => {
    expect(sumYen([31_500, 2_100])).toBe(33_600);
    for (const wrong of [0.1, -1, Number.POSITIVE_INFINITY]) expect(() => sumYen([1, wrong])).toThrow(RangeError);
    expect(() => sumYen([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError);
  });

  test('the schema takes whole yen up to twelve digits', () => {
    for (const right of [0, 31_500, 999_999_999_999]) expect(v.is(yenSchema, right)).toBe(true);
    for (const wrong of [-1, 0.5, 1_000_000_000_000, '1']) expect(v.is(yenSchema, wrong)).toBe(false);
  });

  test.each([
    [0, '0円'],
    [999, '999円'],
    [1_000, '1,000円'],
    [1_176_000, '1,176,000円'],
  ])('%i is written %s', (yen, words) => expect(yenWords(yen)).toBe(words));
});

describe('[L13.131] rates are looked up by day, in tables with unit and source', () => {
  test.each([
    ['2014-03-31', undefined],
    ['2019-09-30', 8],
    ['2019-10-01', 10],
    ['2026-11-22', 10],
  ])('consumption tax on %s', (day, percent) => expect(onDay(CONSUMPTION_TAX, day)?.value).toBe(percent));

  test.each([
    ['2023-09-30', 100],
    ['2023-10-01', 80],
    ['2026-09-30', 80],
    ['2026-10-01', 70],
    ['2028-09-30', 70],
    ['2028-10-01', 50],
    ['2030-09-30', 50],
    ['2030-10-01', 30],
    ['2031-09-30', 30],
    ['2031-10-01', 0],
  ])('transitional deduction on %s', (day, percent) => expect(onDay(TRANSITIONAL_DEDUCTION, day)?.value).toBe(percent));

  test('every row names its unit and its source, and rows stand in the order of their days', () => {
    for (const table of [CONSUMPTION_TAX, TRANSITIONAL_DEDUCTION, RESIDENT_RATES]) {
      expect(table.map(({ from }) => from)).toEqual(table.map(({ from }) => from).toSorted());
      for (const { unit, source } of table) expect([unit, source]).not.toContain('');
    }
  });
});
