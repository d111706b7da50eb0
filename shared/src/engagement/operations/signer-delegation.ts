import * as v from 'valibot';
import { filledTextSchema, textSchema } from '../../lib/text.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { partIdSchema } from '../../operation/envelope.ts';
import { refuse } from '../../operation/refusals.ts';
import { daySchema } from '../../time/day.ts';
import type { Engagement } from '../engagement.ts';

/** FY5-14: the representative entrusts somebody with confirming visits. `to` null: until it is ended. */
export const signerDelegated = defineOperation({
  type: 'signer-delegated@1',
  kind: 'engagement',
  nature: 'intent',
  retention: 'B',
  label: '委任の登録',
  by: ['staff', 'approver', 'administrator'],
  needs: [],
  body: v.pipe(
    v.strictObject({
      delegation: partIdSchema,
      name: filledTextSchema(100),
      title: filledTextSchema(100),
      from: daySchema,
      to: v.nullable(daySchema),
      /** How the office knows it from the representative. */
      toldBy: v.picklist(['letter', 'mail', 'telephone', 'inPerson']),
      note: textSchema(500),
    }),
    v.check(({ from, to }) => to === null || from <= to, '委任の終わりが始まりより前です。'),
  ),
  apply: (engagement: Engagement, { actor, clock, body }) => {
    if (!engagement.core) return refuse('unknown_record');
    const { delegation: id, ...rest } = body;
    if (engagement.delegations[id]) return refuse('already_exists', id);
    const delegation = { id, ...rest, by: actor, atMs: clock.wallMs, ended: null };
    return done({ ...engagement, delegations: { ...engagement.delegations, [id]: delegation } });
  },
});

/** The representative takes it back, or it was recorded wrongly. What was confirmed until then stays confirmed. */
export const delegationEnded = defineOperation({
  type: 'delegation-ended@1',
  kind: 'engagement',
  nature: 'intent',
  retention: 'B',
  label: '委任の終了',
  by: ['staff', 'approver', 'administrator'],
  needs: [],
  body: v.strictObject({ delegation: partIdSchema, on: daySchema, reason: filledTextSchema(500) }),
  apply: (engagement: Engagement, { actor, clock, body }) => {
    const delegation = engagement.delegations[body.delegation];
    if (!delegation) return refuse('unknown_record');
    if (delegation.ended) return refuse('wrong_state', 'ended');
    const ended = { on: body.on, reason: body.reason, by: actor, atMs: clock.wallMs };
    return done({
      ...engagement,
      delegations: { ...engagement.delegations, [delegation.id]: { ...delegation, ended } },
    });
  },
});
