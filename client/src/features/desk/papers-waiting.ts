import type { Engagement } from '@banso/shared/engagement/engagement.ts';
import { finalReportStage } from '@banso/shared/engagement/final-report.ts';
import { planStage } from '@banso/shared/engagement/plan.ts';

/** A paper that waits for the office; the final package by what it waits for. */
export type WaitingPaper = 'plan' | 'final-report' | 'submitted' | 'checked';

/** What the expert of an engagement has handed in and nobody has judged yet. */
export const papersWaiting = ({
  plan,
  closing,
  finalPackage,
}: Pick<Engagement, 'plan' | 'closing' | 'finalPackage'>): readonly WaitingPaper[] => [
  ...(planStage(plan) === 'submitted' ? (['plan'] as const) : []),
  ...(finalReportStage(closing) === 'submitted' ? (['final-report'] as const) : []),
  ...(finalPackage?.state === 'submitted' || finalPackage?.state === 'checked' ? [finalPackage.state] : []),
];
