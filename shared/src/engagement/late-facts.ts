import type { Confirmation } from '../evidence/confirmation.ts';
import { confirmationsOf, type Engagement, photosOf } from './engagement.ts';
import type { Photo } from './photo.ts';
import { aboutOf, standingRelease } from './release.ts';
import type { Visit } from './visit.ts';

/** Findings that an approved visit has because something arrived afterwards; an approver decides about each. */
export const LATE_FINDINGS: readonly string[] = ['late-fact', 'confirmed-after-approval'];

/** Confirmations that came after the visit was approved, newest last. */
export const lateConfirmationsOf = (engagement: Engagement, { id, status }: Visit): readonly Confirmation[] =>
  status === 'approved' ? confirmationsOf(engagement, id).filter(({ afterApproval }) => afterApproval) : [];

/** Photos that came after the visit was approved, oldest first. */
export const latePhotosOf = (engagement: Engagement, { id, status }: Visit): readonly Photo[] =>
  status === 'approved' ? photosOf(engagement, id).filter(({ afterApproval }) => afterApproval) : [];

/** What arrived after the visit was approved, but for confirmations: facts, then photos. */
export const lateFactIds = (engagement: Engagement, visit: Visit): readonly string[] =>
  visit.status === 'approved'
    ? [...visit.lateFacts.map(({ operation }) => operation), ...latePhotosOf(engagement, visit).map(({ id }) => id)]
    : [];

/** How many facts arrived after the approval that nobody has decided about yet. */
export const undecidedLateFacts = (engagement: Engagement, visit: Visit): number => {
  const undecided = (code: string, ids: readonly string[]) =>
    standingRelease(visit.releases, code, { about: aboutOf(ids) }) ? 0 : ids.length;
  return (
    undecided('late-fact', lateFactIds(engagement, visit)) +
    undecided(
      'confirmed-after-approval',
      lateConfirmationsOf(engagement, visit).map(({ id }) => id),
    )
  );
};
