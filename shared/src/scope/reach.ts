import type { Disposal } from '../disposal/disposal.ts';
import type { Engagement } from '../engagement/engagement.ts';
import { expertReads } from '../engagement/expert-reading.ts';
import { expertInCharge, expertsPaid } from '../engagement/team.ts';
import type { Role, RoleGrant } from '../operation/context.ts';
import type { Incident } from '../incident/incident.ts';
import { ACCEPTANCES, BUDGET, CONTRACT_TEXTS, PAYER } from '../programme/programme.ts';
import { engagementsIn, paymentPart, type PaymentRun } from '../payment/payment-run.ts';
import { rolesOn } from '../person/role-ends.ts';
import { addDays, type Day } from '../time/day.ts';
import { reads, SIDE_OF_ROLE, SIDES, type Side, VISIBLE_OF_PAYEE } from './visibility.ts';
import type { Kind } from '../operation/envelope.ts';

/**
 * A scope is a feed that somebody may read: `person:<id>`, `officer:<id>`, those of a side in a programme (`desk:<programme>`,
 * `accounting:…`, `commissioner:…`, `auditor:…`), `desk`, `office`, `contacts`. What a person sees is the union of the feeds of their
 * scopes, never a filter over everything.
 */
export type Scope = string;

/**
 * What a person acts on, whether or not it may be read: no feed, and granted to nobody. Consent decides what reaches a device,
 * never what may be recorded.
 */
export const workScope = (person: string): Scope => `work:${person}`;

/** Which runs speak of what an engagement, or a person, is paid: no feed, and granted to nobody. By it the server finds them all. */
export const paysScope = (kind: 'engagement' | 'person', id: string): Scope => `pays:${kind}/${id}`;

/** What the desks of all programmes have in common. */
const WHOLE_DESK: Scope = 'desk';

/** A scope reaches an aggregate. */
export type Reach = { readonly scope: Scope; readonly kind: Kind; readonly aggregate: string };

/** Sides that read a whole programme, each through a feed of its own. */
const PROGRAMME_SIDES = ['desk', 'accounting', 'commissioner', 'auditor'] as const satisfies readonly Side[];

/** Which of these read something of the people an engagement pays; each part to whom `VISIBLE_OF_PAYEE` says. */
const PAYEE_SIDES = ['desk', 'accounting', 'auditor'] as const satisfies readonly Side[];

/** Who works in the office: its people, companies and programmes are theirs to see. Commissioner and auditor look in from outside. */
const OFFICE_SIDES: readonly Side[] = ['desk', 'accounting'];

/** Who tells companies what was recorded. Not somebody who is an expert as well: contacts never reach an expert's device (L15). */
const CONTACT_ROLES: readonly Role[] = ['staff', 'approver', 'administrator'];
export const tellsCompanies = (roles: readonly RoleGrant[]): boolean =>
  roles.some(({ role }) => CONTACT_ROLES.includes(role)) && !roles.some(({ role }) => role === 'expert');

/**
 * The feeds of a person with these roles. A role of the whole office reads each of its programmes: `programmes` names them all,
 * and whoever registers one gives its feed to those roles.
 */
export const scopesOfPerson = (
  person: string,
  roles: readonly RoleGrant[],
  programmes: readonly string[],
): readonly Scope[] => {
  const inProgrammes = PROGRAMME_SIDES.flatMap((side) =>
    roles.flatMap(({ role, programme }) =>
      SIDE_OF_ROLE[role] === side ? (programme === null ? programmes : [programme]).map((one) => `${side}:${one}`) : [],
    ),
  );
  return [
    `person:${person}`,
    ...(roles.some(({ role }) => role === 'supportOfficer') ? [`officer:${person}`] : []),
    ...(roles.some(({ role }) => OFFICE_SIDES.includes(SIDE_OF_ROLE[role])) ? ['office'] : []),
    ...(roles.some(({ role }) => SIDE_OF_ROLE[role] === 'desk') ? [WHOLE_DESK] : []),
    ...(tellsCompanies(roles) ? ['contacts'] : []),
    ...new Set(inProgrammes),
  ];
};

/** Whether these roles read this feed, whatever programmes there are. */
export const readsScope = (person: string, roles: readonly RoleGrant[], scope: Scope): boolean =>
  scopesOfPerson(person, roles, [scope.slice(scope.indexOf(':') + 1)]).includes(scope);

/** Whether one of these roles reads every programme of its office. */
export const readsEveryProgramme = (roles: readonly RoleGrant[]): boolean =>
  roles.some(
    ({ role, programme }) => programme === null && PROGRAMME_SIDES.some((side) => side === SIDE_OF_ROLE[role]),
  );

/**
 * The same feeds, each with the last day on which these roles give it; null: no role that gives it ends. Read the feed by it,
 * and an end counts at once, also before its operation was recorded.
 */
export const scopesWithEnds = (
  person: string,
  roles: readonly RoleGrant[],
  programmes: readonly string[],
): readonly { readonly scope: Scope; readonly until: Day | null }[] => {
  const ends = [...new Set(roles.flatMap(({ until }) => until ?? []))].toSorted();
  return scopesOfPerson(person, roles, programmes).map((scope) => {
    const last = ends.find(
      (end) => !scopesOfPerson(person, rolesOn(roles, addDays(end, 1)), programmes).includes(scope),
    );
    return { scope, until: last ?? null };
  });
};

/**
 * Which scopes reach which aggregates because this aggregate is as it is. The difference between before and after is
 * written into the feeds in the same transaction: a grant as rows, a retraction as removals (L9). `covered`: whether a programme's
 * consent lets its personal data be copied to phones (FP-7-1, TP-7).
 */
export const reachOf = (
  kind: Kind,
  aggregate: string,
  state: unknown,
  covered: (programme: string) => boolean,
): readonly Reach[] => {
  if (state === null) return [];
  if (kind === 'engagement') return reachOfEngagement(aggregate, state as Engagement, covered);
  const own = { kind, aggregate };
  if (kind === 'programme')
    return [{ scope: 'office', ...own }, ...PROGRAMME_SIDES.map((side) => ({ scope: `${side}:${aggregate}`, ...own }))];
  if (kind === 'person')
    return [
      { scope: 'office', ...own },
      { scope: `person:${aggregate}`, ...own },
    ];
  // Whose programme it is paid by, engagements say.
  if (kind === 'payee') return [{ scope: `person:${aggregate}`, ...own }];
  // An engagement brings its company to the expert, and never the company's contact.
  if (kind === 'contact') return [{ scope: 'contacts', ...own }];
  if (kind === 'incident') return reachOfIncident(state as Incident).map((scope) => ({ scope, ...own }));
  if (kind === 'disposal') return reachOfDisposal(state as Disposal).map((scope) => ({ scope, ...own }));
  if (kind === 'paymentRun') return reachOfRun(state as PaymentRun).map((scope) => ({ scope, ...own }));
  return [{ scope: 'office', ...own }];
};

/** Whoever reads amounts reads runs (requirements 1.1); who is paid, once the bank has it. */
const reachOfRun = (run: PaymentRun): readonly Scope[] => [
  ...PROGRAMME_SIDES.map((side) => `${side}:${run.programme}`),
  ...engagementsIn(Object.values(run.payments)).map((engagement) => paysScope('engagement', engagement)),
  ...Object.keys(run.payments).map((person) => paysScope('person', person)),
  ...(run.sent ? Object.keys(run.payments).map((person) => `person:${person}`) : []),
];

/**
 * Whoever raised an incident goes on with what they said, the desk leads it, and who commissioned or audits the programme sees it;
 * those who pay do not.
 */
const reachOfIncident = ({ raisedBy, programme }: Incident): readonly Scope[] => [
  WHOLE_DESK,
  `person:${raisedBy}`,
  ...(programme === null ? [] : [`commissioner:${programme}`, `auditor:${programme}`]),
];

/** Desk, commissioner and auditor of its programme (requirements 1.1); those who pay have no part in it. */
const reachOfDisposal = ({ programme }: Disposal): readonly Scope[] =>
  programme === undefined ? ['office'] : [`desk:${programme}`, `commissioner:${programme}`, `auditor:${programme}`];

/** Whether a feed that reaches an aggregate carries this part of it. What it does not carry is never written into it. */
export const carriesPart = (scope: Scope, kind: string, part: string): boolean => {
  if (scope.startsWith('work:') || scope.startsWith('pays:')) return false;
  // What others are paid is no payee's to know.
  if (kind === 'paymentRun' && scope.startsWith('person:'))
    return part === 'core' || part === paymentPart(scope.slice('person:'.length));
  if (kind === 'programme' && part === PAYER) return scope.startsWith('accounting:');
  // Which other companies are supported is no expert's to know, nor what the office has not offered yet, nor its budget.
  if (kind === 'programme' && (part === ACCEPTANCES || part === CONTRACT_TEXTS || part === BUDGET))
    return scope === 'office' || !/^(person|officer):/.test(scope);
  // Who recovered whose access, and why roles changed, stays between administrators and office.
  if (kind === 'person') return part === 'core' || scope === 'office';
  if (kind !== 'engagement' && kind !== 'payee') return true;
  const side = sideOf(scope);
  return side !== null && (kind === 'payee' ? reads(side, part, VISIBLE_OF_PAYEE) : reads(side, part));
};

/** The side that reads this feed; null for feeds that no engagement reaches. */
const sideOf = (scope: Scope): Side | null => {
  const prefix = scope.slice(0, scope.indexOf(':'));
  if (prefix === 'person') return 'expert';
  return SIDES.find((side) => side === prefix) ?? null;
};

const reachOfEngagement = (
  id: string,
  engagement: Engagement,
  covered: (programme: string) => boolean,
): readonly Reach[] => {
  const { core, team } = engagement;
  if (!core) return [];
  const expert = expertInCharge(engagement);
  const seen: readonly Omit<Reach, 'scope'>[] = [
    { kind: 'engagement', aggregate: id },
    { kind: 'company', aggregate: core.company },
    { kind: 'programme', aggregate: core.programme },
    ...(expert ? [{ kind: 'person', aggregate: expert } as const] : []),
  ];
  const officers = new Set(team?.officers.flatMap(({ person }) => person ?? []));
  // 契約書第9条: after the contract the expert is given nothing any more. What they recorded before still arrives (`workScope`).
  const reader = expert !== null && expertReads(engagement) ? [`person:${expert}`] : [];
  const outside = [...reader, ...[...officers].map((person) => `officer:${person}`)];
  const workers = new Set([...(expert ? [expert] : []), ...officers]);
  // The programme itself is no personal data: without consent it is what says that there is none.
  const given = covered(core.programme) ? seen : seen.filter(({ kind }) => kind === 'programme');
  return [
    ...PROGRAMME_SIDES.flatMap((side) => seen.map((what) => ({ scope: `${side}:${core.programme}`, ...what }))),
    ...PAYEE_SIDES.flatMap((side) =>
      expertsPaid(engagement).map(
        (aggregate) => ({ scope: `${side}:${core.programme}`, kind: 'payee', aggregate }) as const,
      ),
    ),
    ...outside.flatMap((scope) => given.map((what) => ({ scope, ...what }))),
    ...[...workers].map((person) => ({ scope: workScope(person), kind: 'engagement', aggregate: id }) as const),
  ];
};
