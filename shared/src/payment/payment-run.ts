import type { TaxGroup } from '../money/invoice.ts';
import type { PayeeKind, WithholdingRule } from '../money/withholding.ts';
import type { PartsOfKind } from '../operation/parts.ts';
import type { Day } from '../time/day.ts';

type Deed = { readonly by: string; readonly atMs: number };

/** An invoice that is paid, with the amounts on which the withholding rests. */
export type PaidInvoice = {
  readonly engagement: string;
  readonly invoice: string;
  readonly number: string;
  readonly totalYen: number;
  readonly taxYen: number;
  readonly groups: readonly TaxGroup[];
};

/**
 * What one person is paid in one run: one payment, however many invoices, for the step at 1,000,000 yen is that of the payment
 * (C25). The transfer is the whole less the withholding; there is no field for a fee, so none can be taken off (C36).
 */
export type RunPayment = {
  readonly payee: string;
  readonly kind: PayeeKind;
  /** The version of the account that was verified when the run was made. */
  readonly account: string;
  readonly invoices: readonly PaidInvoice[];
  readonly totalYen: number;
  /** Null where nothing is subject to withholding. */
  readonly baseYen: number | null;
  readonly withheldYen: number;
  readonly transferYen: number;
};

/** What the bank said of one transfer; `reason` is the bank's for what did not arrive (振込不能, 組戻し), else blank. */
export type PaymentResult = Deed & {
  readonly outcome: 'paid' | 'failed';
  readonly on: Day;
  readonly reason: string;
};

/** A payment with what became of it, newest last: a transfer that arrived may still come back days later. */
export type KeptPayment = RunPayment & { readonly results: readonly PaymentResult[] };

/**
 * 支払: invoices chosen, checked by a second and approved by a third person, given to the bank as one file, and what became of each
 * transfer. Amounts are fixed when it is made; nothing in it changes them afterwards. Source: F-6-1, requirements 4.
 */
export type PaymentRun = {
  readonly id: string;
  readonly programme: string;
  readonly transferOn: Day;
  /** How the programme withheld on that day: with it every amount can be reckoned again, step by step. */
  readonly rule: WithholdingRule;
  /** By payee. */
  readonly payments: Readonly<Record<string, KeptPayment>>;
  readonly made: Deed;
  readonly checked: Deed | null;
  readonly approved: (Deed & { readonly decisionNumber: string }) | null;
  readonly cancelled: (Deed & { readonly reason: string }) | null;
  /** The one file there is; its bytes lie sealed on the server. */
  readonly file: (Deed & { readonly sha256: string; readonly count: number; readonly totalYen: number }) | null;
  /** Given to the bank, on this day. */
  readonly sent: (Deed & { readonly on: Day; readonly sha256: string }) | null;
  readonly closed: Deed | null;
};

/** Where a run stands: what was done last. */
export const RUN_STATES = ['made', 'checked', 'approved', 'file', 'sent', 'closed', 'cancelled'] as const;
export type RunState = (typeof RUN_STATES)[number];

export const stateOfRun = (run: PaymentRun): RunState => {
  if (run.cancelled) return 'cancelled';
  if (run.closed) return 'closed';
  if (run.sent) return 'sent';
  if (run.file) return 'file';
  if (run.approved) return 'approved';
  return run.checked ? 'checked' : 'made';
};

export const lastResult = ({ results }: Pick<KeptPayment, 'results'>): PaymentResult | null => results.at(-1) ?? null;

/** Whether a payment still holds its invoices: neither given up with its run nor come back from the bank. */
export const holdsInvoices = ({ cancelled }: PaymentRun, payment: KeptPayment): boolean =>
  cancelled === null && lastResult(payment)?.outcome !== 'failed';

/** The payment in this run that holds the invoice; null when none does. */
export const paymentOf = (run: PaymentRun, invoice: string): KeptPayment | null =>
  Object.values(run.payments).find(
    (payment) => holdsInvoices(run, payment) && payment.invoices.some((one) => one.invoice === invoice),
  ) ?? null;

/** The engagements whose invoices are paid. */
export const engagementsIn = (payments: readonly Pick<RunPayment, 'invoices'>[]): readonly string[] => [
  ...new Set(payments.flatMap(({ invoices }) => invoices.map(({ engagement }) => engagement))),
];

const CORE = 'core';
const FILE = 'file';
const PAYMENT = 'payment/';

/** The part that holds what one person is paid: the person's own notice, and nobody else's of the same run. */
export const paymentPart = (payee: string): `payment/${string}` => `${PAYMENT}${payee}`;

/** Parts: `core`, `file` (its sum is no payee's to know) and `payment/<payee>`, all of class A. */
export const paymentRunParts: PartsOfKind<PaymentRun | null> = {
  empty: null,
  toParts: (run) => {
    if (run === null) return [];
    const { payments, file, ...core } = run;
    return [
      { part: CORE, retention: 'A', body: JSON.stringify(core) },
      ...(file ? [{ part: FILE, retention: 'A', body: JSON.stringify(file) } as const] : []),
      ...Object.values(payments).map(
        (payment) => ({ part: paymentPart(payment.payee), retention: 'A', body: JSON.stringify(payment) }) as const,
      ),
    ];
  },
  fromParts: (parts) => {
    const textOf = (name: string) => parts.find(({ part }) => part === name)?.body;
    const [core, file] = [textOf(CORE), textOf(FILE)];
    if (core === undefined) return null;
    // The texts were written by toParts; their shapes are those of their names.
    const payments = parts
      .filter(({ part }) => part.startsWith(PAYMENT))
      .map(({ body }) => JSON.parse(body) as KeptPayment);
    return {
      ...(JSON.parse(core) as Omit<PaymentRun, 'payments' | 'file'>),
      file: file === undefined ? null : (JSON.parse(file) as PaymentRun['file']),
      payments: Object.fromEntries(payments.map((payment) => [payment.payee, payment])),
    };
  },
};
