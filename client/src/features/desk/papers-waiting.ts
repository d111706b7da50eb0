import type { Engagement } from '@banso/shared/engagement/engagement.ts';
import { isInOpenPackage, stageOfFinalReport } from '@banso/shared/engagement/final-report.ts';
import { isAsked } from '@banso/shared/engagement/query.ts';
import { planStage } from '@banso/shared/engagement/plan.ts';

/** A paper that waits for the office; the final package by what it waits for. */
export type WaitingPaper = 'plan' | 'final-report' | 'submitted' | 'checked' | 'query';

/** What the expert of an engagement has handed in and nobody has judged yet, and a question that nobody has answered. */
export const papersWaiting = (
  engagement: Pick<Engagement, 'plan' | 'closing' | 'finalPackage' | 'queries'>,
): readonly WaitingPaper[] => {
  const { plan, finalPackage } = engagement;
  return [
    ...(planStage(plan) === 'submitted' ? (['plan'] as const) : []),
    // In the package it is one submission with the invoice and the account: said once.
    ...(stageOfFinalReport(engagement) === 'submitted' && !isInOpenPackage(engagement)
      ? (['final-report'] as const)
      : []),
    ...(isAsked(engagement, 'office') ? (['query'] as const) : []),
    ...(finalPackage?.state === 'submitted' || finalPackage?.state === 'checked' ? [finalPackage.state] : []),
  ];
};
