import { payeeOfInvoice } from '@banso/shared/claim/payee-of-invoice.ts';
import { claimFacts } from '@banso/shared/claim/claim-facts.ts';
import type { Company } from '@banso/shared/company/company.ts';
import type { Engagement } from '@banso/shared/engagement/engagement.ts';
import { expertInCharge } from '@banso/shared/engagement/team.ts';
import type { Context, ContractBasis, Parties, RoleGrant } from '@banso/shared/operation/context.ts';
import type { Need } from '@banso/shared/operation/define.ts';
import { groupBy } from '@banso/shared/lib/group-by.ts';
import { type Envelope, KINDS, type Kind } from '@banso/shared/operation/envelope.ts';
import type { Part, PartBody } from '@banso/shared/operation/parts.ts';
import { PARTS_OF_KIND } from '@banso/shared/operation/parts-of-kind.ts';
import { OPERATION_TYPES } from '@banso/shared/operation/register.ts';
import type { PaymentRun } from '@banso/shared/payment/payment-run.ts';
import type { Person } from '@banso/shared/person/person.ts';
import { phonesCovered } from '@banso/shared/programme/consent.ts';
import { rolesOn } from '@banso/shared/person/role-ends.ts';
import { contractBasisOf, type Programme, ruleSetOf, ruleSetOn } from '@banso/shared/programme/programme.ts';
import {
  type ExpertWork,
  likePapersIn,
  likeStrokesIn,
  likeTextsIn,
  otherVisitsIn,
} from '@banso/shared/rules/expert-work.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';
import { type Reach, readsScope, reachOf, workScope } from '@banso/shared/scope/reach.ts';
import type { Day } from '@banso/shared/time/day.ts';
import { type AggregateKey, ensureRecords, lockRecords, partsOfAggregates } from '../store/parts.ts';
import { reachOfAggregates, reachOfScopes } from '../store/reach.ts';
import type { ReachRow, Transaction } from '../store/schema.ts';
import { payeesOf } from '../erasure/payees-of.ts';
import { disposedOf, erasedFacts, toBeErased } from './disposed-of.ts';
import { heldKey } from './held-key.ts';
import { isAccountThere, payeesNamed } from './named-accounts.ts';
import { besidesRuns, invoicesInRuns, type Looks, paymentFactsFor, runsBeside, runsOf } from './payment-facts-of.ts';

/** One aggregate as it was read and as it has become in this push. */
export type Held = {
  readonly kind: Kind;
  readonly id: string;
  readonly before: readonly Part[];
  readonly stateBefore: unknown;
  state: unknown;
  /** Scopes that reached it when it was read, because of any aggregate; told of what the push is about, none of what is only looked at. */
  readonly scopesBefore: ReadonlySet<string>;
};

/** Everything a push works on, in memory: read once under locks, changed by `apply`, written in bulk. */
export type WorkingSet = ReadonlyMap<string, Held>;

/**
 * Locks and reads what a push is about: first its aggregates, then the experts whose other visits count as facts (every
 * change of times or assignment takes that expert's lock), then, unlocked, what is only looked at.
 */
export const openWorkingSet = async (tx: Transaction, envelopes: readonly Envelope[]): Promise<WorkingSet> => {
  const set = new Map<string, Held>();
  const own = distinctKeys([
    ...envelopes.map(({ kind, aggregate }) => ({ kind, id: aggregate })),
    ...(await besides(tx, envelopes)),
    ...(await besidesRuns(tx, envelopes)),
  ]);
  await ensureRecords(tx, own);
  await lockRecords(tx, own);
  await hold(tx, set, own, await reachOfAggregates(tx, own));
  const experts = distinctKeys(expertsOf(set, envelopes).map((id) => ({ kind: 'person', id })));
  const erased = toBeErased(looksIn(set).stateOf, envelopes);
  const payees = await Promise.all(erased.map(({ id }) => payeesOf(tx, id)));
  const behind = [...experts, ...erased, ...distinctKeys(payees.flat())];
  await ensureRecords(tx, behind);
  await lockRecords(tx, behind);
  await hold(tx, set, [...experts, ...lookedAt(set, envelopes), ...(await runsBeside(tx, envelopes, set))]);
  // Hundreds of visits with their signatures: read only where something of this push is judged by them.
  if (!envelopes.some(looksElsewhere)) return set;
  await hold(tx, set, await engagementsOf(tx, experts));
  // Companies of the experts' other engagements: an overlap is named, not only asserted.
  await hold(tx, set, lookedAt(set, envelopes));
  return set;
};

/**
 * Everything by which the invoices of a programme are judged, and the engagements that have some: read without locks, for a screen
 * and never for a decision.
 */
export const lookAtProgramme = async (
  tx: Transaction,
  programme: string,
): Promise<{ readonly looks: Looks; readonly ids: readonly string[] }> => {
  const set = new Map<string, Held>();
  const key = { kind: 'programme', id: programme };
  await hold(tx, set, [key, ...(await engagementsOfProgrammes(tx, [key]))]);
  const invoiced = [...set.values()].filter(
    ({ kind, state }) => kind === 'engagement' && Object.keys((state as Engagement).invoices).length > 0,
  );
  const engagements = invoiced.map(({ state }) => state as Engagement);
  const paid = engagements.flatMap((one) => Object.values(one.invoices).map((made) => payeeOfInvoice(one, made)));
  const experts = distinctKeys(
    engagements.flatMap((one) => expertInCharge(one) ?? []).map((id) => ({ kind: 'person', id })),
  );
  await hold(tx, set, [...experts, ...paid.flatMap((id) => ['payee', 'person'].map((kind) => ({ kind, id })))]);
  await hold(tx, set, await engagementsOf(tx, experts));
  await hold(tx, set, [...lookedAt(set, []), ...(await runsOf(tx, set))]);
  return { looks: looksIn(set), ids: invoiced.map(({ id }) => id) };
};

/**
 * The person's roles as they are at this moment of the push and stood on this day: also one whose end was recorded since, for
 * what was done while it stood.
 */
export const rolesOf = (
  set: WorkingSet,
  { person, day }: { readonly person: string; readonly day: Day },
): readonly RoleGrant[] => {
  const record = stateOf(set, 'person', person) as Person | null;
  return record ? rolesOn([...record.roles, ...(record.access?.endedRoles ?? [])], day) : [];
};

/** Whether somebody with these roles may see the aggregate at all: before this push, or through what it has changed. */
export const inScope = (set: WorkingSet, operation: Envelope, roles: readonly RoleGrant[]): boolean => {
  const isMine = (scope: string) => scope === workScope(operation.actor) || readsScope(operation.actor, roles, scope);
  const held = set.get(heldKey(operation.kind, operation.aggregate));
  if (held && [...held.scopesBefore].some(isMine)) return true;
  return reachNow(set).some(
    ({ scope, kind, aggregate }) => kind === operation.kind && aggregate === operation.aggregate && isMine(scope),
  );
};

/** True if nobody has ever recorded anything about this aggregate. */
export const isUnknown = (set: WorkingSet, kind: Kind, id: string): boolean => {
  const held = set.get(heldKey(kind, id));
  return !held || (held.before.length === 0 && held.state === PARTS_OF_KIND[kind].empty);
};

/** Judged by the expert's work in other engagements. */
const isElsewhere = (need: Need): boolean =>
  need === 'otherVisits' || need === 'likeness' || need === 'claim' || need === 'payment';

const looksElsewhere = ({ type }: Envelope): boolean => OPERATION_TYPES.get(type)?.needs.some(isElsewhere) === true;

export type FactsFromElsewhere = Pick<
  Context,
  'ruleSet' | 'parties' | 'otherVisits' | 'claim' | 'contractBasis' | 'payment' | 'erased'
> &
  Likeness;
type Likeness = Pick<Context, 'likeTexts' | 'likeStrokes' | 'likePapers'>;

/**
 * The facts about other aggregates that `apply` may know, taken from this moment of the push; `day`: the operation's own. The expert's other work only
 * where the type needs it: gathering it means a look at every engagement of the expert. Of what is alike only the outcome is
 * kept with the operation, never another report's text.
 */
export const factsFor = (
  set: WorkingSet,
  operation: Envelope,
  { needs, day }: { readonly needs: readonly Need[]; readonly day: Day },
): FactsFromElsewhere => {
  if (operation.kind === 'paymentRun') return { ...NO_FACTS, ...paymentFactsFor(looksIn(set), operation, needs) };
  if (operation.kind === 'disposal') return { ...NO_FACTS, ...erasedFacts(looksIn(set).stateOf, operation) };
  if (operation.kind !== 'engagement') return NO_FACTS;
  const engagement = stateOf(set, 'engagement', operation.aggregate) as Engagement;
  const { core } = engagement;
  const programme = core && (stateOf(set, 'programme', core.programme) as Programme | null);
  const expert = expertInCharge(engagement);
  const ruleSet = programme ? ruleSetOf(programme, core.contract, day) : null;
  const works = expert && needs.some(isElsewhere) ? worksOf(set, expert) : [];
  const own = works.find((work) => work.engagement === operation.aggregate);
  const elsewhere = works.filter((work) => work !== own);
  // Only the days of this engagement's visits: no other day matters, and all of it is kept with the operation.
  const otherVisits = () => (own ? otherVisitsIn(elsewhere, own, daysOf(engagement)) : []);
  return {
    ruleSet,
    parties: core ? partiesOf(set, core.company, expertIn(operation) ?? expert) : null,
    otherVisits: needs.includes('otherVisits') ? otherVisits() : [],
    ...(needs.includes('claim')
      ? {
          claim: claimFacts({
            engagement,
            ruleSet,
            otherVisits: otherVisits(),
            operation,
            account: isAccountThere(set, engagement, operation),
          }),
        }
      : {}),
    ...(needs.includes('payment') ? { payment: invoicesInRuns(engagement, runsIn(set)) } : {}),
    ...(programme && needs.includes('contractBasis') ? { contractBasis: basisFor(programme, operation, day) } : {}),
    ...likenessOf({ own, elsewhere, ruleSet: needs.includes('likeness') ? ruleSet : null, body: operation.body }),
  };
};

/** The rules of the days it is about and the words that the operation names: all of it is kept with the operation. */
const basisFor = (programme: Programme, { body }: Envelope, day: Day): ContractBasis => {
  const { texts, ruleSets, ...basis } = contractBasisOf(programme);
  const days = [day, ...(typeof body['concludedOn'] === 'string' ? [body['concludedOn']] : [])];
  const named = days.map((one) => ruleSetOn(programme, one));
  return {
    ...basis,
    texts: texts.filter(({ id }) => id === body['text']),
    ruleSets: ruleSets.filter((one) => named.includes(one)),
  };
};

const looksIn = (set: WorkingSet): Looks => ({
  stateOf: (kind, id) => stateOf(set, kind, id),
  worksOf: (expert) => worksOf(set, expert),
  runs: runsIn(set),
});

const runsIn = (set: WorkingSet): readonly PaymentRun[] =>
  [...set.values()].flatMap(({ kind, state }) =>
    kind === 'paymentRun' && state !== null ? [state as PaymentRun] : [],
  );

const NOTHING_ALIKE: Likeness = { likeTexts: [], likeStrokes: [], likePapers: [] };
const NO_FACTS: FactsFromElsewhere = { ruleSet: null, parties: null, otherVisits: [], ...NOTHING_ALIKE };

const likenessOf = ({
  own,
  elsewhere,
  ruleSet,
  body,
}: {
  readonly own: ExpertWork | undefined;
  readonly elsewhere: readonly ExpertWork[];
  readonly ruleSet: RuleSet | null;
  readonly body: Envelope['body'];
}): Likeness => {
  const visit = typeof body['visit'] === 'string' ? own?.visits[body['visit']] : undefined;
  if (!own || !ruleSet || !visit) return NOTHING_ALIKE;
  const among = { visit, own, elsewhere };
  return {
    likeTexts: likeTextsIn(among, ruleSet),
    likeStrokes: likeStrokesIn(among, ruleSet),
    likePapers: likePapersIn(among),
  };
};

/** Whether a programme's consent, as it stands in this push, covers phones. */
export const coveredIn =
  (set: WorkingSet) =>
  (programme: string): boolean =>
    phonesCovered(stateOf(set, 'programme', programme) as Programme | null);

/** The state an aggregate has at this moment of the push. */
export const stateOf = (set: WorkingSet, kind: Kind, id: string): unknown =>
  set.get(heldKey(kind, id))?.state ?? PARTS_OF_KIND[kind].empty;

const partiesOf = (set: WorkingSet, company: string, expert: string | null): Parties => {
  const person = expert ? (stateOf(set, 'person', expert) as Person | null) : null;
  const registration = person?.registration;
  return {
    company: (stateOf(set, 'company', company) as Company | null)?.name ?? '',
    expert: person?.name ?? '',
    expertRegistration: registration ? { from: registration.from, to: registration.to } : null,
  };
};

const daysOf = ({ visits }: Engagement): ReadonlySet<string> =>
  new Set(Object.values(visits).flatMap(({ time }) => (time ? [time.on] : [])));

const worksOf = (set: WorkingSet, expert: string): readonly ExpertWork[] =>
  [...set.values()].flatMap(({ kind, id, state }): readonly ExpertWork[] => {
    if (kind !== 'engagement') return [];
    const { core, team, visits, confirmations, papers } = state as Engagement;
    if (!core || expertInCharge({ core, team }) !== expert) return [];
    const company = stateOf(set, 'company', core.company) as Company | null;
    return [
      { engagement: id, company: company?.name ?? '', address: company?.address ?? '', visits, confirmations, papers },
    ];
  });

const reachNow = (set: WorkingSet): readonly Reach[] =>
  [...set.values()].flatMap(({ kind, id, state, stateBefore }) =>
    state === stateBefore ? [] : reachOf(kind, id, state, coveredIn(set)),
  );

/** A programme is reached because of every engagement in it: `reach` is read for those alone whose author has to be in scope. */
const hold = async (
  tx: Transaction,
  set: Map<string, Held>,
  keys: readonly AggregateKey[],
  reach: readonly ReachRow[] = [],
): Promise<void> => {
  const missing = distinctKeys(keys).filter(({ kind, id }) => !set.has(heldKey(kind, id)));
  if (missing.length === 0) return;
  const parts = await partsOfAggregates(tx, missing);
  const partsByKey = groupBy(parts, ({ kind, aggregateId }) => heldKey(kind, aggregateId));
  const reachByKey = groupBy(reach, ({ kind, aggregateId }) => heldKey(kind, aggregateId));
  for (const { kind, id } of missing) {
    const before = (partsByKey.get(heldKey(kind, id)) ?? []).map(partOfRow);
    const known = KINDS.find((one) => one === kind);
    if (!known) continue;
    const state: unknown = PARTS_OF_KIND[known].fromParts(before);
    const scopesBefore = new Set((reachByKey.get(heldKey(kind, id)) ?? []).map(({ scope }) => scope));
    set.set(heldKey(kind, id), { kind: known, id, before, stateBefore: state, state, scopesBefore });
  }
};

const partOfRow = (row: {
  readonly kind: string;
  readonly aggregateId: string;
  readonly part: string;
  readonly version: number;
  readonly retention: string;
  readonly body: string;
}): Part => ({
  kind: row.kind,
  aggregate: row.aggregateId,
  part: row.part,
  version: row.version,
  // Written by this program from a type's register, never from a client.
  retention: row.retention as PartBody['retention'],
  body: row.body,
});

const engagementsOf = async (tx: Transaction, experts: readonly AggregateKey[]): Promise<readonly AggregateKey[]> => {
  const reach = await reachOfScopes(
    tx,
    experts.map(({ id }) => workScope(id)),
  );
  return reach.flatMap(({ kind, aggregateId }) => (kind === 'engagement' ? [{ kind, id: aggregateId }] : []));
};

const engagementsIn = (set: ReadonlyMap<string, Held>): readonly Engagement[] =>
  [...set.values()].flatMap(({ kind, state }) => (kind === 'engagement' ? [state as Engagement] : []));

const expertsOf = (set: ReadonlyMap<string, Held>, envelopes: readonly Envelope[]): readonly string[] => [
  ...engagementsIn(set).flatMap((engagement) => expertInCharge(engagement) ?? []),
  ...envelopes.flatMap((envelope) =>
    [envelope.actor, expertIn(envelope), interimExpertIn(envelope)].filter((id) => id !== null),
  ),
];

/**
 * Locked together with a push's own records: the engagements whose reach follows a consent, and the programme of an engagement that
 * is created meanwhile, so that neither is decided by a consent that is just being withdrawn.
 */
const besides = async (tx: Transaction, envelopes: readonly Envelope[]): Promise<readonly AggregateKey[]> => {
  const programmes = distinctKeys(
    envelopes.flatMap(({ type, aggregate }) =>
      type.startsWith('consent-') ? [{ kind: 'programme', id: aggregate }] : [],
    ),
  );
  const created = envelopes.flatMap(({ type, body }) =>
    type.startsWith('engagement-created@') ? [{ kind: 'programme', id: String(body['programme']) }] : [],
  );
  return [...created, ...(programmes.length === 0 ? [] : await engagementsOfProgrammes(tx, programmes))];
};

/** The engagements of these programmes. */
export const engagementsOfProgrammes = async (
  tx: Transaction,
  programmes: readonly AggregateKey[],
): Promise<readonly AggregateKey[]> =>
  distinctKeys(
    (await reachOfAggregates(tx, programmes)).flatMap(({ becauseKind, becauseId }) =>
      becauseKind === 'engagement' ? [{ kind: becauseKind, id: becauseId }] : [],
    ),
  );

const lookedAt = (set: ReadonlyMap<string, Held>, envelopes: readonly Envelope[]): readonly AggregateKey[] => [
  ...engagementsIn(set).flatMap(({ core }) =>
    core
      ? [
          { kind: 'programme', id: core.programme },
          { kind: 'company', id: core.company },
        ]
      : [],
  ),
  ...envelopes.flatMap(({ type, body }) =>
    type.startsWith('engagement-created@')
      ? [
          { kind: 'programme', id: String(body['programme']) },
          { kind: 'company', id: String(body['company']) },
        ]
      : [],
  ),
  ...payeesNamed(set, envelopes),
  ...disposedOf(looksIn(set).stateOf, envelopes),
];

/** The expert an assignment names, before it has been decided. */
const expertIn = ({ type, body }: Envelope): string | null =>
  type.startsWith('expert-assigned@') && typeof body['expert'] === 'string' ? body['expert'] : null;

/** The expert who is to visit until one is chosen. */
const interimExpertIn = ({ type, body }: Envelope): string | null =>
  type.startsWith('team-named@') && typeof body['interimExpert'] === 'string' ? body['interimExpert'] : null;

const distinctKeys = (keys: readonly AggregateKey[]): readonly AggregateKey[] => [
  ...new Map(keys.map((key) => [heldKey(key.kind, key.id), key])).values(),
];
