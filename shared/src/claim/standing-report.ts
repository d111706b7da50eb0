import type { Engagement } from '../engagement/engagement.ts';
import { standingFinalReport } from '../engagement/final-report.ts';

/** The version of the final report that was handed in and stands, by the operation that handed it in; null without one. */
export const standingReport = ({ closing }: Pick<Engagement, 'closing'>): string | null =>
  standingFinalReport(closing)?.operation ?? null;
