import * as v from 'valibot';
import { partIdSchema } from '../../operation/envelope.ts';
import { defineOperation } from '../../operation/define.ts';
import { clockTimeInJapan, dayInJapan } from '../../time/day.ts';
import type { Engagement } from '../engagement.ts';
import type { Tap } from '../visit.ts';
import { recordOnVisit, withRepeatedTap } from './act-on-visit.ts';
import { tapOf } from './visit-started.ts';

/** The tap when the support ends. An end without a start keeps its instant and waits for a typed time. */
export const visitEnded = defineOperation({
  type: 'visit-ended@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'B',
  label: '訪問の終了',
  by: ['expert'],
  needs: ['bounds'],
  body: v.strictObject({ visit: partIdSchema }),
  apply: (engagement: Engagement, operation, context) =>
    recordOnVisit(engagement, operation, (visit) => {
      if (visit.end || visit.typedTime) return { visit: withRepeatedTap(visit, operation), flags: ['time_order'] };
      const { wallMs } = operation.clock;
      const inOrder = visit.start !== null && visit.start.reading.wallMs <= wallMs;
      return {
        visit: {
          ...visit,
          status: visit.status === 'scheduled' || visit.status === 'started' ? 'ended' : visit.status,
          start: withQuote(visit.start, context.quoted),
          end: tapOf(operation, context),
          time: visit.time && { ...visit.time, to: clockTimeInJapan(wallMs), toOn: dayInJapan(wallMs) },
        },
        flags: inOrder ? [] : ['time_order'],
      };
    }),
});

/** A later token that quotes the start's place in the chain is a tighter not-after than the receipt that came hours later (L11). */
const withQuote = (
  start: Tap | null,
  quoted: readonly { readonly operation: string; readonly notAfterMs: number }[],
): Tap | null => {
  const quote = quoted.find(({ operation }) => operation === start?.operation);
  if (!start || !quote) return start;
  const notAfterMs = Math.min(start.bounds.notAfterMs ?? quote.notAfterMs, quote.notAfterMs);
  return { ...start, bounds: { ...start.bounds, notAfterMs } };
};
