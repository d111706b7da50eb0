import { standingPlan } from '../engagement/plan.ts';
import type { VisitFacts } from '../rules/finding.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { Day } from '../time/day.ts';
import type { Dated } from './dated.ts';
import { type Claim, type Filing, judgeClaims, type Stops } from './claims.ts';
import { judgePaymentDay } from './deadline.ts';
import { type Invoice, reckonInvoice } from './invoice.ts';
import type { InvoiceLine, Issuer } from './invoice-line.ts';
import type { MoneyRules } from './money-rules.ts';
import type { Step } from './step.ts';
import { type Travel, travelOf, type Trip } from './travel.ts';
import { type PayeeKind, type Withholding, withholdFrom } from './withholding.ts';
import { yenWords } from './yen.ts';

/** Everything the settlement of one engagement rests on. `trips` by visit id. */
export type SettlementFacts = {
  readonly ruleSet: RuleSet;
  readonly facts: readonly VisitFacts[];
  readonly filing: Filing;
  readonly trips: Readonly<Record<string, Trip>>;
  readonly issuer: Issuer;
  readonly payee: {
    readonly contract: PayeeKind;
    readonly account: 'individual' | 'corporation';
    /** Of somebody abroad: accounting has looked into the tax. */
    readonly checked?: boolean;
  };
  readonly stops: Stops;
  readonly paidOn: Day;
  readonly taxRates?: readonly Dated<number>[];
};

/**
 * What an engagement comes to. `nothing`: no invoice is made. `held`: the amounts are what is paid once every one of `holds` is
 * cleared. `notes` are told and stop nothing.
 */
export type Settlement = {
  readonly state: 'payable' | 'held' | 'nothing';
  readonly claims: readonly (Claim & { readonly travel: Travel | null })[];
  readonly invoice: Invoice | null;
  readonly payment: Withholding | null;
  readonly holds: readonly Step[];
  readonly notes: readonly Step[];
  readonly why: readonly Step[];
};

/** Reckons one engagement in the order of requirements 2.1: visits, fee, travel, invoice, tax, withholding, transfer. */
export const settle = (given: SettlementFacts): Settlement => {
  const { ruleSet, facts, issuer, paidOn } = given;
  const { money } = ruleSet;
  if (!money) return { ...EMPTY, why: [NO_RULES] };
  const claims = judgeClaims(ruleSet, money, given).map((claim) => ({
    ...claim,
    travel: claim.state === 'notPayable' ? null : travelTo(claim, given, money),
  }));
  const claimed = claims.filter(({ state }) => state !== 'notPayable');
  const lines = claimed.flatMap((claim) => linesOf(claim, money));
  const invoice = reckonInvoice(lines, issuer, given.taxRates);
  if (!invoice) return { ...EMPTY, claims, why: [...claims.flatMap(({ why }) => why), noAmount(money, facts.length)] };
  const payment = withholdFrom(
    { payee: given.payee.contract, checked: given.payee.checked, paidOn, invoices: [invoice] },
    money.withholding,
  );
  const holds = once([
    ...claimed.flatMap(({ state, why }) => (state === 'held' ? why : [])),
    ...claimed.flatMap(({ travel }) => travel?.held ?? []),
    ...judgeAccount(given.payee),
    ...(payment.held ? [payment.held] : []),
  ]);
  const days = lines.map(({ servedOn }) => servedOn);
  const late = judgePaymentDay(days, { plannedOn: paidOn, payWithin: money.payWithin });
  return {
    state: holds.length > 0 ? 'held' : 'payable',
    claims,
    invoice,
    payment,
    holds,
    notes: once([
      ...claimed.flatMap(({ note }) => note ?? []),
      ...claimed.flatMap(({ travel }) => travel?.note ?? []),
      ...(late ? [late] : []),
    ]),
    why: [
      ...claims.flatMap(({ why, note, travel }) => [...why, ...(note ? [note] : []), ...(travel?.why ?? [])]),
      feeStep(money, claimed.length, invoice.feeYen),
      ...invoice.why,
      ...payment.why,
    ],
  };
};

const NO_RULES: Step = {
  what: '請求書は作らない（この版の規程に、支払の決まりが登録されていない）',
  figures: '0円',
  article: '事業の設定',
};

/** What is true of five visits alike is read once. */
const once = (steps: readonly Step[]): readonly Step[] => [
  ...new Map(steps.map((step) => [JSON.stringify(step), step])).values(),
];

const EMPTY: Settlement = { state: 'nothing', claims: [], invoice: null, payment: null, holds: [], notes: [], why: [] };

const travelTo = ({ visit }: Claim, { trips, facts }: SettlementFacts, money: MoneyRules): Travel =>
  travelOf({
    mode: visit.fields.mode,
    trip: trips[visit.id] ?? null,
    requested:
      standingPlan(facts.find((one) => one.visit.id === visit.id)?.engagement.plan ?? null)?.contents
        .actualFareWanted ?? false,
    rules: money.travel,
  });

const linesOf = (
  { visit, travel }: Claim & { readonly travel: Travel | null },
  { fee }: MoneyRules,
): readonly InvoiceLine[] => {
  const servedOn = visit.time?.on;
  if (servedOn === undefined) return [];
  return [
    ...(fee ? [{ kind: 'fee', what: '謝金', servedOn, yen: fee.value } as const] : []),
    ...(travel && travel.yen > 0
      ? [{ kind: 'travel', what: TRAVEL_WORDS[travel.kind], servedOn, yen: travel.yen } as const]
      : []),
  ];
};

const TRAVEL_WORDS = { none: '旅費なし', flat: '旅費（定額）', actual: '旅費（公共交通機関の額）' } as const;

/** requirements section 0 item 7: who is under contract and whose account it is are of one kind. */
const judgeAccount = ({ contract, account }: SettlementFacts['payee']): readonly Step[] => {
  const person = contract === 'corporation' ? 'corporation' : 'individual';
  if (contract === 'undecided' || person === account) return [];
  return [
    {
      what: '契約の相手と口座の名義の区分が違う。受託者が個人か法人かを確定するまで、支払を保留します。',
      figures: `契約は${KIND_WORDS[person]}、口座は${KIND_WORDS[account]}`,
      article: '様式第6号・所得税法第204条',
    },
  ];
};

const KIND_WORDS = { individual: '個人', corporation: '法人' } as const;

const feeStep = ({ fee }: MoneyRules, visits: number, feeYen: number): Step => ({
  what: '謝金（税込）',
  figures: fee ? `${yenWords(fee.value)} × ${visits}回 → ${yenWords(feeYen)}` : '0円',
  article: fee?.source ?? '事業の設定',
});

const noAmount = ({ fee }: MoneyRules, visits: number): Step => ({
  what: fee ? '請求書は作らない（支払の対象がない）' : '請求書は作らない（単価の定めがない）',
  figures: `実施${visits}回、0円`,
  article: fee?.source ?? '事業の設定',
});
