import * as v from 'valibot';
import { filledTextSchema } from '../../lib/text.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { refuse } from '../../operation/refusals.ts';
import { daySchema } from '../../time/day.ts';
import type { Engagement } from '../engagement.ts';

/** F-2-1, F-2-2: an expert whose registration is active on the day of the choice, with department, chooser and reason. */
export const expertAssigned = defineOperation({
  type: 'expert-assigned@1',
  kind: 'engagement',
  nature: 'intent',
  retention: 'A',
  label: '専門家の選定',
  by: ['staff', 'administrator'],
  needs: ['parties'],
  body: v.strictObject({
    expert: v.string(),
    on: daySchema,
    department: filledTextSchema(100),
    reason: filledTextSchema(1_000),
  }),
  apply: (engagement: Engagement, { actor, body }, { parties }) => {
    const { core } = engagement;
    if (!core) return refuse('unknown_record');
    const registration = parties?.expertRegistration;
    if (!registration || body.on < registration.from || registration.to < body.on) return refuse('not_registered');
    const assignments = [...core.assignments, { ...body, by: actor }];
    return done({ ...engagement, core: { ...core, expert: body.expert, assignments } });
  },
});
