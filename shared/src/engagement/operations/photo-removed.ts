import * as v from 'valibot';
import { filledTextSchema } from '../../lib/text.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { partIdSchema } from '../../operation/envelope.ts';
import { refuse } from '../../operation/refusals.ts';
import { type Engagement, withPhoto } from '../engagement.ts';

/** Somebody took a photo out, for a reason: hidden on every screen, kept in the record. The first removal stands. */
export const photoRemoved = defineOperation({
  type: 'photo-removed@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'C',
  label: '写真の取外し',
  by: ['expert', 'staff', 'approver', 'administrator', 'privacyManager'],
  needs: [],
  body: v.strictObject({ visit: partIdSchema, photo: partIdSchema, reason: filledTextSchema(500) }),
  apply: (engagement: Engagement, operation) => {
    const { photo: id, visit, reason } = operation.body;
    const photo = engagement.photos[id];
    if (!photo || photo.visit !== visit) return refuse('unknown_record');
    if (photo.removed) return done(engagement);
    const removed = { by: operation.actor, atMs: operation.clock.wallMs, reason };
    const late = engagement.visits[visit]?.status === 'approved';
    return done(withPhoto(engagement, { ...photo, removed }), ...(late ? (['late_fact'] as const) : []));
  },
});
