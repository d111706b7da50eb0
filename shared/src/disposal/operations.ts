import * as v from 'valibot';
import { filledTextSchema } from '../lib/text.ts';
import { defineOperation, done } from '../operation/define.ts';
import { partIdSchema } from '../operation/envelope.ts';
import { refuse } from '../operation/refusals.ts';
import { DISPOSABLE, type Disposal, DISPOSAL_APPROVERS, DISPOSAL_ASKERS } from './disposal.ts';

const classesSchema = v.pipe(
  v.array(v.picklist(DISPOSABLE)),
  v.minLength(1),
  v.check((classes) => new Set(classes).size === classes.length, '同じ区分が二度あります。'),
);

/** How much was made unreadable. */
export const erasedSchema = v.strictObject({
  operations: v.pipe(v.number(), v.integer(), v.minValue(0)),
  parts: v.pipe(v.number(), v.integer(), v.minValue(0)),
  photos: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

export const disposalRequested = defineOperation({
  type: 'disposal-requested@1',
  kind: 'disposal',
  nature: 'intent',
  retention: 'A',
  label: '廃棄の申請',
  by: DISPOSAL_ASKERS,
  needs: ['erased'],
  opens: true,
  body: v.strictObject({
    engagement: partIdSchema,
    classes: classesSchema,
    /** The article or the notice that asks for it. */
    basis: filledTextSchema(500),
    decisionNumber: filledTextSchema(100),
  }),
  apply: (disposal: Disposal | null, { aggregate: id, actor, clock, body }, { erased }) => {
    if (disposal) return refuse('already_exists');
    // As of somebody else's: what there is is told to nobody.
    if (erased === null) return refuse('not_allowed');
    return done({
      id,
      ...body,
      ...(erased && { programme: erased.programme }),
      requestedBy: actor,
      requestedAtMs: clock.wallMs,
      approved: null,
      carriedOut: null,
    });
  },
});

/** Nobody approves their own: what is erased comes back by no means. The server then erases in the same transaction. */
export const disposalApproved = defineOperation({
  type: 'disposal-approved@1',
  kind: 'disposal',
  nature: 'intent',
  retention: 'A',
  label: '廃棄の承認',
  by: DISPOSAL_APPROVERS,
  needs: ['erased'],
  body: v.strictObject({}),
  grave: () => true,
  apply: (disposal: Disposal | null, { actor, clock }) => {
    if (!disposal) return refuse('unknown_record');
    if (disposal.approved) return refuse('wrong_state', 'approved');
    if (disposal.requestedBy === actor) return refuse('self_approval');
    return done({ ...disposal, approved: { by: actor, atMs: clock.wallMs } });
  },
});

/** The keys are destroyed and the parts deleted: written by the server that did it. */
export const disposalCarriedOut = defineOperation({
  type: 'disposal-carried-out@1',
  kind: 'disposal',
  nature: 'fact',
  retention: 'A',
  label: '廃棄の実行',
  by: [],
  needs: [],
  body: erasedSchema,
  apply: (disposal: Disposal | null, { clock, body }) => {
    if (!disposal?.approved) return refuse('wrong_state');
    if (disposal.carriedOut) return refuse('already_exists');
    return done({ ...disposal, carriedOut: { ...body, atMs: clock.wallMs } });
  },
});
