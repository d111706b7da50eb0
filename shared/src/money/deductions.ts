import { groupBy } from '../lib/group-by.ts';
import { onDay } from './dated.ts';
import { type PlacedLine, taxWithin } from './invoice-line.ts';
import type { Step } from './step.ts';
import { TRANSITIONAL_DEDUCTION } from './tables/transitional-deduction.ts';
import { type Rounding, shareOf, sumYen, yenWords } from './yen.ts';

/** What the payer may deduct for the services of one span of the transitional table. */
export type Deduction = {
  readonly percent: number;
  readonly totalYen: number;
  readonly taxYen: number;
  readonly deductibleYen: number;
};

/** The entries the payer makes for services of non-registered issuers, one for each share, by the day of the service. */
export const deductionsOf = (
  lines: readonly PlacedLine[],
  rounding: Rounding,
): { readonly deductions: readonly Deduction[]; readonly steps: readonly Step[] } => {
  const grouped = groupBy(
    lines.filter(({ qualified }) => !qualified),
    ({ ratePercent, servedOn }) => `${ratePercent}/${onDay(TRANSITIONAL_DEDUCTION, servedOn)?.value ?? ''}`,
  );
  const reckoned = [...grouped.values()].flatMap((ofSpan) => {
    const [first] = ofSpan;
    const share = first ? onDay(TRANSITIONAL_DEDUCTION, first.servedOn) : null;
    if (!first || !share) return [];
    const totalYen = sumYen(ofSpan.map(({ yen }) => yen));
    const taxYen = taxWithin(totalYen, first.ratePercent, rounding);
    const deductibleYen = shareOf(taxYen, { times: share.value, by: 100, rounding: 'floor' });
    return [
      {
        deduction: { percent: share.value, totalYen, taxYen, deductibleYen },
        step: {
          what: 'センターの仕入税額控除（参考。支払額は変わりません）',
          figures: `${yenWords(totalYen)} の税額 ${yenWords(taxYen)} × ${share.value}% → ${yenWords(deductibleYen)}`,
          article: share.source,
        },
      },
    ];
  });
  return { deductions: reckoned.map(({ deduction }) => deduction), steps: reckoned.map(({ step }) => step) };
};
