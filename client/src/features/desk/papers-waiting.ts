import type { Engagement } from '@banso/shared/engagement/engagement.ts';
import { isInOpenPackage, stageOfFinalReport } from '@banso/shared/engagement/final-report.ts';
import { planStage } from '@banso/shared/engagement/plan.ts';

/** A paper that waits for the office; the final package by what it waits for. */
export type WaitingPaper = 'plan' | 'final-report' | 'submitted' | 'checked';

/** What the expert of an engagement has handed in and nobody has judged yet. */
export const papersWaiting = (
  engagement: Pick<Engagement, 'plan' | 'closing' | 'finalPackage'>,
): readonly WaitingPaper[] => {
  const { plan, finalPackage } = engagement;
  return [
    ...(planStage(plan) === 'submitted' ? (['plan'] as const) : []),
    // In the package it is one submission with the invoice and the account: said once.
    ...(stageOfFinalReport(engagement) === 'submitted' && !isInOpenPackage(engagement)
      ? (['final-report'] as const)
      : []),
    ...(finalPackage?.state === 'submitted' || finalPackage?.state === 'checked' ? [finalPackage.state] : []),
  ];
};
