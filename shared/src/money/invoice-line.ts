import type { Day } from '../time/day.ts';
import { type Dated, onDay } from './dated.ts';
import { type Rounding, shareOf } from './yen.ts';

/** One amount on an invoice, tax included, with the day of its service: that day decides the rate and whether it is qualified. */
export type InvoiceLine = {
  readonly kind: 'fee' | 'travel';
  readonly what: string;
  readonly servedOn: Day;
  readonly yen: number;
};

/** 登録: the T number and the days on which it stands (`until`: its last day). */
export type Registration = { readonly number: string; readonly from: Day; readonly until: Day | null };

/** Who issues the invoice. `showsReferenceTax`: writes the tax apart also where it may not issue a qualified invoice. */
export type Issuer = {
  readonly rounding: Rounding;
  readonly registration: Registration | null;
  readonly showsReferenceTax: boolean;
};

/** A line with the rate of its day and whether its issuer was registered then. */
export type PlacedLine = InvoiceLine & {
  readonly ratePercent: number;
  readonly rateSource: string;
  readonly qualified: boolean;
};

/** Throws a RangeError for a day before the table of rates. */
export const placeLine = (line: InvoiceLine, { registration }: Issuer, rates: readonly Dated<number>[]): PlacedLine => {
  const rate = onDay(rates, line.servedOn);
  if (!rate) throw new RangeError(`no rate of consumption tax is known for ${line.servedOn}`);
  return {
    ...line,
    ratePercent: rate.value,
    rateSource: rate.source,
    qualified:
      registration !== null &&
      registration.from <= line.servedOn &&
      (registration.until === null || line.servedOn <= registration.until),
  };
};

/** The tax within an amount that includes it. */
export const taxWithin = (totalYen: number, ratePercent: number, rounding: Rounding): number =>
  shareOf(totalYen, { times: ratePercent, by: 100 + ratePercent, rounding });
