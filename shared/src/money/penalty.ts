import type { MoneyRules } from './money-rules.ts';
import type { Step } from './step.ts';
import { shareOf, yenWords } from './yen.ts';

/**
 * Candidates for 「委託料の100分の10」 after a cancellation under 契約書第11条: the base is not defined for a contract by unit prices
 * so a person chooses. Null where the programme has no unit price.
 */
export const penaltyCandidates = (
  money: MoneyRules,
  {
    heldVisits,
    mostVisits,
    earnedYen,
  }: { readonly heldVisits: number; readonly mostVisits: number; readonly earnedYen: number },
): readonly (Step & { readonly yen: number })[] | null => {
  const { fee, travel } = money;
  if (!fee) return null;
  const perVisitYen = fee.value + (travel?.flat.value ?? 0);
  return [
    ['実施した分（旅費を含む）', earnedYen] as const,
    [`上限の${mostVisits}回分（旅費を含む）`, perVisitYen * mostVisits] as const,
    ['実施した分の謝金だけ', fee.value * heldVisits] as const,
  ].map(([what, baseYen]) => {
    const yen = shareOf(baseYen, { times: 10, by: 100, rounding: 'floor' });
    return { yen, what, figures: `${yenWords(baseYen)} × 10% → ${yenWords(yen)}`, article: '契約書第11条第2項' };
  });
};
