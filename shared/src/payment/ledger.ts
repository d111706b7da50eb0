import type { Engagement } from '../engagement/engagement.ts';
import { foldForSearch } from '../lib/search-text.ts';
import { sumYen } from '../money/yen.ts';
import { type Programme, ruleSetOf } from '../programme/programme.ts';
import { budgetOn } from '../programme/payer-account.ts';
import type { Day } from '../time/day.ts';
import { clocksOf } from './clocks.ts';
import { type KeptPayment, lastResult, type PaymentRun } from './payment-run.ts';

/** What the ledgers of a programme are made from. */
export type LedgerGiven = {
  readonly programme: Programme;
  readonly engagements: readonly { readonly id: string; readonly engagement: Engagement; readonly company: string }[];
  readonly runs: readonly PaymentRun[];
  readonly nameOf: (person: string) => string;
};

/** Papers of electronic trading that the law wants to be found: invoices, the office's statements, payment notices. */
export type DocumentKind = 'invoice' | 'statement' | 'notice';

/** One of them. `on`: the day of the transaction; `history`: what was corrected or taken back, and by which paper. */
export type LedgerDocument = {
  readonly key: string;
  readonly kind: DocumentKind;
  readonly number: string;
  readonly on: Day;
  readonly party: string;
  readonly yen: number;
  readonly company: string;
  readonly history: readonly string[];
  /** Where it can be opened; null where its paper is that of the engagement. */
  readonly notice: { readonly run: string; readonly payee: string } | null;
};

/** All of them, the newest first. Nothing is left out: what was replaced or taken back stays, and says so. */
export const documentsOf = ({ engagements, runs, nameOf }: LedgerGiven): readonly LedgerDocument[] =>
  [
    ...engagements.flatMap(({ engagement, company }) =>
      Object.values(engagement.invoices).map((invoice): LedgerDocument => {
        const after = Object.values(engagement.invoices).find(
          ({ replaces, voided }) => voided === null && replaces?.number === invoice.number,
        );
        return {
          key: invoice.id,
          kind: invoice.maker === 'office' ? 'statement' : 'invoice',
          number: invoice.number,
          on: invoice.on,
          party: invoice.issuer.name,
          yen: invoice.invoice.totalYen,
          company,
          history: [
            ...(invoice.replaces ? [`${invoice.replaces.number}を訂正（${invoice.replaces.what}）`] : []),
            ...(after ? [`${after.number}に訂正された`] : []),
            ...(invoice.voided ? [`取消し（${invoice.voided.reason}）`] : []),
          ],
          notice: null,
        };
      }),
    ),
    ...runs.flatMap((run) =>
      run.sent
        ? Object.values(run.payments).map((payment): LedgerDocument => {
            const result = lastResult(payment);
            return {
              key: `${run.id}/${payment.payee}`,
              kind: 'notice',
              number: payment.invoices.map(({ number }) => number).join('、'),
              on: run.transferOn,
              party: nameOf(payment.payee),
              yen: payment.transferYen,
              company: '',
              history: result?.outcome === 'failed' ? [`${result.on}に銀行から戻った（${result.reason}）`] : [],
              notice: { run: run.id, payee: payment.payee },
            };
          })
        : [],
    ),
  ].toSorted((a, b) => (a.on > b.on ? -1 : a.on < b.on ? 1 : a.key < b.key ? -1 : 1));

/** What is looked for; null: any. Days and amounts are ranges, ends included; the party is part of a name. */
export type LedgerSearch = {
  readonly from: Day | null;
  readonly to: Day | null;
  readonly atLeastYen: number | null;
  readonly atMostYen: number | null;
  readonly party: string;
  readonly kind: DocumentKind | null;
};

/** 電子帳簿保存法: by day, amount and party, in ranges and any of them together (規則第4条第1項). */
export const findDocuments = (
  documents: readonly LedgerDocument[],
  { from, to, atLeastYen, atMostYen, party, kind }: LedgerSearch,
): readonly LedgerDocument[] => {
  const wanted = foldForSearch(party);
  return documents.filter(
    (one) =>
      (from === null || from <= one.on) &&
      (to === null || one.on <= to) &&
      (atLeastYen === null || atLeastYen <= one.yen) &&
      (atMostYen === null || one.yen <= atMostYen) &&
      (kind === null || one.kind === kind) &&
      (wanted === '' || foldForSearch(one.party).includes(wanted)),
  );
};

/** What the bank has and did not send back. */
const givenOut = (
  runs: readonly PaymentRun[],
): readonly { readonly run: PaymentRun; readonly payment: KeptPayment }[] =>
  runs.flatMap((run) =>
    run.sent
      ? Object.values(run.payments)
          .filter((payment) => lastResult(payment)?.outcome !== 'failed')
          .map((payment) => ({ run, payment }))
      : [],
  );

/** What one person was paid. */
export type PayeeTotal = {
  readonly payee: string;
  readonly name: string;
  readonly payments: number;
  readonly invoices: number;
  readonly totalYen: number;
  readonly withheldYen: number;
  readonly transferYen: number;
};

export const totalsByPayee = ({ runs, nameOf }: Pick<LedgerGiven, 'runs' | 'nameOf'>): readonly PayeeTotal[] => {
  const given = givenOut(runs).map(({ payment }) => payment);
  return [...new Set(given.map(({ payee }) => payee))]
    .map((payee): PayeeTotal => {
      const own = given.filter((payment) => payment.payee === payee);
      return {
        payee,
        name: nameOf(payee),
        payments: own.length,
        invoices: sumYen(own.map(({ invoices }) => invoices.length)),
        totalYen: sumYen(own.map(({ totalYen }) => totalYen)),
        withheldYen: sumYen(own.map(({ withheldYen }) => withheldYen)),
        transferYen: sumYen(own.map(({ transferYen }) => transferYen)),
      };
    })
    .toSorted((a, b) => b.totalYen - a.totalYen);
};

/**
 * The programme's money: what was paid, what was claimed and is not paid, and what visits that are held or planned will come to at the
 * flat rates. `budgetYen` null: nobody has said it.
 */
export type BudgetState = {
  readonly budgetYen: number | null;
  readonly basis: string;
  readonly paidYen: number;
  readonly claimedYen: number;
  readonly expectedYen: number;
  readonly forecastYen: number;
  /** Null without a budget; below zero when the forecast is more. */
  readonly leftYen: number | null;
};

export const budgetState = ({ programme, engagements, runs }: LedgerGiven, today: Day): BudgetState => {
  const budget = budgetOn(programme, today);
  const out = givenOut(runs);
  const paid = new Set(out.flatMap(({ payment }) => payment.invoices.map(({ invoice }) => invoice)));
  const paidYen = sumYen(out.map(({ payment }) => payment.totalYen));
  const claimedYen = sumYen(engagements.flatMap(({ engagement }) => unpaidInvoices(engagement, paid)));
  const expectedYen = sumYen(
    engagements.map(({ id, engagement }) => {
      const money = ruleSetOf(programme, engagement.core?.contract ?? null, today)?.money;
      const perVisit = (money?.fee?.value ?? 0) + (money?.travel?.flat.value ?? 0);
      const held = clocksOf({ id, engagement, programme, runs }, today).filter(({ stage }) => stage === 'notInvoiced');
      const planned = Object.values(engagement.visits).filter(({ status }) => status === 'scheduled');
      return (held.length + planned.length) * perVisit;
    }),
  );
  const forecastYen = paidYen + claimedYen + expectedYen;
  return {
    budgetYen: budget?.yen ?? null,
    basis: budget?.basis ?? '',
    paidYen,
    claimedYen,
    expectedYen,
    forecastYen,
    leftYen: budget ? budget.yen - forecastYen : null,
  };
};

const unpaidInvoices = ({ invoices }: Engagement, paid: ReadonlySet<string>): readonly number[] => {
  const all = Object.values(invoices).filter(({ voided }) => voided === null);
  const replaced = new Set(all.map(({ replaces }) => replaces?.number));
  return all.filter(({ id, number }) => !paid.has(id) && !replaced.has(number)).map(({ invoice }) => invoice.totalYen);
};

/** A 支払調書 is due above this in a year (所得税法施行規則第84条第2項). */
const SLIP_ABOVE_YEN = 50_000;

/** What was paid to one individual and withheld in a month, or in a year with the mark for the 支払調書. */
export type WithheldRow = {
  readonly period: string;
  readonly payee: string;
  readonly name: string;
  readonly totalYen: number;
  readonly baseYen: number;
  readonly withheldYen: number;
};

export type WithheldYear = WithheldRow & { readonly slip: boolean };

/** By the day of the transfer: month by month (paid to the tax office by the 10th of the next one), the newest first. */
export const withheldByMonth = (given: Pick<LedgerGiven, 'runs' | 'nameOf'>): readonly WithheldRow[] =>
  withheldBy(given, (day) => day.slice(0, 7));

/** The same by calendar year, as the 支払調書 wants it. */
export const withheldByYear = (given: Pick<LedgerGiven, 'runs' | 'nameOf'>): readonly WithheldYear[] =>
  withheldBy(given, (day) => day.slice(0, 4)).map((row) => ({ ...row, slip: row.totalYen > SLIP_ABOVE_YEN }));

const withheldBy = (
  { runs, nameOf }: Pick<LedgerGiven, 'runs' | 'nameOf'>,
  periodOf: (day: Day) => string,
): readonly WithheldRow[] => {
  const rows = new Map<string, WithheldRow>();
  for (const { run, payment } of givenOut(runs)) {
    // Corporations are no persons of 第204条.
    if (payment.kind === 'corporation') continue;
    const period = periodOf(run.transferOn);
    const key = `${period}/${payment.payee}`;
    const before = rows.get(key);
    rows.set(key, {
      period,
      payee: payment.payee,
      name: nameOf(payment.payee),
      totalYen: (before?.totalYen ?? 0) + payment.totalYen,
      baseYen: (before?.baseYen ?? 0) + (payment.baseYen ?? 0),
      withheldYen: (before?.withheldYen ?? 0) + payment.withheldYen,
    });
  }
  return [...rows.values()].toSorted((a, b) =>
    a.period === b.period ? b.totalYen - a.totalYen : a.period > b.period ? -1 : 1,
  );
};
