import * as v from 'valibot';
import { defineOperation, done } from '../../operation/define.ts';
import { refuse } from '../../operation/refusals.ts';
import type { Engagement } from '../engagement.ts';

/** F-2-3: one engagement for each request. */
export const engagementCreated = defineOperation({
  type: 'engagement-created@1',
  kind: 'engagement',
  nature: 'intent',
  retention: 'A',
  label: '支援案件の登録',
  by: ['staff', 'administrator'],
  needs: [],
  opens: true,
  body: v.strictObject({ programme: v.string(), company: v.string() }),
  apply: (engagement: Engagement, { aggregate, body }) =>
    engagement.core
      ? refuse('already_exists')
      : done({ ...engagement, core: { id: aggregate, ...body, contract: null, expert: null, assignments: [] } }),
});
