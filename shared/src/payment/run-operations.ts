import * as v from 'valibot';
import { filledTextSchema } from '../lib/text.ts';
import { yenSchema } from '../money/yen.ts';
import type { Context, Role } from '../operation/context.ts';
import { defineOperation, done } from '../operation/define.ts';
import { partIdSchema, SYSTEM } from '../operation/envelope.ts';
import { holdsRole } from '../operation/holds-role.ts';
import { refuse, type Refusal } from '../operation/refusals.ts';
import { dayInJapan, daySchema } from '../time/day.ts';
import { samePayments } from './payment-facts.ts';
import { type PaymentRun, type RunPayment, stateOfRun } from './payment-run.ts';

/** A body has to stay within the size of one operation. */
const MOST_PAYMENTS = 150;
const MOST_INVOICES = 300;
/** Before it no rates of withholding are known. */
const FIRST_DAY = '2025-04-01';

const groupSchema = v.strictObject({
  ratePercent: v.pipe(v.number(), v.integer(), v.minValue(0)),
  qualified: v.boolean(),
  number: v.nullable(v.pipe(v.string(), v.maxLength(20))),
  totalYen: yenSchema,
  taxYen: yenSchema,
  taxShown: v.boolean(),
});

const paymentSchema = v.strictObject({
  payee: partIdSchema,
  kind: v.picklist(['individual', 'corporation', 'nonResident', 'undecided']),
  account: partIdSchema,
  invoices: v.pipe(
    v.array(
      v.strictObject({
        engagement: partIdSchema,
        invoice: partIdSchema,
        number: filledTextSchema(200),
        totalYen: yenSchema,
        taxYen: yenSchema,
        groups: v.pipe(v.array(groupSchema), v.minLength(1), v.maxLength(20)),
      }),
    ),
    v.minLength(1),
    v.maxLength(MOST_INVOICES),
  ),
  totalYen: yenSchema,
  baseYen: v.nullable(yenSchema),
  withheldYen: yenSchema,
  transferYen: v.pipe(yenSchema, v.minValue(1)),
});

const madeBody = v.pipe(
  v.strictObject({
    programme: partIdSchema,
    transferOn: v.pipe(daySchema, v.minValue(FIRST_DAY, '振込の日が早すぎます。')),
    rule: v.strictObject({ withholds: v.boolean(), baseIncludesTax: v.boolean(), source: v.string() }),
    payments: v.pipe(v.array(paymentSchema), v.minLength(1), v.maxLength(MOST_PAYMENTS)),
  }),
  v.check(({ payments }) => unique(payments.map(({ payee }) => payee)), '同じ人への支払が二つあります。'),
  v.check(
    ({ payments }) => unique(payments.flatMap(({ invoices }) => invoices.map(({ invoice }) => invoice))),
    '同じ請求書が二度あります。',
  ),
  v.check(
    ({ payments }) =>
      payments.every(({ totalYen, withheldYen, transferYen }) => totalYen - withheldYen === transferYen),
    '振込額は、請求額から源泉徴収税額だけを引いた額です。',
  ),
);

const unique = (texts: readonly string[]): boolean => new Set(texts).size === texts.length;

const ACCOUNTING = ['accounting'] as const satisfies readonly Role[];
const CHECKERS = ['accounting', 'staff', 'approver'] as const satisfies readonly Role[];
const APPROVERS = ['approver'] as const satisfies readonly Role[];
const CANCELLERS = ['accounting', 'approver'] as const satisfies readonly Role[];

/** What the server finds against paying this now: something stands against an invoice, or an amount has become another. */
const standsAgainst = (
  payments: readonly RunPayment[],
  rule: PaymentRun['rule'],
  { payment }: Context,
): Refusal | null => {
  // On a device nobody can know all of it: the server judges.
  if (!payment) return null;
  const { stops, held } = payment;
  if (stops.length + held.length > 0)
    return refuse('payment_held', ...stops, ...held.flatMap(({ number, codes }) => [number, ...codes]));
  const now = payment.rule && [payment.rule.withholds, payment.rule.baseIncludesTax];
  if (JSON.stringify(now) !== JSON.stringify([rule.withholds, rule.baseIncludesTax])) return refuse('basis_changed');
  return samePayments(payments, payment.payments) ? null : refuse('basis_changed');
};

/** 支払案: invoices are chosen and their amounts fixed. Whoever has chosen neither checks nor approves. */
export const paymentRunMade = defineOperation({
  type: 'payment-run-made@1',
  kind: 'paymentRun',
  nature: 'intent',
  retention: 'A',
  label: '支払案の作成',
  by: ACCOUNTING,
  needs: ['payment'],
  opens: true,
  body: madeBody,
  apply: (run: PaymentRun | null, { aggregate: id, actor, clock, body }, context) => {
    if (run) return refuse('already_exists');
    if (body.transferOn < dayInJapan(clock.wallMs)) return refuse('wrong_state', 'transferOn');
    const { payments, ...rest } = body;
    const against = standsAgainst(payments, body.rule, context);
    if (against) return against;
    return done({
      id,
      ...rest,
      payments: Object.fromEntries(payments.map((payment) => [payment.payee, { ...payment, results: [] }])),
      made: { by: actor, atMs: clock.wallMs },
      checked: null,
      approved: null,
      cancelled: null,
      file: null,
      sent: null,
      closed: null,
    });
  },
});

/** 照合: a second person compares the run with the papers (F-6-1). */
export const paymentRunChecked = defineOperation({
  type: 'payment-run-checked@1',
  kind: 'paymentRun',
  nature: 'intent',
  retention: 'A',
  label: '支払案の照合',
  by: CHECKERS,
  needs: ['payment'],
  body: v.strictObject({}),
  apply: (run: PaymentRun | null, { actor, clock }, context) => {
    if (!run) return refuse('unknown_record');
    if (stateOfRun(run) !== 'made') return refuse('wrong_state', stateOfRun(run));
    if (run.made.by === actor || run.payments[actor]) return refuse('same_person');
    const against = standsAgainst(Object.values(run.payments), run.rule, context);
    return against ?? done({ ...run, checked: { by: actor, atMs: clock.wallMs } });
  },
});

/** 支出の承認, by a third person: money follows from it, so that a sign-in factor is asked for. */
export const paymentRunApproved = defineOperation({
  type: 'payment-run-approved@1',
  kind: 'paymentRun',
  nature: 'intent',
  retention: 'A',
  label: '支払の承認',
  by: APPROVERS,
  needs: ['payment'],
  body: v.strictObject({ decisionNumber: filledTextSchema(100) }),
  grave: () => true,
  apply: (run: PaymentRun | null, { actor, clock, body }, context) => {
    if (!run) return refuse('unknown_record');
    if (stateOfRun(run) !== 'checked') return refuse('wrong_state', stateOfRun(run));
    if (run.transferOn < dayInJapan(clock.wallMs)) return refuse('wrong_state', 'transferOn');
    if ([run.made.by, run.checked?.by].includes(actor) || run.payments[actor]) return refuse('same_person');
    const against = standsAgainst(Object.values(run.payments), run.rule, context);
    return against ?? done({ ...run, approved: { ...body, by: actor, atMs: clock.wallMs } });
  },
});

/**
 * The run is given up, and its invoices can be paid in another one. Once there is a file only an approver does it, who says that the
 * bank does not have it; once it was sent nobody does: what came back is a result.
 */
export const paymentRunCancelled = defineOperation({
  type: 'payment-run-cancelled@1',
  kind: 'paymentRun',
  nature: 'intent',
  retention: 'A',
  label: '支払案の取消し',
  by: CANCELLERS,
  needs: [],
  body: v.strictObject({ reason: filledTextSchema(500), bankHasNoFile: v.boolean() }),
  grave: (run: PaymentRun | null) => Boolean(run?.file),
  apply: (run: PaymentRun | null, { actor, clock, body: { reason, bankHasNoFile } }, { roles }) => {
    if (!run) return refuse('unknown_record');
    if (run.file && actor !== SYSTEM && !holdsRole(roles, APPROVERS, run.programme)) return refuse('not_allowed');
    const state = stateOfRun(run);
    if (state === 'sent' || state === 'closed' || state === 'cancelled') return refuse('wrong_state', state);
    if (run.file && !bankHasNoFile) return refuse('wrong_state', 'file');
    return done({ ...run, cancelled: { reason, by: actor, atMs: clock.wallMs } });
  },
});
