import type { Visit } from '../engagement/visit.ts';
import type { MoneyRules } from './money-rules.ts';
import type { Step } from './step.ts';
import type { Settlement } from './settlement.ts';
import { shareOf, yenWords } from './yen.ts';

/**
 * Candidates for 「委託料の100分の10」 after a cancellation under 契約書第11条: the base is not defined for a contract by unit prices
 * so a person chooses. `earned`: what the contract's own visits come to as they are claimed, fares as they were ruled. Null
 * where the programme has no unit price.
 */
export const penaltyCandidates = (
  { fee, travel }: MoneyRules,
  { earned, mostVisits }: { readonly earned: Earned; readonly mostVisits: number },
): readonly (Step & { readonly yen: number })[] | null => {
  if (!fee) return null;
  const perVisitYen = fee.value + (travel?.flat.value ?? 0);
  return [
    [`実施した${earned.visits}回分（旅費を含む）`, earned.totalYen] as const,
    [`上限の${mostVisits}回分（定額の旅費を含む）`, perVisitYen * mostVisits] as const,
    [`実施した${earned.visits}回分の謝金だけ`, earned.feeYen] as const,
  ].map(([what, baseYen]) => {
    const yen = shareOf(baseYen, { times: 10, by: 100, rounding: 'floor' });
    return { yen, what, figures: `${yenWords(baseYen)} × 10% → ${yenWords(yen)}`, article: '契約書第11条第2項' };
  });
};

/** What visits come to: fees, and with their fares. */
export type Earned = { readonly visits: number; readonly feeYen: number; readonly totalYen: number };

/** What these visits of a settlement come to; those that are no claim count for nothing. */
export const earnedBy = (
  claims: Settlement['claims'],
  { fee }: Pick<MoneyRules, 'fee'>,
  counts: (visit: Visit) => boolean,
): Earned => {
  const claimed = claims.filter(({ state, visit }) => state !== 'notPayable' && counts(visit));
  const feeYen = (fee?.value ?? 0) * claimed.length;
  const travelYen = claimed.reduce((sum, { travel }) => sum + (travel?.yen ?? 0), 0);
  return { visits: claimed.length, feeYen, totalYen: feeYen + travelYen };
};
