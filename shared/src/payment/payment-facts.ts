import type { WithholdingRule } from '../money/withholding.ts';
import type { RunPayment } from './payment-run.ts';

/**
 * What the server knows of a run's invoices at the moment of a decision, from the engagements, the payees and all other runs:
 * how the payments come out now, and what stands against each invoice. A device does not hold all of it, so it decides without.
 * `stops`: what stands against the run as a whole.
 */
export type PaymentFacts = {
  readonly rule: WithholdingRule | null;
  readonly payments: readonly RunPayment[];
  readonly held: readonly { readonly invoice: string; readonly number: string; readonly codes: readonly HoldCode[] }[];
  readonly stops: readonly HoldCode[];
};

/** Why an invoice is not paid now, for the screens; each is said with its article in `payables.ts`. */
export const HOLD_CODES = [
  'no-invoice',
  'invoice-replaced',
  'invoice-changed',
  'statement-unconfirmed',
  'package',
  'late',
  'terminated',
  'finding',
  'kind-undecided',
  'non-resident',
  'no-account',
  'account-unverified',
  'account-failed',
  'account-kind',
  'account-name',
  'account-characters',
  'in-run',
  'visit-paid',
  'closed-day',
  'no-rules',
] as const;
export type HoldCode = (typeof HOLD_CODES)[number];

/** Those of which each alone would pay something twice. */
export const PAID_TWICE: readonly HoldCode[] = ['in-run', 'visit-paid'];

/** Whether two payments are the same to the yen, to the same account, for the same invoices. */
export const samePayments = (one: readonly RunPayment[], other: readonly RunPayment[]): boolean =>
  JSON.stringify(figuresOf(one)) === JSON.stringify(figuresOf(other));

/** Values alone, in one order: the keys of what was stored and of what was reckoned may stand in another. */
const figuresOf = (payments: readonly RunPayment[]) =>
  payments
    .map(({ payee, kind, account, totalYen, baseYen, withheldYen, transferYen, invoices }) => [
      payee,
      kind,
      account,
      totalYen,
      baseYen,
      withheldYen,
      transferYen,
      invoices.map((one) => [
        one.engagement,
        one.invoice,
        one.number,
        one.totalYen,
        one.taxYen,
        one.groups.map((group) => [
          group.ratePercent,
          group.qualified,
          group.number,
          group.totalYen,
          group.taxYen,
          group.taxShown,
        ]),
      ]),
    ])
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
