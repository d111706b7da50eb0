import { groupBy } from '../lib/group-by.ts';
import { wareki } from '../time/wareki.ts';
import type { Dated } from './dated.ts';
import { type Deduction, deductionsOf } from './deductions.ts';
import { type InvoiceLine, type Issuer, type PlacedLine, placeLine, taxWithin } from './invoice-line.ts';
import type { Step } from './step.ts';
import { CONSUMPTION_TAX } from './tables/consumption-tax.ts';
import { ROUNDING_WORDS, sumYen, yenWords } from './yen.ts';

/**
 * What one rate and one kind of invoice come to. `taxYen` was rounded once. A group that is not qualified (区分記載) carries no T
 * number; its tax is a reference (消費税等相当額), shown apart or not.
 */
export type TaxGroup = {
  readonly ratePercent: number;
  readonly qualified: boolean;
  readonly number: string | null;
  readonly totalYen: number;
  readonly taxYen: number;
  readonly taxShown: boolean;
};

export type Invoice = {
  readonly feeYen: number;
  readonly travelYen: number;
  readonly totalYen: number;
  readonly taxYen: number;
  readonly groups: readonly TaxGroup[];
  /** What the payer may deduct of the tax: information, never a reason to pay less. */
  readonly deductions: readonly Deduction[];
  readonly why: readonly Step[];
};

/**
 * Reckons an invoice: the lines by rate and qualification of their service day, the tax rounded ONCE for each of these in the
 * issuer's own way. Adding up the rounded taxes of the lines is not accepted (消費税法施行令第70条の10, Q&A 問57): the unit taxes
 * printed in the procedure (2,863 and 190) come to 7 yen less on five visits.
 *
 * Null when there is nothing to claim: no invoice is made for zero yen. Throws a RangeError for an amount that is no whole yen, or
 * for a day before the table of rates.
 */
export const reckonInvoice = (
  lines: readonly InvoiceLine[],
  issuer: Issuer,
  rates: readonly Dated<number>[] = CONSUMPTION_TAX,
): Invoice | null => {
  const totalYen = sumYen(lines.map(({ yen }) => yen));
  if (totalYen === 0) return null;
  const placed = lines.map((line) => placeLine(line, issuer, rates));
  const grouped = groupBy(placed, ({ ratePercent, qualified }) => `${ratePercent}/${qualified}`);
  const reckoned = [...grouped.values()].flatMap((ofGroup) => reckonGroup(ofGroup, issuer));
  const { deductions, steps } = deductionsOf(placed, issuer.rounding);
  return {
    feeYen: totalOf(lines, 'fee'),
    travelYen: totalOf(lines, 'travel'),
    totalYen,
    taxYen: sumYen(reckoned.map(({ group }) => group.taxYen)),
    groups: reckoned.map(({ group }) => group),
    deductions,
    why: [...reckoned.map(({ step }) => step), ...steps],
  };
};

const reckonGroup = (
  lines: readonly PlacedLine[],
  { rounding, registration, showsReferenceTax }: Issuer,
): readonly { readonly group: TaxGroup; readonly step: Step }[] => {
  const [first] = lines;
  if (!first) return [];
  const { ratePercent, qualified, rateSource } = first;
  const totalYen = sumYen(lines.map(({ yen }) => yen));
  const taxYen = taxWithin(totalYen, ratePercent, rounding);
  const days = lines.map(({ servedOn }) => servedOn).toSorted();
  return [
    {
      group: {
        ratePercent,
        qualified,
        number: qualified ? (registration?.number ?? null) : null,
        totalYen,
        taxYen,
        taxShown: qualified || showsReferenceTax,
      },
      step: {
        what: `${qualified ? '適格請求書' : '区分記載請求書'}の消費税等（${ratePercent}%、${wareki(days[0] ?? '')}から${wareki(days.at(-1) ?? '')}までの役務）`,
        figures: `${yenWords(totalYen)} × ${ratePercent} ÷ ${100 + ratePercent} を1回だけ${ROUNDING_WORDS[rounding]} → ${yenWords(taxYen)}${qualified ? '' : '（参考。登録番号は付けません）'}`,
        article: `消費税法施行令第70条の10・${rateSource}`,
      },
    },
  ];
};

const totalOf = (lines: readonly InvoiceLine[], kind: InvoiceLine['kind']): number =>
  sumYen(lines.filter((line) => line.kind === kind).map(({ yen }) => yen));
