import * as v from 'valibot';
import { filledTextSchema } from '../../lib/text.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { type Envelope, partIdSchema } from '../../operation/envelope.ts';
import { refuse } from '../../operation/refusals.ts';
import type { Engagement } from '../engagement.ts';
import type { QueryMessage } from '../query.ts';
import { expertInCharge } from '../team.ts';

const BY = ['expert', 'staff', 'approver', 'administrator'] as const;
const words = filledTextSchema(4_000);

/** FK-14-1: either side asks what the contract does not say, or what is doubtful; `visit`: about its report's 連絡事項 (FY3-14). */
export const queryAsked = defineOperation({
  type: 'query-asked@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'B',
  label: '質疑',
  by: BY,
  needs: [],
  body: v.strictObject({
    query: partIdSchema,
    visit: v.nullable(partIdSchema),
    title: filledTextSchema(100),
    words,
  }),
  apply: (engagement: Engagement, operation) => {
    const { query: id, visit, title, words: said } = operation.body;
    if (!engagement.core) return refuse('unknown_record');
    if (engagement.queries[id]) return refuse('already_exists', id);
    const query = { id, visit, title, messages: [messageOf(engagement, operation, { words: said, settles: false })] };
    return done({ ...engagement, queries: { ...engagement.queries, [id]: query } });
  },
});

/** FK-14-1: a word in a query, or (`settles`) what both sides agreed on. */
export const queryAnswered = defineOperation({
  type: 'query-answered@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'B',
  label: '質疑への回答',
  by: BY,
  needs: [],
  body: v.strictObject({ query: partIdSchema, words, settles: v.boolean() }),
  apply: (engagement: Engagement, operation) => {
    const { query: id, ...said } = operation.body;
    const query = engagement.queries[id];
    if (!query) return refuse('unknown_record');
    const messages = [...query.messages, messageOf(engagement, operation, said)];
    return done({ ...engagement, queries: { ...engagement.queries, [id]: { ...query, messages } } });
  },
});

const messageOf = (
  engagement: Engagement,
  { id, actor, clock }: Pick<Envelope, 'id' | 'actor' | 'clock'>,
  said: Pick<QueryMessage, 'words' | 'settles'>,
): QueryMessage => ({
  ...said,
  side: actor === expertInCharge(engagement) ? 'expert' : 'office',
  by: actor,
  atMs: clock.wallMs,
  operation: id,
});
