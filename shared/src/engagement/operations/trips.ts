import * as v from 'valibot';
import { filledTextSchema, textSchema } from '../../lib/text.ts';
import { yenSchema } from '../../money/yen.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { partIdSchema } from '../../operation/envelope.ts';
import { refuse } from '../../operation/refusals.ts';
import type { Engagement } from '../engagement.ts';
import { expertInCharge } from '../team.ts';
import { TRIP_WISHES, tripBasis, type TripRecord } from '../trip-record.ts';

const common = { kind: 'engagement', nature: 'intent', retention: 'A' } as const;

/** Half way round the earth. */
const MOST_METRES = 20_100_000;

const withTrip = (engagement: Engagement, trip: TripRecord): Engagement => ({
  ...engagement,
  trips: { ...engagement.trips, [trip.visit]: trip },
});

/** What was handed in is read by the office now: it is sent back first. */
export const isHandedIn = ({ finalPackage }: Engagement): boolean =>
  finalPackage !== null && finalPackage.state !== 'sentBack';

/**
 * F-5-2, X-11: how the expert went to one visit, and what is asked for it. Written anew as often as wanted until the final package
 * is handed in; a ruling of the office was about the former text and goes.
 */
export const tripRecorded = defineOperation({
  ...common,
  type: 'trip-recorded@1',
  label: '旅費の記録',
  by: ['expert'],
  needs: [],
  body: v.strictObject({
    visit: partIdSchema,
    wish: v.picklist(TRIP_WISHES),
    paidBy: v.picklist(['expert', 'office']),
    origin: textSchema(200),
    destination: textSchema(200),
    distance: v.nullable(
      v.strictObject({
        metres: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_METRES)),
        method: filledTextSchema(100),
      }),
    ),
    fare: v.nullable(v.strictObject({ yen: yenSchema, route: textSchema(500), receipt: v.nullable(partIdSchema) })),
  }),
  basis: (engagement: Engagement, { visit }) => tripBasis(engagement, visit),
  apply: (engagement, { id, actor, clock, body }) => {
    if (!engagement.visits[body.visit]) return refuse('unknown_record');
    if (isHandedIn(engagement)) return refuse('wrong_state', 'submitted');
    const receipt = body.fare?.receipt ?? null;
    if (receipt !== null && engagement.papers[receipt]?.visit !== body.visit) return refuse('unknown_record', receipt);
    return done(withTrip(engagement, { ...body, by: actor, atMs: clock.wallMs, operation: id, ruling: null }));
  },
});

/**
 * The office pays an actual fare, or the flat amount instead, for a reason. Refused where the fare is not due at all: no request in
 * the plan (FY2-15), neither another region nor the distance, or amount, route and receipt are not there.
 */
export const tripRuled = defineOperation({
  ...common,
  type: 'trip-ruled@1',
  label: '実費の可否',
  by: ['staff', 'approver', 'administrator'],
  needs: ['ruleSet', 'claim'],
  body: v.pipe(
    v.strictObject({ visit: partIdSchema, accepted: v.boolean(), reason: textSchema(500) }),
    v.check(({ accepted, reason }) => accepted || reason.trim() !== '', '認めない理由を書いてください。'),
  ),
  basis: (engagement: Engagement, { visit }) => tripBasis(engagement, visit),
  apply: (engagement, { actor, clock, body }, { ruleSet, claim }) => {
    const { visit, accepted, reason } = body;
    const trip = engagement.trips[visit];
    const conditions = ruleSet?.money?.travel?.actualFare?.conditions.value;
    if (!trip) return refuse('unknown_record');
    if (conditions === undefined) return refuse('not_in_programme');
    if (trip.wish !== 'actual') return refuse('wrong_state', trip.wish);
    if (engagement.finalPackage?.state === 'approved') return refuse('wrong_state', 'approved');
    if (actor === expertInCharge(engagement)) return refuse('self_approval');
    const ruling = { accepted, reason, reading: conditions, by: actor, atMs: clock.wallMs };
    if (accepted && claim?.fareDue !== true) return refuse('fare_not_due');
    return done(withTrip(engagement, { ...trip, ruling }));
  },
});
