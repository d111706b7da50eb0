import { reckonInvoice } from '@banso/shared/money/invoice.ts';
import type { InvoiceLine, Issuer } from '@banso/shared/money/invoice-line.ts';
import { issueInvoice, type Numbering } from '@banso/shared/money/invoice-number.ts';
import { earnedBy, penaltyCandidates } from '@banso/shared/money/penalty.ts';
import { type Settlement, settle, type SettlementFacts } from '@banso/shared/money/settlement.ts';
import type { Trip } from '@banso/shared/money/travel.ts';
import { type PayeeKind, withholdFrom } from '@banso/shared/money/withholding.ts';
import { judgeWrittenTax } from '@banso/shared/money/written-tax.ts';
import { RULE_SET_SEEDS } from '@banso/shared/programmes/index.ts';
import { type RuleSet, ruleSetSchema } from '@banso/shared/rules/rule-set.ts';
import { type EndGiven, FIVE_VISITS, settlementGiven, type VisitGiven, visitFactsOf } from '../fixtures/settlement.ts';
import type { CaseKind, Fields } from './case.ts';

// What a case gives is taken at its word here: the functions it goes to throw or refuse where a figure is wrong, and the fields'
// names were checked before.
type SettlementCase = {
  readonly programme?: string;
  readonly rules?: Partial<RuleSet>;
  readonly money?: Fields;
  readonly visits?: readonly VisitGiven[];
  readonly actualFareWanted?: boolean;
  readonly elsewhere?: NonNullable<Parameters<typeof visitFactsOf>[1]>['elsewhere'];
  readonly trips?: Readonly<Record<string, Trip>>;
  readonly everyTrip?: Trip;
  readonly issuer?: Partial<Issuer>;
  readonly payee?: SettlementFacts['payee'];
  readonly filing?: SettlementFacts['filing'];
  readonly ended?: EndGiven;
  readonly paidOn?: string;
  readonly taxRates?: SettlementFacts['taxRates'];
  readonly writtenTaxYen?: number;
  readonly issue?: Numbering & {
    readonly issuedOn: string;
    readonly corrects: { number: string; what: string } | null;
  };
};

/** One engagement from its visits to the transfer. */
export const settlement: CaseKind = {
  given: [
    'programme',
    'rules',
    'money',
    'visits',
    'actualFareWanted',
    'elsewhere',
    'trips',
    'everyTrip',
    'issuer',
    'payee',
    'filing',
    'ended',
    'paidOn',
    'taxRates',
    'writtenTaxYen',
    'issue',
  ],
  work: (fields) => {
    const given = fields as SettlementCase;
    const { ruleSet, refused } = ruleSetFor(given);
    const facts = factsFor(given, ruleSet);
    const settled = settle(facts);
    return { ...figuresOf(settled), ...aroundIt(given, facts, settled), settingsRefused: refused };
  },
};

/** The rule set with the case's own settings; where the schema refuses these it is the programme's own. */
const ruleSetFor = ({ programme = 'fukuoka-r7', rules, money }: SettlementCase) => {
  const seed = RULE_SET_SEEDS.find(({ id }) => id === programme);
  if (!seed) throw new Error(`unknown programme ${programme}`);
  const asked = { ...seed, ...rules, money: { ...seed.money, ...money } };
  const judged = ruleSetSchema['~standard'].validate(asked);
  if (judged instanceof Promise) throw new Error('the schema of rule sets asks nobody');
  return judged.issues ? { ruleSet: seed, refused: true } : { ruleSet: asked as RuleSet, refused: false };
};

const factsFor = (given: SettlementCase, ruleSet: RuleSet): SettlementFacts => {
  const { visits = FIVE_VISITS, actualFareWanted = false, elsewhere = [], ended, trips = {}, everyTrip } = given;
  const tripOf = (number: number) => trips[number] ?? everyTrip;
  const usual = settlementGiven({
    ruleSet,
    facts: visitFactsOf(visits, { ...(ended && { ended }), actualFareWanted, elsewhere }),
  });
  return {
    ...usual,
    trips: Object.fromEntries(
      visits.flatMap(({ number }) => {
        const trip = tripOf(number);
        return trip ? [[`visit-${number}`, trip]] : [];
      }),
    ),
    issuer: { ...usual.issuer, ...given.issuer },
    payee: given.payee ?? usual.payee,
    filing: given.filing ?? usual.filing,
    paidOn: given.paidOn ?? usual.paidOn,
    ...(given.taxRates ? { taxRates: given.taxRates } : {}),
  };
};

const figuresOf = ({ state, claims, invoice, payment: paid, holds, notes }: Settlement): Fields => ({
  state,
  visits: claims.map((claim) => claim.state),
  articles: [
    ...new Set(claims.flatMap(({ why, note }) => [...why, ...(note ? [note] : [])]).map(({ article }) => article)),
  ],
  paidVisits: claims.filter((claim) => claim.state !== 'notPayable').length,
  feeYen: invoice?.feeYen ?? 0,
  travelYen: invoice?.travelYen ?? 0,
  totalYen: invoice?.totalYen ?? 0,
  taxYen: invoice?.taxYen ?? 0,
  taxOfGroups: invoice?.groups.map(({ ratePercent, qualified, taxYen }) => ({ ratePercent, qualified, taxYen })) ?? [],
  numbers: [...new Set(invoice?.groups.map(({ number }) => number))],
  deductibleYen: invoice?.deductions.map(({ deductibleYen }) => deductibleYen) ?? [],
  baseYen: paid ? paid.baseYen : 0,
  withheldYen: paid?.withheldYen ?? 0,
  transferYen: paid?.transferYen ?? 0,
  holds: holds.map(({ what }) => what),
  notes: notes.map(({ what }) => what),
});

const aroundIt = ({ writtenTaxYen, issue }: SettlementCase, facts: SettlementFacts, settled: Settlement): Fields => {
  const { invoice, claims } = settled;
  const served = claims.flatMap(({ visit }) => (visit.time ? [visit.time.on] : []));
  const lines: readonly InvoiceLine[] = claims.flatMap(({ visit, travel }) => [
    { kind: 'fee', what: '謝金', servedOn: visit.time?.on ?? '', yen: facts.ruleSet.money?.fee?.value ?? 0 } as const,
    { kind: 'travel', what: '旅費', servedOn: visit.time?.on ?? '', yen: travel?.yen ?? 0 } as const,
  ]);
  const sentBack =
    invoice && writtenTaxYen !== undefined
      ? judgeWrittenTax(writtenTaxYen, { lines, invoice, rounding: facts.issuer.rounding })
      : null;
  const issued =
    invoice && issue ? issueInvoice(issue, { ...issue, invoice, lastServedOn: served.toSorted().at(-1) ?? '' }) : null;
  const { money } = facts.ruleSet;
  return {
    sentBack: sentBack?.what ?? null,
    number: issued && 'number' in issued ? issued.number : null,
    corrects: issued && 'number' in issued ? (issued.corrects?.number ?? null) : null,
    notIssued: issued && 'code' in issued ? issued.code : null,
    penaltyYen:
      (money &&
        penaltyCandidates(money, {
          earned: earnedBy(claims, money, () => true),
          mostVisits: facts.ruleSet.numberOfVisits?.value ?? 0,
        })?.map(({ yen }) => yen)) ??
      null,
  };
};

type PaymentCase = {
  readonly payee: PayeeKind;
  readonly paidOn: string;
  readonly withholds?: boolean;
  readonly baseIncludesTax?: boolean;
  readonly issuer?: Partial<Issuer>;
  readonly invoices: readonly {
    readonly copies: number;
    readonly lines: readonly (Omit<InvoiceLine, 'what'> & { readonly copies: number })[];
  }[];
};

/** Invoices of one payee, transferred at once. */
export const payment: CaseKind = {
  given: ['payee', 'paidOn', 'withholds', 'baseIncludesTax', 'issuer', 'invoices'],
  work: (fields) => {
    const { payee, paidOn, withholds = true, baseIncludesTax = false, issuer, invoices: given } = fields as PaymentCase;
    const invoices = given.flatMap(({ copies, lines }) => {
      const all = lines.flatMap(({ copies: times, ...line }) =>
        Array.from({ length: times }, () => ({ ...line, what: '謝金' })),
      );
      const invoice = reckonInvoice(all, { ...settlementGiven().issuer, ...issuer });
      if (!invoice) throw new Error('an invoice of zero yen');
      return Array.from({ length: copies }, () => invoice);
    });
    const sum = (of: (one: (typeof invoices)[number]) => number) => invoices.reduce((total, one) => total + of(one), 0);
    const rule = { withholds, baseIncludesTax, source: '事業の設定' };
    const { held, why: _why, ...paid } = withholdFrom({ payee, paidOn, invoices }, rule);
    return {
      ...paid,
      held: held !== null,
      feeYen: sum(({ feeYen }) => feeYen),
      travelYen: sum(({ travelYen }) => travelYen),
      taxYen: sum(({ taxYen }) => taxYen),
      each: invoices.reduce(
        (total, one) => total + withholdFrom({ payee, paidOn, invoices: [one] }, rule).withheldYen,
        0,
      ),
    };
  },
};
