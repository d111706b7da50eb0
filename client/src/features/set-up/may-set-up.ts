import type { Role, RoleGrant } from '@banso/shared/operation/context.ts';

/** Who registers companies and engagements, by the operations' own lists. */
const REGISTRARS: readonly Role[] = ['staff', 'administrator'];

export const registersEngagements = (roles: readonly RoleGrant[]): boolean =>
  roles.some(({ role }) => REGISTRARS.includes(role));

export const invites = (roles: readonly RoleGrant[]): boolean => roles.some(({ role }) => role === 'administrator');
