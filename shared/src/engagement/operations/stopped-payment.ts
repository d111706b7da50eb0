import * as v from 'valibot';
import { filledTextSchema } from '../../lib/text.ts';
import { payeeOfInvoice } from '../../claim/payee-of-invoice.ts';
import { sha256Hex } from '../../lib/hash.ts';
import type { Context } from '../../operation/context.ts';
import { defineOperation, done, type Outcome } from '../../operation/define.ts';
import { type Operation, partIdSchema } from '../../operation/envelope.ts';
import { type Refusal, refuse } from '../../operation/refusals.ts';
import { contractsOf, type CrimeEnding, isCrimeEnding, paymentStops } from '../contract-paper.ts';
import type { Engagement } from '../engagement.ts';
import type { PaymentDecision } from '../final-package.ts';
import { expertInCharge } from '../team.ts';

const common = {
  kind: 'engagement',
  nature: 'intent',
  retention: 'A',
  by: ['approver'],
  grave: () => true,
  body: v.strictObject({
    ending: partIdSchema,
    pays: v.boolean(),
    reason: filledTextSchema(2_000),
    decisionNumber: filledTextSchema(60),
  }),
} as const;
type Decided = { readonly ending: string } & Pick<PaymentDecision, 'pays' | 'reason' | 'decisionNumber'>;

/**
 * 契約書第11条: after an end because of organized crime, whether what was carried out before it is paid. The article speaks of an end
 * and of a penalty and not of the fee: nobody is paid, and nobody is refused, until an approver has said so under a 決裁番号.
 */
export const stoppedPaymentDecided = defineOperation({
  ...common,
  type: 'stopped-payment-decided@1',
  label: '暴力団等の排除による解除の後の支払の可否',
  needs: [],
  apply: (engagement: Engagement, operation) =>
    onEnding(engagement, operation, (ending, payment) =>
      ending.payment ? refuse('already_exists', ending.payment.decisionNumber) : { ...ending, payment },
    ),
});

/** What the author of a new decision must have seen: the one that it takes the place of. */
export const stoppedPaymentBasis = (
  { contractEndings }: Pick<Engagement, 'contractEndings'>,
  ending: string,
): string | null => {
  const before = contractEndings[ending];
  return isCrimeEnding(before ?? null) && before?.how === 'cancelled' && before.payment
    ? sha256Hex(JSON.stringify(['banso-stopped-payment-basis-1', before.payment]))
    : null;
};

/**
 * The decision is made anew, under a 決裁番号 of its own; the one before stays beside it. Whoever would be refused now must not stand
 * in a payment run: what is on its way to the bank, or was paid, is never decided away.
 */
export const stoppedPaymentRedecided = defineOperation({
  ...common,
  type: 'stopped-payment-redecided@1',
  label: '暴力団等の排除による解除の後の支払の可否の改め',
  needs: ['payment'],
  basis: (engagement: Engagement, { ending }) => stoppedPaymentBasis(engagement, ending),
  apply: (engagement: Engagement, operation, context) =>
    onEnding(engagement, operation, (ending, payment) => {
      const { payment: before, earlierPayments = [] } = ending;
      if (!before) return refuse('wrong_state', 'undecided');
      if (before.pays === payment.pays) return refuse('wrong_state', 'same');
      const paying = payment.pays ? [] : invoicesInRuns(engagement, ending, context);
      if (paying.length > 0) return refuse('already_paying', ...paying);
      return { ...ending, payment, earlierPayments: [...earlierPayments, before] };
    }),
});

/** The numbers of invoices that this end would stop and a live run holds; a device cannot know all runs, the server does. */
const invoicesInRuns = (engagement: Engagement, { id }: CrimeEnding, { payment }: Context): readonly string[] =>
  (payment?.held ?? []).flatMap(({ invoice, number }) => {
    const made = engagement.invoices[invoice];
    return made && paymentStops(engagement, payeeOfInvoice(engagement, made)).some((end) => end.id === id)
      ? [number]
      : [];
  });

const onEnding = (
  engagement: Engagement,
  { body, actor, clock }: Operation<Decided>,
  change: (ending: CrimeEnding, payment: PaymentDecision) => CrimeEnding | Refusal,
): Outcome<Engagement> => {
  const { ending: id, ...decision } = body;
  const ending = engagement.contractEndings[id] ?? null;
  if (!isCrimeEnding(ending)) return refuse('unknown_record', id);
  const contract = contractsOf(engagement).find(({ ended }) => ended?.ending === id);
  const own = actor === expertInCharge(engagement) || actor === contract?.expert;
  const changed = change(ending, { ...decision, by: actor, atMs: clock.wallMs });
  if ('refused' in changed) return changed;
  if (own) return refuse('self_approval');
  return done({ ...engagement, contractEndings: { ...engagement.contractEndings, [id]: changed } });
};
