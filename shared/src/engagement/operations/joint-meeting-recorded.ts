import * as v from 'valibot';
import { filledTextSchema } from '../../lib/text.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { partIdSchema } from '../../operation/envelope.ts';
import { refuse } from '../../operation/refusals.ts';
import { daySchema } from '../../time/day.ts';
import type { Engagement } from '../engagement.ts';

/**
 * T-4-1-エ-ウ: expert and support officers met before or after a visit. A record of its own beside the visit: what was agreed
 * afterwards is no late fact of an approved report. A wrong one is corrected by another that names it.
 */
export const jointMeetingRecorded = defineOperation({
  type: 'joint-meeting-recorded@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'B',
  label: '支援員とのミーティングの記録',
  by: ['expert', 'staff', 'administrator'],
  needs: [],
  body: v.strictObject({
    meeting: partIdSchema,
    visit: partIdSchema,
    when: v.picklist(['before', 'after']),
    on: daySchema,
    present: filledTextSchema(500),
    agreed: filledTextSchema(4_000),
    corrects: v.nullable(partIdSchema),
  }),
  apply: (engagement: Engagement, { id: operation, actor, clock, body }) => {
    const { meeting: id, ...written } = body;
    if (!engagement.core) return refuse('unknown_record');
    if (engagement.meetings[id]) return refuse('already_exists', id);
    const meeting = { id, ...written, by: actor, atMs: clock.wallMs, operation };
    return done({ ...engagement, meetings: { ...engagement.meetings, [id]: meeting } });
  },
});
