import * as v from 'valibot';
import { textSchema } from '../lib/text.ts';
import { yenSchema } from '../money/yen.ts';
import type { Context, Role } from '../operation/context.ts';
import { defineOperation, done, type Outcome } from '../operation/define.ts';
import { type Operation, partIdSchema } from '../operation/envelope.ts';
import { refuse } from '../operation/refusals.ts';
import { dayInJapan, daySchema } from '../time/day.ts';
import { wareki } from '../time/wareki.ts';
import { PAID_TWICE } from './payment-facts.ts';
import { lastResult, type PaymentRun, stateOfRun } from './payment-run.ts';

const ACCOUNTING = ['accounting'] as const satisfies readonly Role[];

const sha256Schema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** The bank's file was made, once: written by the server, which keeps its bytes. `by`: who asked for it. */
export const paymentFileMade = defineOperation({
  type: 'payment-file-made@1',
  kind: 'paymentRun',
  nature: 'fact',
  retention: 'A',
  label: '振込データの作成',
  by: [],
  needs: ['payment'],
  body: v.strictObject({
    by: partIdSchema,
    sha256: sha256Schema,
    count: v.pipe(v.number(), v.integer(), v.minValue(1)),
    totalYen: yenSchema,
  }),
  apply: (run: PaymentRun | null, { clock, body }, { payment }) => {
    if (!run) return refuse('unknown_record');
    if (stateOfRun(run) !== 'approved') return refuse('wrong_state', stateOfRun(run));
    if (payment && payment.held.length > 0) return refuse('payment_held');
    return done({ ...run, file: { ...body, atMs: clock.wallMs } });
  },
});

/**
 * The file was given to the bank. Also where the file's own record is missing after a restore: what the bank has must never look
 * as if it could be made again.
 */
export const paymentRunSent = defineOperation({
  type: 'payment-run-sent@1',
  kind: 'paymentRun',
  nature: 'intent',
  retention: 'A',
  label: '銀行への送信',
  by: ACCOUNTING,
  needs: [],
  body: v.strictObject({ on: daySchema, sha256: sha256Schema }),
  apply: (run: PaymentRun | null, { actor, clock, body }) => {
    if (!run) return refuse('unknown_record');
    const state = stateOfRun(run);
    if (state !== 'file' && state !== 'approved') return refuse('wrong_state', state);
    if (run.file && run.file.sha256 !== body.sha256) return refuse('basis_changed');
    if (body.on > dayInJapan(clock.wallMs)) return refuse('wrong_state', 'on');
    return done({ ...run, sent: { ...body, by: actor, atMs: clock.wallMs } });
  },
});

const resultSchema = v.pipe(
  v.strictObject({
    payee: partIdSchema,
    outcome: v.picklist(['paid', 'failed']),
    on: daySchema,
    /** The bank's words for what did not arrive. */
    reason: textSchema(200),
  }),
  v.check(({ outcome, reason }) => outcome === 'paid' || reason.trim() !== '', '振込不能の理由を入力してください。'),
);

const ofResults = {
  kind: 'paymentRun',
  nature: 'intent',
  retention: 'A',
  label: '振込結果の記録',
  by: ACCOUNTING,
  needs: ['payment'],
  body: v.strictObject({ results: v.pipe(v.array(resultSchema), v.minLength(1), v.maxLength(150)) }),
} as const;
type Results = { readonly results: readonly v.InferOutput<typeof resultSchema>[] };

/** Before `payment-results-recorded@2`: a transfer could be said to have arrived before its day. */
export const paymentResultsRecordedAnyDay = defineOperation({
  ...ofResults,
  type: 'payment-results-recorded@1',
  apply: (run: PaymentRun | null, operation, context) => withResults(run, operation, context),
});

/**
 * What the bank said, payment by payment. What came back frees its invoices: they are paid again in another run, to another
 * version of the account. Refused: a payment as arrived before the day of the transfer, for a bank sends no money earlier (what
 * cannot be paid it may say at once), or one whose invoices another run has taken up since.
 */
export const paymentResultsRecorded = defineOperation({
  ...ofResults,
  type: 'payment-results-recorded@2',
  apply: (run: PaymentRun | null, operation, context) => {
    const early = operation.body.results.some(({ outcome, on }) => run && outcome === 'paid' && on < run.transferOn);
    return run && early ? refuse('before_transfer', wareki(run.transferOn)) : withResults(run, operation, context);
  },
});

const withResults = (
  run: PaymentRun | null,
  { actor, clock, body: { results } }: Operation<Results>,
  context: Context,
): Outcome<PaymentRun | null> => {
  if (!run) return refuse('unknown_record');
  if (!run.sent) return refuse('wrong_state', stateOfRun(run));
  const today = dayInJapan(clock.wallMs);
  let payments = run.payments;
  for (const { payee, ...result } of results) {
    const payment = payments[payee];
    if (!payment) return refuse('unknown_record', payee);
    if (result.on > today || result.on < run.sent.on) return refuse('wrong_state', 'on');
    const last = lastResult(payment);
    if (last?.outcome === result.outcome && last.on === result.on) continue;
    const taken = context.payment?.held.filter(
      ({ invoice, codes }) =>
        payment.invoices.some((one) => one.invoice === invoice) && codes.some((code) => PAID_TWICE.includes(code)),
    );
    if (last?.outcome === 'failed' && result.outcome === 'paid' && taken && taken.length > 0)
      return refuse('payment_held', ...taken.map(({ number }) => number));
    const kept = { ...result, by: actor, atMs: clock.wallMs };
    payments = { ...payments, [payee]: { ...payment, results: [...payment.results, kept] } };
  }
  return done({ ...run, payments });
};

/** The run is over: every payment has a result. */
export const paymentRunClosed = defineOperation({
  type: 'payment-run-closed@1',
  kind: 'paymentRun',
  nature: 'intent',
  retention: 'A',
  label: '支払の完了',
  by: ACCOUNTING,
  needs: [],
  body: v.strictObject({}),
  apply: (run: PaymentRun | null, { actor, clock }) => {
    if (!run) return refuse('unknown_record');
    if (stateOfRun(run) !== 'sent') return refuse('wrong_state', stateOfRun(run));
    const open = Object.values(run.payments).filter((payment) => lastResult(payment) === null);
    if (open.length > 0) return refuse('wrong_state', 'results');
    return done({ ...run, closed: { by: actor, atMs: clock.wallMs } });
  },
});
