import { confirmationsOf, type Engagement } from '@banso/shared/engagement/engagement.ts';
import { confirmationStands } from '@banso/shared/evidence/confirmation.ts';
import type { Envelope } from '@banso/shared/operation/envelope.ts';
import type { NoticeEvent } from '@banso/shared/notice/notice.ts';
import { isDrawnForCallBack } from '../seal/draw-call-back.ts';
import type { ServerKey } from '../seal/server-key.ts';
import type { NewNotice } from '../store/notices.ts';
import { factsFor, stateOf, type WorkingSet } from '../sync/working-set.ts';

/** Which operations are a reason to tell the company. */
const EVENTS: Readonly<Record<string, NoticeEvent>> = {
  'confirmation-signed@1': 'confirmed',
  'guest-confirmed@1': 'confirmed',
  'confirmation-entered@1': 'confirmed',
  'visit-submitted@1': 'submitted',
  'objection-answered@1': 'answered',
};

/**
 * What companies have to be told because of these operations, which were just carried out. A report handed in with a
 * confirmation that stands is no reason of its own: the company is told of that confirmation already.
 */
export const noticeReasons = (
  set: WorkingSet,
  operations: readonly Envelope[],
  { key, tenant, at }: { readonly key: ServerKey; readonly tenant: string; readonly at: Date },
): readonly NewNotice[] =>
  operations.flatMap((operation) => {
    const event = EVENTS[operation.type];
    const engagement = operation.kind === 'engagement' ? engagementIn(set, operation.aggregate) : null;
    // Carried out, so its type's schema has read the body.
    const { visit, objection } = operation.body as { readonly visit?: string; readonly objection?: string };
    if (!event || !engagement?.core || visit === undefined) return [];
    if (event === 'submitted' && isConfirmed(engagement, visit)) return [];
    const place = { tenant, engagement: operation.aggregate, visit };
    return [
      {
        id: operation.id,
        event,
        programme: engagement.core.programme,
        engagement: operation.aggregate,
        visit,
        objection: objection ?? null,
        callBack: event !== 'answered' && isDrawnForCallBack(key, place, factsFor(set, operation, ['ruleSet']).ruleSet),
        createdAt: at,
      },
    ];
  });

const engagementIn = (set: WorkingSet, id: string): Engagement => stateOf(set, 'engagement', id) as Engagement;

const isConfirmed = (engagement: Engagement, id: string): boolean => {
  const visit = engagement.visits[id];
  return visit !== undefined && confirmationsOf(engagement, id).some((one) => confirmationStands(visit, one));
};
