import { invoiceStands } from '@banso/shared/claim/draft-invoice.ts';
import type { EngagementInvoice } from '@banso/shared/engagement/engagement-invoice.ts';
import type { Engagement } from '@banso/shared/engagement/engagement.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import { expertInCharge } from '@banso/shared/engagement/team.ts';
import type { Context } from '@banso/shared/operation/context.ts';
import type { Need } from '@banso/shared/operation/define.ts';
import type { Envelope, Kind } from '@banso/shared/operation/envelope.ts';
import { OPERATION_TYPES } from '@banso/shared/operation/register.ts';
import { type Payable, payablesOf } from '@banso/shared/payment/payables.ts';
import { paymentFacts } from '@banso/shared/payment/reckon-run.ts';
import type { PaymentFacts } from '@banso/shared/payment/payment-facts.ts';
import {
  engagementsIn,
  paymentOf,
  type PaymentRun,
  paymentRunParts,
  type RunPayment,
} from '@banso/shared/payment/payment-run.ts';
import { paymentRunMade } from '@banso/shared/payment/run-operations.ts';
import type { Payee } from '@banso/shared/payee/payee.ts';
import type { Person } from '@banso/shared/person/person.ts';
import { type Programme, ruleSetOf } from '@banso/shared/programme/programme.ts';
import { blocking, evaluateVisit } from '@banso/shared/rules/evaluate.ts';
import { type ExpertWork, otherVisitsIn } from '@banso/shared/rules/expert-work.ts';
import { paysScope } from '@banso/shared/scope/reach.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import * as v from 'valibot';
import { type AggregateKey, partsOfAggregates } from '../store/parts.ts';
import { reachOfScopes } from '../store/reach.ts';
import type { Transaction } from '../store/schema.ts';
import type { Held } from './working-set.ts';

/**
 * Locked together with the runs of a push: every engagement whose invoices they hold, and everybody they pay. Whatever takes an
 * invoice up or lets it go passes this lock, so that two devices can never both put it into a run (decision 025).
 */
export const besidesRuns = async (
  tx: Transaction,
  envelopes: readonly Envelope[],
): Promise<readonly AggregateKey[]> => {
  const ids = [...new Set(envelopes.flatMap(({ kind, aggregate }) => (kind === 'paymentRun' ? [aggregate] : [])))];
  if (ids.length === 0) return [];
  // What a run pays is fixed when it is made, so that it may be read before its lock.
  const stored = await partsOfAggregates(
    tx,
    ids.map((id) => ({ kind: 'paymentRun', id })),
  );
  const runs = ids.flatMap((id) => paymentRunParts.fromParts(stored.filter((row) => row.aggregateId === id)) ?? []);
  const payments = [...runs.flatMap((run) => Object.values(run.payments)), ...envelopes.flatMap(paymentsIn)];
  return [
    ...payments.flatMap(({ invoices }) => invoices.map(({ engagement }) => ({ kind: 'engagement', id: engagement }))),
    ...payments.map(({ payee }) => ({ kind: 'payee', id: payee })),
  ];
};

const paymentsIn = (envelope: Envelope): readonly RunPayment[] => {
  if (envelope.kind !== 'paymentRun' || envelope.type !== paymentRunMade.type) return [];
  const body = v.safeParse(paymentRunMade.body, envelope.body);
  return body.success ? body.output.payments : [];
};

/** All runs that speak of these engagements or of the people paid; read under the lock of `besidesRuns`. */
export const runsBeside = async (
  tx: Transaction,
  envelopes: readonly Envelope[],
  set: ReadonlyMap<string, Held>,
): Promise<readonly AggregateKey[]> => {
  return envelopes.some(asksForRuns) ? runsOf(tx, set) : [];
};

/** All runs that speak of the engagements or payees of a working set. */
export const runsOf = async (tx: Transaction, set: ReadonlyMap<string, Held>): Promise<readonly AggregateKey[]> => {
  const scopes = [...set.values()].flatMap(({ kind, id }) => {
    if (kind === 'engagement') return [paysScope('engagement', id)];
    return kind === 'payee' ? [paysScope('person', id)] : [];
  });
  const reach = await reachOfScopes(tx, scopes);
  return reach.flatMap(({ kind, aggregateId }) => (kind === 'paymentRun' ? [{ kind, id: aggregateId }] : []));
};

const asksForRuns = ({ kind, type }: Envelope): boolean =>
  kind === 'paymentRun' || OPERATION_TYPES.get(type)?.needs.includes('payment') === true;

/** What is looked at in the working set of a push, at one moment of it. */
export type Looks = {
  readonly stateOf: (kind: Kind, id: string) => unknown;
  readonly runs: readonly PaymentRun[];
  readonly worksOf: (expert: string) => readonly ExpertWork[];
};

/** How a run's payments stand at this moment of the push. */
export const paymentFactsFor = (
  looks: Looks,
  operation: Envelope,
  needs: readonly Need[],
): Pick<Context, 'payment'> => {
  if (!needs.includes('payment')) return {};
  const { stateOf } = looks;
  // The register pairs kinds with their states.
  const run = stateOf('paymentRun', operation.aggregate) as PaymentRun | null;
  const made = operation.type === paymentRunMade.type ? v.safeParse(paymentRunMade.body, operation.body) : null;
  const of = made?.success ? made.output : run && { ...run, payments: Object.values(run.payments) };
  const programme = of && (stateOf('programme', of.programme) as Programme | null);
  if (!of || !programme) return {};
  const today = dayInJapan(operation.clock.wallMs);
  const payables = payablesFor(looks, { ids: engagementsIn(of.payments), programme, today });
  const wanted = of.payments.flatMap(({ invoices }) => invoices);
  return {
    payment: paymentFacts(payables, { wanted, programme, transferOn: of.transferOn, own: operation.aggregate }),
  };
};

/** The invoices of these engagements of a programme, with everything that stands against each. */
export const payablesFor = (
  looks: Looks,
  { ids, programme, today }: { readonly ids: readonly string[]; readonly programme: Programme; readonly today: string },
): readonly Payable[] => {
  const { stateOf, runs } = looks;
  return ids
    .map((id) => ({ id, engagement: stateOf('engagement', id) as Engagement }))
    .filter(({ engagement }) => engagement.core?.programme === programme.id)
    .flatMap(({ id, engagement }) =>
      payablesOf({
        id,
        engagement,
        programme,
        runs,
        nameOf: (person) => (stateOf('person', person) as Person | null)?.name ?? null,
        payeeOf: (person) => stateOf('payee', person) as Payee | null,
        stops: stopsIn(looks, { id, engagement, programme, today }),
        stands: standsIn(engagement, { programme, today }),
      }),
    );
};

/**
 * The invoices of an engagement that live runs hold at this moment of the push. Whatever takes one up locks the engagement, as its own
 * operation does.
 */
export const invoicesInRuns = (engagement: Engagement, runs: readonly PaymentRun[]): PaymentFacts => ({
  rule: null,
  payments: [],
  held: Object.values(engagement.invoices).flatMap(({ id, number }) =>
    runs.some((run) => paymentOf(run, id)) ? [{ invoice: id, number, codes: ['in-run'] }] : [],
  ),
  stops: [],
});

/** Whether a finding stops the payment of a visit, by everything the office has of its expert (要領第6条). */
const stopsIn = (
  { worksOf }: Looks,
  {
    id,
    engagement,
    programme,
    today,
  }: { readonly id: string; readonly engagement: Engagement; readonly programme: Programme; readonly today: string },
) => {
  const ruleSet = ruleSetOf(programme, engagement.core?.contract ?? null, today);
  const expert = expertInCharge(engagement);
  const works = expert ? worksOf(expert) : [];
  const own = works.find((work) => work.engagement === id);
  const elsewhere = works.filter((work) => work !== own);
  return (visit: Visit): boolean => {
    if (!ruleSet) return true;
    const otherVisits = own ? otherVisitsIn(elsewhere, own, new Set(visit.time ? [visit.time.on] : [])) : [];
    const facts = { engagement, visit, otherVisits, likeTexts: [], likeStrokes: [], likePapers: [], today };
    return blocking(evaluateVisit(ruleSet, facts), 'pay').length > 0;
  };
};

/** Whether an invoice still prints what its visits say. */
const standsIn = (
  engagement: Engagement,
  { programme, today }: { readonly programme: Programme; readonly today: string },
) => {
  const ruleSet = ruleSetOf(programme, engagement.core?.contract ?? null, today);
  return (invoice: EngagementInvoice): boolean => ruleSet !== null && invoiceStands({ engagement, ruleSet }, invoice);
};
