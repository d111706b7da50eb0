import { payeeOfInvoice } from '../claim/payee-of-invoice.ts';
import { paymentStops } from '../engagement/contract-paper.ts';
import type { Engagement } from '../engagement/engagement.ts';
import type { PaymentDecision } from '../engagement/final-package.ts';
import type { EngagementInvoice } from '../engagement/engagement-invoice.ts';
import type { Visit } from '../engagement/visit.ts';
import { payBy } from '../money/deadline.ts';
import type { PayeeKind } from '../money/withholding.ts';
import { type AccountFinding, findingsOfPayee } from '../payee/account-findings.ts';
import { type AccountVersion, kindOf, newestAccount, type Payee } from '../payee/payee.ts';
import { type RegistrationNote, registrationNotes } from '../payee/registration-lookup.ts';
import { type Programme, ruleSetOn } from '../programme/programme.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { Day } from '../time/day.ts';
import { type Hold, HOLDS } from './holds.ts';
import type { HoldCode } from './payment-facts.ts';
import { lastResult, type KeptPayment, paymentOf, type PaymentRun } from './payment-run.ts';

/**
 * What is known of one engagement when somebody asks what may be paid. `runs`: all that speak of it or of its payee. `stops`: whether
 * a finding stops the payment of a visit; only where everything is known that findings look at (the server), else absent.
 */
export type PayableGiven = {
  readonly id: string;
  readonly engagement: Engagement;
  readonly programme: Programme;
  readonly payeeOf: (person: string) => Payee | null;
  /** Null where the person's record is not at hand. */
  readonly nameOf: (person: string) => string | null;
  readonly runs: readonly PaymentRun[];
  readonly stops?: (visit: Visit) => boolean;
  /** Whether an invoice still prints what its visits say; only where `stops` is. */
  readonly stands?: (invoice: EngagementInvoice) => boolean;
};

/** One visit on an invoice with the last day on which it is paid in time. */
export type PayableVisit = {
  readonly visit: string;
  readonly number: number | null;
  readonly on: Day;
  readonly payBy: Day;
};

/** Where an invoice's payment is. */
export type PayableWhere = { readonly run: PaymentRun; readonly payment: KeptPayment };

/** One invoice that somebody is to be paid for: whom, how much, what stands against it, and which run has it. */
export type Payable = {
  readonly engagement: string;
  readonly company: string;
  readonly contractNumber: string;
  readonly invoice: EngagementInvoice;
  readonly payee: string;
  readonly kind: PayeeKind;
  readonly account: AccountVersion | null;
  readonly visits: readonly PayableVisit[];
  /** What stands against paying it now; empty: it may be paid. */
  readonly holds: readonly Hold[];
  /** What accounting should know before it pays; stops nothing. */
  readonly notes: readonly RegistrationNote[];
  readonly where: PayableWhere | null;
};

/**
 * The invoices of an engagement that were not taken back or replaced, and those that a run holds all the same; each with everything
 * that stands against it, and the article of each. Source: F-6-1, FK-6-1, requirements 2.1, section 0 items 5 and 7.
 */
export const payablesOf = (given: PayableGiven): readonly Payable[] => {
  const { engagement, programme, runs } = given;
  const { core } = engagement;
  // Without a contract nothing is paid (F-6-1).
  const ruleSet = core?.contract ? ruleSetOn(programme, core.contract.concludedOn) : null;
  if (!core || !ruleSet?.money) return [];
  return Object.values(engagement.invoices)
    .filter((invoice) => isLive(engagement, invoice) || runs.some((run) => paymentOf(run, invoice.id)))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((invoice) => payableOf(given, { invoice, ruleSet, core }));
};

const payableOf = (
  given: PayableGiven,
  {
    invoice,
    ruleSet,
    core,
  }: {
    readonly invoice: EngagementInvoice;
    readonly ruleSet: RuleSet;
    readonly core: NonNullable<Engagement['core']>;
  },
): Payable => {
  const { engagement, runs, nameOf } = given;
  const payee = payeeOfInvoice(engagement, invoice);
  const known = given.payeeOf(payee);
  const kind = known ? kindOf(known) : 'undecided';
  const account = known && newestAccount(known);
  const where = whereOf(runs, invoice.id);
  const visits = invoice.visits.flatMap(({ visit: id }): readonly PayableVisit[] => {
    const visit = engagement.visits[id];
    if (!visit?.time || !ruleSet.money) return [];
    return [
      { visit: id, number: visit.number, on: visit.time.on, payBy: payBy(visit.time.on, ruleSet.money.payWithin) },
    ];
  });
  return {
    engagement: given.id,
    company: core.company,
    contractNumber: core.contract?.number ?? '',
    invoice,
    payee,
    kind,
    account,
    visits,
    holds: [
      ...ofInvoice(given, invoice),
      ...ofPackage(engagement, invoice, ruleSet),
      ...ofContract(engagement, payee),
      ...ofFindings(given, invoice),
      ...ofPayee(known, { payee, nameOf, runs }),
      ...ofRuns(given, { invoice, where }),
    ],
    notes: registrationNotes(
      known,
      visits
        .map(({ on }) => on)
        .toSorted()
        .at(-1) ?? null,
    ),
    where,
  };
};

const isLive = ({ invoices }: Engagement, { number, voided }: EngagementInvoice): boolean =>
  voided === null &&
  !Object.values(invoices).some((other) => other.voided === null && other.replaces?.number === number);

const whereOf = (runs: readonly PaymentRun[], invoice: string): PayableWhere | null => {
  for (const run of runs) {
    const payment = paymentOf(run, invoice);
    if (payment) return { run, payment };
  }
  return null;
};

const ofInvoice = ({ engagement, stands }: PayableGiven, invoice: EngagementInvoice): readonly Hold[] => [
  ...(isLive(engagement, invoice) && stands && !stands(invoice) ? [HOLDS['invoice-changed']] : []),
  ...(isLive(engagement, invoice) ? [] : [HOLDS['invoice-replaced']]),
  // A statement that the buyer made is an invoice once the seller has confirmed it.
  ...(invoice.maker === 'office' && invoice.confirmed === null ? [HOLDS['statement-unconfirmed']] : []),
];

/** F-6-1: paid after the check of everything handed in at the end; where partial payment is allowed, an invoice may come before. */
const ofPackage = (
  { finalPackage }: Engagement,
  invoice: EngagementInvoice,
  { money, programmeEndsOn }: RuleSet,
): readonly Hold[] => {
  const inPackage = finalPackage?.invoice === invoice.id;
  if (!inPackage) return money?.partialPayment.value ? [] : [HOLDS.package];
  const decided = finalPackage.submittedOn <= programmeEndsOn.value || finalPackage.lateDecision?.pays === true;
  return [
    ...(finalPackage.state === 'approved' ? [] : [HOLDS.package]),
    ...(decided ? [] : [{ ...HOLDS.late, article: programmeEndsOn.source }]),
  ];
};

/** C29: after a cancellation because of organized crime (契約書第11条) nothing is paid by itself; what is due, the office decides. */
const ofContract = (engagement: Engagement, payee: string): readonly Hold[] => {
  const unpaid = paymentStops(engagement, payee).filter(({ payment }) => payment?.pays !== true);
  if (unpaid.length === 0) return [];
  const [refused] = unpaid.flatMap(({ payment }) => payment ?? []);
  return [refused ? { ...HOLDS.terminated, what: notPaid(refused), mend: NOT_PAID } : HOLDS.terminated];
};

const notPaid = ({ decisionNumber, reason }: PaymentDecision): string =>
  `暴力団等の排除による解除の後、支払わないと決定しています（決裁番号 ${decisionNumber}）。理由：${reason}`;
const NOT_PAID = 'この請求書を、支払案から外してください。';

const ofFindings = ({ engagement, stops }: PayableGiven, { visits }: EngagementInvoice): readonly Hold[] =>
  stops && visits.some(({ visit }) => !engagement.visits[visit] || stops(engagement.visits[visit]))
    ? [HOLDS.finding]
    : [];

const ofPayee = (
  known: Payee | null,
  { payee, nameOf, runs }: { readonly payee: string } & Pick<PayableGiven, 'nameOf' | 'runs'>,
): readonly Hold[] => {
  const account = known && newestAccount(known);
  const failed =
    account !== null &&
    runs.some((run) => {
      const payment = run.payments[payee];
      return payment?.account === account.id && lastResult(payment)?.outcome === 'failed';
    });
  const name = nameOf(payee);
  const findings = findingsOfPayee(known, name === null ? null : { name });
  return [
    ...(failed ? [HOLDS['account-failed']] : []),
    // What the bank said of it is why it was sent back: said once.
    ...findings
      .filter(({ code }) => !(failed && code === 'sent-back'))
      .map(
        ({ code, label, reason, mend, source }): Hold => ({
          code: HOLD_OF_ACCOUNT[code],
          what: `${label}：${reason}`,
          mend,
          article: source,
        }),
      ),
  ];
};

const HOLD_OF_ACCOUNT: Readonly<Record<AccountFinding['code'], HoldCode>> = {
  'kind-undecided': 'kind-undecided',
  'non-resident': 'non-resident',
  'no-account': 'no-account',
  'not-verified': 'account-unverified',
  'sent-back': 'account-unverified',
  'kind-differs': 'account-kind',
  'holder-differs': 'account-name',
  'holder-spacing': 'account-name',
  'holder-trade-name': 'account-name',
  'name-differs': 'account-name',
  'bank-by-hand': 'account-name',
};

/** Nothing is paid twice: not the invoice, and no visit on another invoice either, such as the one that this one corrects. */
const ofRuns = (
  { engagement, runs }: PayableGiven,
  { invoice, where }: { readonly invoice: EngagementInvoice; readonly where: PayableWhere | null },
): readonly Hold[] => {
  if (where) return [HOLDS['in-run']];
  const visits = new Set(invoice.visits.map(({ visit }) => visit));
  const paid = Object.values(engagement.invoices).some(
    (other) =>
      other.id !== invoice.id &&
      other.visits.some(({ visit }) => visits.has(visit)) &&
      whereOf(runs, other.id) !== null,
  );
  return paid ? [HOLDS['visit-paid']] : [];
};
