import * as v from 'valibot';
import { defineOperation, done } from '../../operation/define.ts';
import { partIdSchema } from '../../operation/envelope.ts';
import { refuse } from '../../operation/refusals.ts';
import type { Engagement } from '../engagement.ts';

/**
 * The expert's phone showed the company a link to confirm on its own device. Kept for an approved visit as well: what the
 * company then says is a late fact of its own.
 */
export const guestInvited = defineOperation({
  type: 'guest-invited@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'B',
  label: '会社の端末での確認の依頼',
  by: ['expert'],
  needs: ['bounds'],
  body: v.strictObject({
    visit: partIdSchema,
    invitation: partIdSchema,
    secretHash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  }),
  apply: (engagement: Engagement, { actor, id: operation, body }, { bounds }) => {
    if (!engagement.core) return refuse('unknown_record');
    const { invitation: id, ...asked } = body;
    if (engagement.invitations[id]) return refuse('already_exists', id);
    const invitation = { id, ...asked, by: actor, operation, bounds };
    return done({ ...engagement, invitations: { ...engagement.invitations, [id]: invitation } });
  },
});
