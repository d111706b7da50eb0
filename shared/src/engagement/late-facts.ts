import type { Confirmation } from '../evidence/confirmation.ts';
import { confirmationsOf, type Engagement, photosOf } from './engagement.ts';
import type { Photo } from './photo.ts';
import type { Visit } from './visit.ts';

/** Findings that an approved visit has because something arrived afterwards; an approver decides about each. */
export const LATE_FINDINGS: readonly string[] = ['late-fact', 'confirmed-after-approval'];

/** Confirmations that came after the visit was approved, newest last. */
export const lateConfirmationsOf = (engagement: Engagement, { id, status }: Visit): readonly Confirmation[] =>
  status === 'approved' ? confirmationsOf(engagement, id).filter(({ afterApproval }) => afterApproval) : [];

/** Photos that came after the visit was approved, oldest first. */
export const latePhotosOf = (engagement: Engagement, { id, status }: Visit): readonly Photo[] =>
  status === 'approved' ? photosOf(engagement, id).filter(({ afterApproval }) => afterApproval) : [];

/** How many facts arrived after the approval that nobody has decided about yet. */
export const undecidedLateFacts = (engagement: Engagement, visit: Visit): number => {
  if (visit.status !== 'approved') return 0;
  const isOpen = (code: string) => !visit.releases.some(({ finding }) => finding === code);
  return (
    (isOpen('late-fact') ? visit.lateFacts.length + latePhotosOf(engagement, visit).length : 0) +
    (isOpen('confirmed-after-approval') ? lateConfirmationsOf(engagement, visit).length : 0)
  );
};
