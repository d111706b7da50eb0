import * as v from 'valibot';
import { confirmationBodySchema, entryOf } from '../../evidence/confirmation.ts';
import { defineOperation } from '../../operation/define.ts';
import { refuse } from '../../operation/refusals.ts';
import type { Engagement } from '../engagement.ts';
import { expertInCharge } from '../team.ts';
import { keepConfirmation } from './keep-confirmation.ts';

/**
 * 代理入力: the company's signed paper came to the office by post, FAX or mail, or was brought, and the desk entered it beside
 * the visit's facts. Refused for the visit's own expert: nobody enters the company's word about the own visit at the desk.
 * Source: requirements section 0 item 2, section 3.2 item 10.
 */
export const confirmationEntered = defineOperation({
  type: 'confirmation-entered@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'B',
  label: '紙の確認の代理入力',
  by: ['staff', 'approver', 'administrator'],
  needs: ['bounds'],
  body: v.pipe(
    confirmationBodySchema,
    v.check((body) => entryOf(body) !== null, '代理入力には、紙の写しと、入力した人・届き方・見比べた項目がいります。'),
  ),
  apply: (engagement: Engagement, operation, context) => {
    if (operation.actor === expertInCharge(engagement)) return refuse('not_allowed');
    return keepConfirmation(engagement, operation, { ...context, enteredBy: operation.actor });
  },
});
