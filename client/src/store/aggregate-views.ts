import type { ClaimAsked } from '@banso/shared/claim/claim-facts.ts';
import type { Disposal } from '@banso/shared/disposal/disposal.ts';
import type { Incident } from '@banso/shared/incident/incident.ts';
import type { Company } from '@banso/shared/company/company.ts';
import type { CompanyContact } from '@banso/shared/company/contact.ts';
import type { Engagement } from '@banso/shared/engagement/engagement.ts';
import { expertInCharge } from '@banso/shared/engagement/team.ts';
import type { Context, RoleGrant } from '@banso/shared/operation/context.ts';
import type { Need } from '@banso/shared/operation/define.ts';
import type { Envelope, Kind } from '@banso/shared/operation/envelope.ts';
import { rolesHere } from '@banso/shared/operation/roles-here.ts';
import { isRefusal } from '@banso/shared/operation/refusals.ts';
import { PARTS_OF_KIND } from '@banso/shared/operation/parts-of-kind.ts';
import type { Payee } from '@banso/shared/payee/payee.ts';
import type { PaymentRun } from '@banso/shared/payment/payment-run.ts';
import type { Person } from '@banso/shared/person/person.ts';
import { contractBasisOf, type Programme, ruleSetOf } from '@banso/shared/programme/programme.ts';
import type { ExpertWork } from '@banso/shared/rules/expert-work.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';
import { expertWork, NOTHING_ELSEWHERE } from './expert-work.ts';
import { deciderHere, loadDecider } from './load-decider.ts';
import type { Day } from '@banso/shared/time/day.ts';
import { type LocalAggregate, type LocalRecords, notBeforeOf } from './local-records.ts';

export type StateOf = {
  readonly programme: Programme | null;
  readonly person: Person | null;
  readonly company: Company | null;
  readonly contact: CompanyContact | null;
  readonly disposal: Disposal | null;
  readonly incident: Incident | null;
  readonly payee: Payee | null;
  readonly paymentRun: PaymentRun | null;
  readonly engagement: Engagement;
};

/** What stands around an engagement in other aggregates. */
export type Surroundings = {
  readonly company: Company | null;
  readonly programme: Programme | null;
  readonly ruleSet: RuleSet | null;
  readonly expert: Person | null;
};

/** Aggregates as this person sees them: pulled parts ⊕ operations that are not in them yet. Call after `refresh`. */
export type AggregateViews = {
  readonly state: <K extends Kind>(kind: K, id: string) => Promise<StateOf[K]>;
  readonly surroundings: (engagement: Engagement) => Promise<Surroundings>;
  /** What this engagement's expert does in other engagements, as far as this device knows. */
  readonly elsewhere: (engagement: string) => Promise<readonly ExpertWork[]>;
  readonly context: (of: ContextOf) => Promise<Context>;
};

/** `person` is the expert an operation speaks of, where it names another than the engagement's. */
export type ContextOf = {
  readonly kind: Kind;
  readonly aggregate: string;
  readonly state: unknown;
  readonly token: string | null;
  readonly person: string | null;
  /** The visit that an operation on an engagement is about, if any. */
  readonly visit: string | null;
  /** What the operation's type asks for: work elsewhere costs a look at every engagement. */
  readonly needs: readonly Need[];
  readonly operation: Judged;
};

type Judged = Pick<Envelope, 'type' | 'body' | 'actor' | 'clock'>;

export const viewAggregates = (
  records: LocalRecords,
  { roles, today }: { readonly roles: () => readonly RoleGrant[]; readonly today: () => Day },
): AggregateViews => {
  const folded = new WeakMap<LocalAggregate, { readonly generation: number; readonly state: Promise<unknown> }>();
  let worksKept: {
    readonly generation: number;
    readonly works: Promise<ReadonlyMap<string, readonly ExpertWork[]>>;
  } | null = null;

  const state = async <K extends Kind>(kind: K, id: string): Promise<StateOf[K]> => {
    const local = await records.aggregate(kind, id);
    const generation = records.surroundingsGeneration();
    const kept = folded.get(local);
    // A pending intent is judged by programme, company and people too: such a state is kept only until one of them changes.
    const holds = kept && (local.pending.length === 0 || kept.generation === generation);
    const found = holds ? kept : { generation, state: fold(local) };
    folded.set(local, found);
    // PARTS_OF_KIND pairs each kind with its own state.
    return (await found.state) as StateOf[K];
  };

  const fold = async (local: LocalAggregate): Promise<unknown> => {
    let view: unknown = PARTS_OF_KIND[local.kind].fromParts(local.parts);
    if (local.pending.length === 0) return view;
    const { apply } = deciderHere() ?? (await loadDecider());
    for (const { envelope } of local.pending) {
      const context = await overlayContext(local.kind, view, envelope);
      const outcome = apply(view, envelope, context);
      // Refused here means: it meets another state than when it was recorded. The server's verdict will say so.
      if (!isRefusal(outcome)) view = outcome.state;
    }
    return view;
  };

  const overlayContext = async (kind: Kind, view: unknown, envelope: Envelope) => {
    const known = await facts({
      kind,
      aggregate: envelope.aggregate,
      state: view,
      person: expertNamedIn(envelope.body),
      operation: envelope,
    });
    const { types } = deciderHere() ?? (await loadDecider());
    const needs = types.get(envelope.type)?.needs ?? [];
    return {
      ...known,
      // Judged with them when it was recorded; folding every engagement of the expert into every other would never end.
      ...NOTHING_ELSEWHERE,
      ...(await claimed(needs, { ...known, otherVisits: [], engagement: view as Engagement, operation: envelope })),
      bounds: { notBeforeMs: notBeforeOf(envelope.anchor), notAfterMs: null },
    };
  };

  /** Nothing where this device does not have the engagement: the server knows. */
  const erasedBy = async (kind: Kind, view: unknown, { body }: Judged): Promise<Pick<Context, 'erased'>> => {
    const id = kind === 'disposal' && ((view as Disposal | null)?.engagement ?? body['engagement']);
    const { core } = typeof id === 'string' ? await state('engagement', id) : { core: null };
    return core ? { erased: { programme: core.programme } } : {};
  };

  const claimed = async (
    needs: readonly Need[],
    asked: ClaimAsked & { readonly operation: Judged },
  ): Promise<Pick<Context, 'claim'>> => {
    if (!needs.includes('claim')) return {};
    const { claimFacts, accountNamed, isAccountOf } = deciderHere() ?? (await loadDecider());
    // A phone has its owner's accounts; of others, and before its own have arrived, only the server knows (decision 023).
    const named = accountNamed(asked.engagement, asked.operation);
    const payee = named?.person === asked.operation.actor ? await state('payee', named.person) : null;
    return { claim: claimFacts(named && payee ? { ...asked, account: isAccountOf(payee, named.account) } : asked) };
  };

  const facts = async ({
    kind,
    aggregate,
    state: of,
    person,
    operation,
  }: Pick<ContextOf, 'kind' | 'aggregate' | 'state' | 'person' | 'operation'>) => {
    const around = kind === 'engagement' ? await surroundings(of as Engagement) : NOTHING_AROUND;
    const expert = person === null ? around.expert : await state('person', person);
    const erased = await erasedBy(kind, of, operation);
    return {
      ...erased,
      roles: rolesHere(roles(), { state: of, operation: { ...operation, kind, aggregate }, ...erased }),
      ruleSet: around.ruleSet,
      contractBasis: around.programme && contractBasisOf(around.programme),
      parties: around.company &&
        expert && {
          company: around.company.name,
          expert: expert.name,
          expertRegistration: expert.registration && { from: expert.registration.from, to: expert.registration.to },
        },
      deviceProof: null,
      codeProof: null,
      freshProof: null,
      quoted: [],
    };
  };

  const surroundings = async (engagement: Engagement): Promise<Surroundings> => {
    const { core } = engagement;
    if (!core) return NOTHING_AROUND;
    const inCharge = expertInCharge(engagement);
    const [company, programme, expert] = await Promise.all([
      state('company', core.company),
      state('programme', core.programme),
      inCharge === null ? null : state('person', inCharge),
    ]);
    const ruleSet = programme && ruleSetOf(programme, core.contract, today());
    return { company, programme, expert, ruleSet };
  };

  const worksByExpert = (): Promise<ReadonlyMap<string, readonly ExpertWork[]>> => {
    const generation = records.generation();
    if (worksKept?.generation !== generation) worksKept = { generation, works: collectWorks() };
    return worksKept.works;
  };

  const collectWorks = async (): Promise<ReadonlyMap<string, readonly ExpertWork[]>> => {
    const works = new Map<string, ExpertWork[]>();
    for (const id of records.aggregatesOf('engagement')) {
      const engagement = await state('engagement', id);
      const expert = expertInCharge(engagement);
      if (!engagement.core || !expert) continue;
      const company = await state('company', engagement.core.company);
      const found = works.get(expert) ?? [];
      found.push(expertWork(engagement, id, company));
      works.set(expert, found);
    }
    return works;
  };

  const elsewhere = async (id: string): Promise<readonly ExpertWork[]> => {
    const expert = expertInCharge(await state('engagement', id));
    if (!expert) return [];
    return ((await worksByExpert()).get(expert) ?? []).filter(({ engagement }) => engagement !== id);
  };

  const factsFromElsewhere = async (
    { kind, aggregate, state: of, visit, needs }: ContextOf,
    ruleSet: RuleSet | null,
  ) => {
    if (
      kind !== 'engagement' ||
      !needs.some((need) => need === 'otherVisits' || need === 'likeness' || need === 'claim')
    )
      return NOTHING_ELSEWHERE;
    const engagement = of as Engagement;
    const { factsElsewhere } = deciderHere() ?? (await loadDecider());
    const company = engagement.core && (await state('company', engagement.core.company));
    const own = expertWork(engagement, aggregate, company);
    return factsElsewhere({ visit, own, elsewhere: await elsewhere(aggregate), ruleSet });
  };

  return {
    state,
    surroundings,
    elsewhere,
    context: async (asked) => {
      const known = await facts(asked);
      const fromElsewhere = await factsFromElsewhere(asked, known.ruleSet);
      // Only what needs it is an operation on an engagement.
      const engagement = asked.state as Engagement;
      return {
        ...known,
        ...fromElsewhere,
        ...(await claimed(asked.needs, { ...known, ...fromElsewhere, engagement, operation: asked.operation })),
        bounds: { notBeforeMs: notBeforeOf(asked.token), notAfterMs: null },
      };
    },
  };
};

/** The expert an operation's body names, such as the one being assigned. */
export const expertNamedIn = (body: object): string | null =>
  'expert' in body && typeof body.expert === 'string' ? body.expert : null;

const NOTHING_AROUND: Surroundings = { company: null, programme: null, ruleSet: null, expert: null };
