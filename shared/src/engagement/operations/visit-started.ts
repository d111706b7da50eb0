import * as v from 'valibot';
import { partIdSchema } from '../../operation/envelope.ts';
import type { Context } from '../../operation/context.ts';
import { defineOperation } from '../../operation/define.ts';
import type { Operation } from '../../operation/envelope.ts';
import { clockTimeInJapan, dayInJapan } from '../../time/day.ts';
import type { Engagement } from '../engagement.ts';
import type { Tap } from '../visit.ts';
import { recordOnVisit, withRepeatedTap } from './act-on-visit.ts';

/** One tap at the company's door. A second start (another device, a double tap) is kept beside the first, which stands. */
export const visitStarted = defineOperation({
  type: 'visit-started@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'B',
  label: '訪問の開始',
  by: ['expert'],
  needs: ['bounds'],
  body: v.strictObject({ visit: partIdSchema }),
  apply: (engagement: Engagement, operation, context) =>
    recordOnVisit(engagement, operation, (visit) => {
      if (visit.start || visit.typedTime) return { visit: withRepeatedTap(visit, operation), flags: ['time_order'] };
      const on = dayInJapan(operation.clock.wallMs);
      // The end may have come first, from another device.
      const endedMs = visit.end?.reading.wallMs ?? null;
      return {
        visit: {
          ...visit,
          status: visit.status === 'scheduled' || visit.status === 'cancelled' ? 'started' : visit.status,
          start: tapOf(operation, context),
          time: {
            on,
            from: clockTimeInJapan(operation.clock.wallMs),
            to: endedMs === null ? null : clockTimeInJapan(endedMs),
            toOn: endedMs === null ? on : dayInJapan(endedMs),
          },
        },
        flags: endedMs !== null && endedMs < operation.clock.wallMs ? ['time_order'] : [],
      };
    }),
});

/** The tap as it is kept: the device's own word, and the server's bounds around it. */
export const tapOf = (operation: Operation, { bounds }: Context): Tap => ({
  operation: operation.id,
  device: operation.device,
  seq: operation.seq,
  reading: operation.clock,
  bounds,
});
