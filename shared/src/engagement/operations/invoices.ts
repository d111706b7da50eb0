import * as v from 'valibot';
import { currentInvoice } from '../../claim/current-invoice.ts';
import { makeInvoice, type Making } from '../../claim/make-invoice.ts';
import { filledTextSchema } from '../../lib/text.ts';
import { ROUNDINGS, yenSchema } from '../../money/yen.ts';
import type { Context } from '../../operation/context.ts';
import { defineOperation, done, type Outcome } from '../../operation/define.ts';
import { type Operation, partIdSchema } from '../../operation/envelope.ts';
import { isRefusal, refuse } from '../../operation/refusals.ts';
import { daySchema } from '../../time/day.ts';
import type { Engagement } from '../engagement.ts';
import type { EngagementInvoice } from '../engagement-invoice.ts';
import { isHandedIn } from './trips.ts';

const common = { kind: 'engagement', nature: 'intent', retention: 'A' } as const;

const issuerSchema = v.strictObject({
  name: filledTextSchema(200),
  rounding: v.picklist(ROUNDINGS),
  registration: v.nullable(
    v.strictObject({
      number: v.pipe(v.string(), v.regex(/^T\d{13}$/, '登録番号は、Tと13けたの数字です。')),
      from: daySchema,
      until: v.nullable(daySchema),
    }),
  ),
  showsReferenceTax: v.boolean(),
});

/** Nothing of the visits is said here: they are taken from the record. `seen`: the amounts on which its maker pressed. */
export const makingSchema = v.strictObject({
  invoice: partIdSchema,
  on: daySchema,
  issuer: issuerSchema,
  seen: v.strictObject({ totalYen: yenSchema, taxYen: yenSchema }),
  replaces: v.nullable(v.strictObject({ number: filledTextSchema(200), what: filledTextSchema(500) })),
});

const withInvoice = (engagement: Engagement, invoice: EngagementInvoice): Engagement => ({
  ...engagement,
  invoices: { ...engagement.invoices, [invoice.id]: invoice },
});

const make = (
  engagement: Engagement,
  { body, actor, clock, id: operation }: Operation<v.InferOutput<typeof makingSchema>>,
  { ruleSet, claim, maker }: Pick<Context, 'ruleSet' | 'claim'> & Pick<EngagementInvoice, 'maker'>,
): Outcome<Engagement> => {
  if (isHandedIn(engagement)) return refuse('wrong_state', 'submitted');
  if (!ruleSet || !claim) return refuse('not_in_programme');
  const { invoice: id, ...rest } = body;
  const made: Making['made'] = { maker, by: actor, atMs: clock.wallMs, operation };
  const invoice = makeInvoice({ engagement, ruleSet, draft: claim.draft ?? null, id, ...rest, made });
  return isRefusal(invoice) ? invoice : done(withInvoice(engagement, invoice));
};

/**
 * 様式第5号 with one press: the visits come from the record, the number from the order in which the office takes invoices in. A
 * number that a phone shows before that is its guess. Source: FY5, 2.4.
 */
export const invoiceIssued = defineOperation({
  ...common,
  type: 'invoice-issued@1',
  label: '請求書の作成',
  by: ['expert'],
  needs: ['ruleSet', 'claim'],
  body: makingSchema,
  apply: (engagement: Engagement, operation, context) => make(engagement, operation, { ...context, maker: 'expert' }),
});

/** 仕入明細書: the office makes it in the invoice's place, where the programme does so; it counts once the expert has confirmed it. */
export const statementMade = defineOperation({
  ...common,
  type: 'statement-made@1',
  label: '仕入明細書の作成',
  by: ['staff', 'approver', 'administrator'],
  needs: ['ruleSet', 'claim'],
  body: makingSchema,
  apply: (engagement: Engagement, operation, context) =>
    context.ruleSet?.money?.buyerStatement?.value === true
      ? make(engagement, operation, { ...context, maker: 'office' })
      : refuse('not_in_programme'),
});

/** The expert confirms the office's 仕入明細書 with one press (消費税法第30条第9項第3号). Refused when its visits have changed since. */
export const statementConfirmed = defineOperation({
  ...common,
  type: 'statement-confirmed@1',
  label: '仕入明細書の確認',
  by: ['expert'],
  needs: ['ruleSet', 'claim'],
  body: v.strictObject({ invoice: partIdSchema }),
  apply: (engagement: Engagement, { body, actor, clock }, { claim }) => {
    const statement = engagement.invoices[body.invoice];
    if (statement?.maker !== 'office') return refuse('unknown_record');
    if (statement.confirmed || currentInvoice(engagement)?.id !== statement.id) return refuse('wrong_state');
    if (claim?.stands !== true) return refuse('basis_changed');
    return done(withInvoice(engagement, { ...statement, confirmed: { by: actor, atMs: clock.wallMs } }));
  },
});

/** Whoever made it takes it back before it is handed in; its number stays used. */
export const invoiceVoided = defineOperation({
  ...common,
  type: 'invoice-voided@1',
  label: '請求書の取消し',
  by: ['expert', 'staff', 'approver', 'administrator'],
  needs: [],
  body: v.strictObject({ invoice: partIdSchema, reason: filledTextSchema(500) }),
  apply: (engagement: Engagement, { body, actor, clock }) => {
    const invoice = engagement.invoices[body.invoice];
    if (!invoice) return refuse('unknown_record');
    if (invoice.by !== actor) return refuse('not_allowed');
    if (isHandedIn(engagement)) return refuse('wrong_state', 'submitted');
    if (currentInvoice(engagement)?.id !== invoice.id) return refuse('wrong_state', 'replaced');
    return done(
      withInvoice(engagement, { ...invoice, voided: { reason: body.reason, by: actor, atMs: clock.wallMs } }),
    );
  },
});
