import type { PaperStage } from '@banso/shared/engagement/handed-in.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { messages } from './messages.ts';

type Waiting = Pick<EngagementView, 'waiting'>;
type Form = 'plan' | 'final-report' | 'package';

/** Whether the paper was handed in on this device, and the office does not have it yet. */
export const isSubmissionUnsent = ({ waiting }: Waiting, form: Form): boolean =>
  waiting.some(({ type }) => type.startsWith(`${form}-submitted@`));

/** How far a paper is, in words: what lies on this device alone is never called handed in. */
export const stageWords = (view: Waiting, form: Form, stage: PaperStage): string =>
  stage === 'submitted' && isSubmissionUnsent(view, form) ? messages.submissionUnsent : messages.stage[stage];
