import * as v from 'valibot';
import { partIdSchema } from '../../operation/envelope.ts';
import { textSchema } from '../../lib/text.ts';
import { defineOperation } from '../../operation/define.ts';
import { clockTimeSchema, daySchema } from '../../time/day.ts';
import type { Engagement } from '../engagement.ts';
import { recordOnVisit } from './act-on-visit.ts';

export const scheduleEntries = {
  on: daySchema,
  from: clockTimeSchema,
  to: clockTimeSchema,
  mode: v.picklist(['onSite', 'online']),
  place: textSchema(200),
} as const;

/** FY3-11, FY3-12: a visit gets its number when it is scheduled and keeps it; a number used twice is flagged and found. */
export const visitScheduled = defineOperation({
  type: 'visit-scheduled@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'B',
  label: '訪問予定の登録',
  by: ['expert', 'staff', 'administrator'],
  needs: [],
  body: v.strictObject({
    visit: partIdSchema,
    number: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99)),
    ...scheduleEntries,
  }),
  apply: (engagement: Engagement, operation) =>
    recordOnVisit(engagement, operation, (visit) => {
      const { visit: id, number, ...schedule } = operation.body;
      const taken = Object.values(engagement.visits).some((other) => other.id !== id && other.number === number);
      const fields =
        visit.fields.place === '' && visit.time === null
          ? { ...visit.fields, mode: schedule.mode, place: schedule.place }
          : visit.fields;
      return {
        visit: { ...visit, number: visit.number ?? number, schedule, fields },
        flags: taken || (visit.number !== null && visit.number !== number) ? ['number_taken'] : [],
      };
    }),
});
