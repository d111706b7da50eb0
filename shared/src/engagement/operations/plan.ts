import * as v from 'valibot';
import { textSchema } from '../../lib/text.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { refuse } from '../../operation/refusals.ts';
import type { Engagement } from '../engagement.ts';

const TEXT_LIMIT = 8_000;

const row = v.strictObject({
  number: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99)),
  month: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(12))),
  third: v.picklist(['early', 'middle', 'late', '']),
  content: textSchema(TEXT_LIMIT),
});

/** FY2-6…16: what has been written of the plan so far. */
export const planSaved = defineOperation({
  type: 'plan-saved@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'B',
  label: '計画書の保存',
  by: ['expert'],
  needs: [],
  body: v.strictObject({
    situation: textSchema(TEXT_LIMIT),
    issues: textSchema(TEXT_LIMIT),
    goal: textSchema(TEXT_LIMIT),
    deliverable: textSchema(TEXT_LIMIT),
    rows: v.pipe(v.array(row), v.maxLength(20)),
    actualFareWanted: v.boolean(),
    nearestStop: textSchema(200),
  }),
  apply: (engagement: Engagement, { body }) =>
    engagement.core
      ? done({ ...engagement, plan: { ...body, submittedAtMs: null, submittedBy: null } })
      : refuse('unknown_record'),
});

/** F-3-1-一: the plan is handed in before the first visit is approved. Refused while a required text is blank. */
export const planSubmitted = defineOperation({
  type: 'plan-submitted@1',
  kind: 'engagement',
  nature: 'intent',
  retention: 'B',
  label: '計画書の提出',
  by: ['expert'],
  needs: [],
  body: v.strictObject({}),
  apply: (engagement: Engagement, { actor, clock }) => {
    const { plan } = engagement;
    if (!plan) return refuse('unknown_record');
    const blank = (['situation', 'issues', 'goal', 'deliverable'] as const).filter(
      (field) => plan[field].trim() === '',
    );
    if (blank.length > 0) return refuse('malformed', ...blank);
    return done({ ...engagement, plan: { ...plan, submittedAtMs: clock.wallMs, submittedBy: actor } });
  },
});
