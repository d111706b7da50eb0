import * as v from 'valibot';
import { confirmationBodySchema, entryOf } from '../../evidence/confirmation.ts';
import { defineOperation } from '../../operation/define.ts';
import type { Engagement } from '../engagement.ts';
import { keepConfirmation } from './keep-confirmation.ts';

/**
 * The company confirmed what it read, on the expert's phone, or on a paper that the expert photographed. Kept as it came. An
 * entry by the desk is none of the expert's: such a body is refused.
 */
export const confirmationSigned = defineOperation({
  type: 'confirmation-signed@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'B',
  label: '会社の確認',
  by: ['expert'],
  needs: ['bounds'],
  body: v.pipe(
    confirmationBodySchema,
    v.check((body) => entryOf(body) === null, '代理入力は、事務局の操作です。'),
  ),
  apply: (engagement: Engagement, operation, context) => keepConfirmation(engagement, operation, context),
});
