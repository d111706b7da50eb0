import type { Engagement } from '../engagement/engagement.ts';
import { expertInCharge } from '../engagement/team.ts';
import type { Role, RoleGrant } from '../operation/context.ts';
import type { Kind } from '../operation/envelope.ts';

/**
 * A scope is a feed that somebody may read: `person:<id>`, `officer:<id>`, `desk:<programme>`, `office`, `contacts`. What a
 * person sees is the union of the feeds of their scopes, never a filter over everything.
 */
export type Scope = string;

/** A scope reaches an aggregate. */
export type Reach = { readonly scope: Scope; readonly kind: Kind; readonly aggregate: string };

const DESK_ROLES: readonly Role[] = ['staff', 'approver', 'accounting', 'administrator', 'privacyManager'];

/** Who tells companies what was recorded. Not somebody who is an expert as well: contacts never reach an expert's device (L15). */
const CONTACT_ROLES: readonly Role[] = ['staff', 'approver', 'administrator'];
export const tellsCompanies = (roles: readonly RoleGrant[]): boolean =>
  roles.some(({ role }) => CONTACT_ROLES.includes(role)) && !roles.some(({ role }) => role === 'expert');

/** The feeds of a person with these roles. */
export const scopesOfPerson = (person: string, roles: readonly RoleGrant[]): readonly Scope[] => {
  const desk = roles.filter(({ role }) => DESK_ROLES.includes(role));
  return [
    `person:${person}`,
    ...(roles.some(({ role }) => role === 'supportOfficer') ? [`officer:${person}`] : []),
    ...(desk.length > 0 ? ['office'] : []),
    ...(tellsCompanies(roles) ? ['contacts'] : []),
    ...new Set(desk.flatMap(({ programme }) => (programme === null ? [] : [`desk:${programme}`]))),
  ];
};

/**
 * Which scopes reach which aggregates because this aggregate is as it is. The difference between before and after is
 * written into the feeds in the same transaction: a grant as rows, a retraction as removals (L9).
 */
export const reachOf = (kind: Kind, aggregate: string, state: unknown): readonly Reach[] => {
  if (state === null) return [];
  if (kind === 'engagement') return reachOfEngagement(aggregate, state as Engagement);
  const own = { kind, aggregate };
  if (kind === 'programme')
    return [
      { scope: 'office', ...own },
      { scope: `desk:${aggregate}`, ...own },
    ];
  if (kind === 'person')
    return [
      { scope: 'office', ...own },
      { scope: `person:${aggregate}`, ...own },
    ];
  // An engagement brings its company to the expert, and never the company's contact.
  if (kind === 'contact') return [{ scope: 'contacts', ...own }];
  return [{ scope: 'office', ...own }];
};

/** What of an engagement a support officer sees: the support, never the signatures or the money (requirements 1.1). */
const OFFICER_PARTS = /^(core|plan|team|visit\/.+|meeting\/.+|opinion\/.+)$/;

/**
 * What of an engagement its expert does not see: what the company told the office about the visits, and what the office asked
 * the company. Whoever was not visited must be able to say so without the visitor reading it first.
 */
const BETWEEN_COMPANY_AND_OFFICE = /^(objection|callBack)\/.+$/;

/** Whether a feed that reaches an aggregate carries this part of it. What it does not carry is never written into it. */
export const carriesPart = (scope: Scope, kind: string, part: string): boolean => {
  if (kind !== 'engagement' || scope.startsWith('desk:')) return true;
  return scope.startsWith('officer:') ? OFFICER_PARTS.test(part) : !BETWEEN_COMPANY_AND_OFFICE.test(part);
};

/** Whether a feed carries every part that papers are made from: only its readers may have papers. */
export const carriesWhole = (scope: Scope, kind: string): boolean =>
  !scope.startsWith('officer:') || kind !== 'engagement';

const reachOfEngagement = (id: string, engagement: Engagement): readonly Reach[] => {
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
  const scopes = [
    `desk:${core.programme}`,
    ...(expert ? [`person:${expert}`] : []),
    ...[...officers].map((person) => `officer:${person}`),
  ];
  return scopes.flatMap((scope) => seen.map((what) => ({ scope, ...what })));
};
