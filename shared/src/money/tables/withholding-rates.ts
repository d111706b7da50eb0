import type { Dated } from '../dated.ts';

/** Rates in hundredths of a percent (1021 is 10.21 %); `above` is what exceeds `stepYen` in one payment to one person. */
export type WithholdingRates = { readonly rate: number; readonly above: number; readonly stepYen: number };

/**
 * Fees of persons who guide companies, by the day of the payment: income tax and 復興特別所得税 together. From 2027 a
 * 防衛特別所得税 of 1 % comes while 復興特別所得税 falls by as much: the sum is expected to stay, and a row says so when it is law.
 */
export const RESIDENT_RATES: readonly Dated<WithholdingRates>[] = [
  {
    from: '2013-01-01',
    value: { rate: 1021, above: 2042, stepYen: 1_000_000 },
    unit: '1万分の1',
    source: '所得税法第204条第1項第2号・第205条、復興財源確保法第28条',
  },
];

/** Persons living abroad, whatever the amount. */
export const NON_RESIDENT_RATES: readonly Dated<number>[] = [
  { from: '2013-01-01', value: 2042, unit: '1万分の1', source: '所得税法第212条・第213条、復興財源確保法第28条' },
];
