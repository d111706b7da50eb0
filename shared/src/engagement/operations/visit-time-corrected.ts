import * as v from 'valibot';
import { partIdSchema } from '../../operation/envelope.ts';
import { filledTextSchema } from '../../lib/text.ts';
import { defineOperation } from '../../operation/define.ts';
import { clockTimeSchema, daySchema } from '../../time/day.ts';
import type { Engagement } from '../engagement.ts';
import { recordOnVisit } from './act-on-visit.ts';

/** The honest way for a forgotten or mistaken tap: typed times with a reason (grade C). The taps themselves stay. */
export const visitTimeCorrected = defineOperation({
  type: 'visit-time-corrected@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'B',
  label: '時刻の訂正',
  by: ['expert', 'staff', 'administrator'],
  needs: [],
  body: v.strictObject({
    visit: partIdSchema,
    on: daySchema,
    from: clockTimeSchema,
    to: clockTimeSchema,
    reason: filledTextSchema(1_000),
  }),
  apply: (engagement: Engagement, operation) =>
    recordOnVisit(engagement, operation, (visit) => {
      const { on, from, to, reason } = operation.body;
      const open = visit.status === 'scheduled' || visit.status === 'started' || visit.status === 'cancelled';
      return {
        visit: {
          ...visit,
          status: open ? 'ended' : visit.status,
          time: { on, from, to, toOn: on },
          typedTime: { operation: operation.id, by: operation.actor, reason, atMs: operation.clock.wallMs },
        },
        flags: from < to ? [] : ['time_order'],
      };
    }),
});
