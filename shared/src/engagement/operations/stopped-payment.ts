import * as v from 'valibot';
import { filledTextSchema } from '../../lib/text.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { partIdSchema } from '../../operation/envelope.ts';
import { refuse } from '../../operation/refusals.ts';
import { contractsOf, isCrimeEnding } from '../contract-paper.ts';
import type { Engagement } from '../engagement.ts';
import { expertInCharge } from '../team.ts';

/**
 * 契約書第11条: after an end because of organized crime, whether what was carried out before it is paid. The article speaks of an end
 * and of a penalty and not of the fee: nobody is paid, and nobody is refused, until an approver has said so under a 決裁番号.
 */
export const stoppedPaymentDecided = defineOperation({
  type: 'stopped-payment-decided@1',
  kind: 'engagement',
  nature: 'intent',
  retention: 'A',
  label: '暴力団等の排除による解除の後の支払の可否',
  by: ['approver'],
  needs: [],
  grave: () => true,
  body: v.strictObject({
    ending: partIdSchema,
    pays: v.boolean(),
    reason: filledTextSchema(2_000),
    decisionNumber: filledTextSchema(60),
  }),
  apply: (engagement: Engagement, { body, actor, clock }) => {
    const { ending: id, ...decision } = body;
    const ending = engagement.contractEndings[id] ?? null;
    if (!isCrimeEnding(ending)) return refuse('unknown_record', id);
    if (ending.payment) return refuse('already_exists', ending.payment.decisionNumber);
    const contract = contractsOf(engagement).find(({ ended }) => ended?.ending === id);
    if (actor === expertInCharge(engagement) || actor === contract?.expert) return refuse('self_approval');
    const payment = { ...decision, by: actor, atMs: clock.wallMs };
    return done({ ...engagement, contractEndings: { ...engagement.contractEndings, [id]: { ...ending, payment } } });
  },
});
