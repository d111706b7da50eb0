import { guestConfirmationBodySchema } from '../../evidence/confirmation.ts';
import { defineOperation } from '../../operation/define.ts';
import { refuse } from '../../operation/refusals.ts';
import type { Engagement } from '../engagement.ts';
import { confirmationBy } from '../invitation.ts';
import { keepConfirmation } from './keep-confirmation.ts';

/**
 * The company confirmed what it read, on a device of its own that it opened by the link of an invitation. The server records
 * it for a guest who has no account; the guest's own key has signed it. One invitation gives one confirmation.
 */
export const guestConfirmed = defineOperation({
  type: 'guest-confirmed@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'B',
  label: '会社の確認（会社の端末）',
  by: [],
  needs: ['bounds'],
  body: guestConfirmationBodySchema,
  apply: (engagement: Engagement, operation, context) => {
    const { guest, visit } = operation.body;
    if (engagement.invitations[guest.invitation]?.visit !== visit) return refuse('unknown_record');
    if (confirmationBy(engagement, guest.invitation)) return refuse('already_exists', guest.invitation);
    return keepConfirmation(engagement, operation, context);
  },
});
