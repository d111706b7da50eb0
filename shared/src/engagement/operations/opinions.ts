import * as v from 'valibot';
import { filledTextSchema } from '../../lib/text.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { partIdSchema } from '../../operation/envelope.ts';
import { refuse } from '../../operation/refusals.ts';
import type { Engagement } from '../engagement.ts';

/**
 * T-4-1-エ-エ: an opinion or a wish of a support officer. Whoever hears it may write it down as well, so that no officer is
 * ever needed at a screen (T-5-3).
 */
export const opinionGiven = defineOperation({
  type: 'opinion-given@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'B',
  label: '支援員の意見・要望',
  by: ['supportOfficer', 'expert', 'staff', 'administrator'],
  needs: [],
  body: v.strictObject({
    opinion: partIdSchema,
    /** Null: on the support as a whole. */
    visit: v.nullable(partIdSchema),
    officer: filledTextSchema(100),
    said: filledTextSchema(4_000),
  }),
  apply: (engagement: Engagement, { id: operation, actor, clock, body }) => {
    const { opinion: id, ...given } = body;
    if (!engagement.core) return refuse('unknown_record');
    if (engagement.opinions[id]) return refuse('already_exists', id);
    const opinion = { id, ...given, by: actor, atMs: clock.wallMs, operation, answers: [] };
    return done({ ...engagement, opinions: { ...engagement.opinions, [id]: opinion } });
  },
});

/** T-4-1-エ-エ: how an opinion was taken into account. A second answer stands beside the first; the last one counts. */
export const opinionAnswered = defineOperation({
  type: 'opinion-answered@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'B',
  label: '支援員の意見への回答',
  by: ['expert', 'staff', 'administrator'],
  needs: [],
  body: v.strictObject({
    opinion: partIdSchema,
    handling: v.picklist(['adopted', 'partly', 'declined']),
    reply: filledTextSchema(4_000),
  }),
  apply: (engagement: Engagement, { id: operation, actor, clock, body: { opinion: id, ...answer } }) => {
    const opinion = engagement.opinions[id];
    if (!opinion) return refuse('unknown_record');
    const answers = [...opinion.answers, { ...answer, by: actor, atMs: clock.wallMs, operation }];
    return done({ ...engagement, opinions: { ...engagement.opinions, [id]: { ...opinion, answers } } });
  },
});
