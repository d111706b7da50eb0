import { confirmationBodySchema } from '../../evidence/confirmation.ts';
import { defineOperation } from '../../operation/define.ts';
import type { Engagement } from '../engagement.ts';
import { keepConfirmation } from './keep-confirmation.ts';

/**
 * The company confirmed what it read, on the expert's phone. Kept as it came, whatever became of the visit since: whether it
 * still counts is computed from the visit's facts (L12).
 */
export const confirmationSigned = defineOperation({
  type: 'confirmation-signed@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'B',
  label: '会社の確認',
  by: ['expert'],
  needs: ['bounds'],
  body: confirmationBodySchema,
  apply: (engagement: Engagement, operation, context) => keepConfirmation(engagement, operation, context),
});
