import type { Context, Role, RoleGrant } from '../operation/context.ts';
import type { Operation } from '../operation/envelope.ts';
import type { RefusalCode } from '../operation/refusals.ts';
import { addDays, type Day, dayInJapan, instantInJapan } from '../time/day.ts';

/** Who looks in from outside, for a while: these roles always carry an end. Source: FP-2-2 (powers limited to the minimum). */
export const mustEnd = (role: Role): boolean => role === 'commissioner' || role === 'auditor';

/** An administrator's role has no end: two who set each other's would leave an office that nobody can open. */
export const mayEnd = (role: Role): boolean => role !== 'administrator';

/** The roles that stand on this day; a role stands to the end of its last day in Japan. */
export const rolesOn = (roles: readonly RoleGrant[], day: Day): readonly RoleGrant[] =>
  roles.filter(({ until }) => until === undefined || day <= until);

/** The first instant (ms) at which a role with this last day stands no more. */
export const endedAtMs = (until: Day): number => instantInJapan(addDays(until, 1), '00:00');

/** When the first of these roles ends; null when none of them does. */
export const nextEndMs = (roles: readonly RoleGrant[]): number | null => {
  const ends = roles.flatMap(({ until }) => (until === undefined ? [] : [endedAtMs(until)]));
  return ends.length === 0 ? null : Math.min(...ends);
};

/** The 31st of March on which the fiscal year of this day ends: what is offered as an end. */
export const fiscalYearEnd = (day: Day): Day => {
  const year = Number(day.slice(0, 4));
  return `${day.slice(5) <= '03-31' ? year : year + 1}-03-31`;
};

/** The last day that may be chosen for who looks in from outside: the end of the next fiscal year, when its audit is done. */
export const latestEnd = (day: Day): Day => fiscalYearEnd(addDays(fiscalYearEnd(day), 1));

/** Whether somebody becomes an administrator of what they were none of before. */
export const makesAdministrator = (roles: readonly RoleGrant[], before: readonly RoleGrant[]): boolean =>
  roles.some((grant) => grant.role === 'administrator' && !before.some((held) => isSameGrant(held, grant)));

export const isSameGrant = (one: RoleGrant, other: RoleGrant): boolean =>
  one.role === other.role && one.programme === other.programme && one.until === other.until;

/** Why these roles cannot be given on this day; null when they can. What a person has already is not judged again. */
export const wrongEnd = (
  roles: readonly RoleGrant[],
  { before, today }: { readonly before: readonly RoleGrant[]; readonly today: Day },
): RefusalCode | null => {
  for (const grant of roles) {
    if (before.some((held) => isSameGrant(held, grant))) continue;
    const { role, until } = grant;
    if (until === undefined) {
      if (mustEnd(role)) return 'end_missing';
    } else if (!mayEnd(role)) return 'administrator_end';
    else if (until < today || (mustEnd(role) && until > latestEnd(today))) return 'end_out_of_range';
  }
  return null;
};

/** The day on which an intent counts: that of its arrival at the server; on the device, which cannot know it, that of the tap. */
export const dayOfIntent = ({ clock }: Pick<Operation, 'clock'>, { bounds }: Pick<Context, 'bounds'>): Day =>
  dayInJapan(bounds.notAfterMs ?? clock.wallMs + (clock.offsetMs ?? 0));

/**
 * The day on which a fact counts: what its device says about the tap, inside the server's bounds. So work that was done while a
 * role stood is taken in by that role, however late it arrives (L5); how well its time is proven is the grade's affair.
 */
export const dayOfFact = ({ clock }: Pick<Operation, 'clock'>, { bounds }: Pick<Context, 'bounds'>): Day => {
  const saidMs = clock.wallMs + (clock.offsetMs ?? 0);
  const { notBeforeMs, notAfterMs } = bounds;
  return dayInJapan(Math.max(notBeforeMs ?? 0, Math.min(saidMs, notAfterMs ?? saidMs)));
};
