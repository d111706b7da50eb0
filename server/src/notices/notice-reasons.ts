import { confirmationsOf, type Engagement } from '@banso/shared/engagement/engagement.ts';
import { confirmationStands } from '@banso/shared/evidence/confirmation.ts';
import type { Envelope } from '@banso/shared/operation/envelope.ts';
import { plannedVisits } from '@banso/shared/notice/compose-notice.ts';
import type { NoticeEvent } from '@banso/shared/notice/notice.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
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

/** Which operations change what is to come. */
const PLANS: readonly string[] = ['visit-scheduled@1', 'visit-set-back@1'];

/**
 * What companies have to be told because of these operations, which were just carried out. A report handed in with a
 * confirmation that stands is no reason of its own: the company is told of that confirmation already.
 */
export const noticeReasons = (
  set: WorkingSet,
  operations: readonly Envelope[],
  { key, tenant, at }: { readonly key: ServerKey; readonly tenant: string; readonly at: Date },
): readonly NewNotice[] => {
  const told = operations.flatMap((operation) => {
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
        callBack:
          event !== 'answered' &&
          isDrawnForCallBack(
            key,
            place,
            factsFor(set, operation, { needs: ['ruleSet'], day: dayInJapan(at.getTime()) }).ruleSet,
          ),
        createdAt: at,
      },
    ];
  });
  // What is told anyhow names the next visit and its code.
  const silent = operations.filter(({ aggregate }) => !told.some(({ engagement }) => engagement === aggregate));
  return [...told, ...planReasons(set, silent, at)];
};

/** Visits whose plans these operations made or changed, by engagement: what waits to be told of them is written anew. */
export const replannedVisits = (
  operations: readonly Envelope[],
): readonly { readonly engagement: string; readonly visit: string }[] =>
  operations.flatMap(({ type, aggregate, body }) =>
    // Carried out, so its type's schema has read the body.
    type === 'visit-set-back@1' ? [{ engagement: aggregate, visit: (body as { readonly visit: string }).visit }] : [],
  );

/**
 * The next visit of each engagement whose plans changed, unless a notice that names it is still to come: that of a visit under
 * way, whose confirmation or report will be told. One that the company knows already is dropped when it is written out.
 */
const planReasons = (set: WorkingSet, operations: readonly Envelope[], at: Date): readonly NewNotice[] => {
  const planned = operations.filter(({ type, kind }) => kind === 'engagement' && PLANS.includes(type));
  const first = new Map(planned.toReversed().map((operation) => [operation.aggregate, operation]));
  return [...first.values()].flatMap(({ id, aggregate }) => {
    const engagement = engagementIn(set, aggregate);
    const [next] = plannedVisits(engagement, dayInJapan(at.getTime()));
    if (!engagement.core || !next || isUnderWay(engagement)) return [];
    const { programme } = engagement.core;
    const place = { programme, engagement: aggregate, visit: next.id };
    return [{ id, event: 'scheduled', ...place, objection: null, callBack: false, createdAt: at }];
  });
};

const isUnderWay = (engagement: Engagement): boolean =>
  Object.values(engagement.visits).some(
    ({ id, status }) => status === 'started' || (status === 'ended' && !isConfirmed(engagement, id)),
  );

const engagementIn = (set: WorkingSet, id: string): Engagement => stateOf(set, 'engagement', id) as Engagement;

const isConfirmed = (engagement: Engagement, id: string): boolean => {
  const visit = engagement.visits[id];
  return visit !== undefined && confirmationsOf(engagement, id).some((one) => confirmationStands(visit, one));
};
