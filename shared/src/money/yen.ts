import * as v from 'valibot';

/** How a fraction of a yen is rounded: 切捨て, 切上げ, 四捨五入. An issuer chooses one and keeps to it (基通1-8-15). */
export const ROUNDINGS = ['floor', 'ceil', 'halfUp'] as const;
export type Rounding = (typeof ROUNDINGS)[number];

export const ROUNDING_WORDS: Readonly<Record<Rounding, string>> = {
  floor: '切捨て',
  ceil: '切上げ',
  halfUp: '四捨五入',
};

/** A transfer's amount has ten digits in the payment file, its sum twelve: more is no amount of ours. */
const MOST_YEN = 999_999_999_999;

/** Schema of an amount: whole yen, none below zero. */
export const yenSchema = v.pipe(
  v.number(),
  v.integer('金額は円単位の整数です。'),
  v.minValue(0, '金額は0円以上です。'),
  v.maxValue(MOST_YEN, '金額が大きすぎます。'),
);

/**
 * amount × times ÷ by in whole yen: the only division of money there is. No floating point: 168,000 × 0.1021 is 17152.799…, and
 * another such product lands on the wrong side of a yen.
 *
 * Throws a RangeError for a fraction, a negative number, a zero divisor, and sizes whose product is not exact: those are bugs.
 */
export const shareOf = (
  amountYen: number,
  { times, by, rounding }: { readonly times: number; readonly by: number; readonly rounding: Rounding },
): number => {
  for (const part of [amountYen, times, by])
    if (!Number.isSafeInteger(part) || part < 0) throw new RangeError(`not a whole number of yen or parts: ${part}`);
  const product = amountYen * times;
  // The doubled remainder of halfUp must be exact as well.
  if (by === 0 || !Number.isSafeInteger(product) || !Number.isSafeInteger(by * 2))
    throw new RangeError(`cannot share ${amountYen} × ${times} ÷ ${by} exactly`);
  const rest = product % by;
  const whole = (product - rest) / by;
  if (rest === 0 || rounding === 'floor') return whole;
  return rounding === 'ceil' || rest * 2 >= by ? whole + 1 : whole;
};

/** The sum of amounts; throws a RangeError when one is no whole number of yen or the sum is not exact. */
export const sumYen = (amounts: readonly number[]): number => {
  let sum = 0;
  for (const amount of amounts) {
    sum += amount;
    if (!Number.isSafeInteger(amount) || amount < 0 || !Number.isSafeInteger(sum))
      throw new RangeError(`not a sum of whole yen: ${amount}`);
  }
  return sum;
};

/** 168,000円 */
export const yenWords = (yen: number): string => `${String(yen).replace(/\B(?=(\d{3})+$)/g, ',')}円`;
