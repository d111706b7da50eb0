import * as v from 'valibot';
import { partIdSchema } from '../../operation/envelope.ts';
import { filledTextSchema } from '../../lib/text.ts';
import { defineOperation } from '../../operation/define.ts';
import type { Engagement } from '../engagement.ts';
import type { Visit } from '../visit.ts';
import { recordOnVisit } from './act-on-visit.ts';
import { scheduleEntries } from './visit-scheduled.ts';

const why = {
  visit: partIdSchema,
  requestedBy: v.picklist(['company', 'expert', 'office', 'disaster']),
  reason: filledTextSchema(1_000),
} as const;

/** Cancelled, postponed to another day, or started by mistake: who asked for it and why (requirements section 0 item 2). */
export const visitSetBack = defineOperation({
  type: 'visit-set-back@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'B',
  label: '訪問の中止・延期・取消し',
  by: ['expert', 'staff', 'administrator'],
  needs: [],
  body: v.variant('how', [
    v.strictObject({ how: v.literal('cancelled'), ...why }),
    v.strictObject({ how: v.literal('postponed'), ...why, schedule: v.strictObject(scheduleEntries) }),
    v.strictObject({ how: v.literal('startedByMistake'), ...why }),
  ]),
  apply: (engagement: Engagement, operation) =>
    recordOnVisit(engagement, operation, (visit) => {
      const { how, requestedBy, reason } = operation.body;
      const setback = {
        how,
        requestedBy,
        reason,
        by: operation.actor,
        atMs: operation.clock.wallMs,
        was: { schedule: visit.schedule, time: visit.time },
      };
      const untimed: Visit = {
        ...visit,
        start: null,
        end: null,
        time: null,
        typedTime: null,
        submission: null,
        setbacks: [...visit.setbacks, setback],
      };
      if (how === 'cancelled') return { visit: { ...untimed, status: 'cancelled' }, flags: [] };
      const schedule = operation.body.how === 'postponed' ? operation.body.schedule : visit.schedule;
      return { visit: { ...untimed, status: 'scheduled', schedule }, flags: [] };
    }),
});
