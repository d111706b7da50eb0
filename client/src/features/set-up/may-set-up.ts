import type { Role, RoleGrant } from '@banso/shared/operation/context.ts';

/** Who registers companies and engagements, by the operations' own lists. */
const REGISTRARS: readonly Role[] = ['staff', 'administrator'];

export const registersEngagements = (roles: readonly RoleGrant[]): boolean =>
  roles.some(({ role }) => REGISTRARS.includes(role));

/** Programmes are the whole office's: a role in one of them opens no other. */
export const registersProgrammes = (roles: readonly RoleGrant[]): boolean =>
  roles.some(({ role, programme }) => role === 'administrator' && programme === null);

export const invites = (roles: readonly RoleGrant[]): boolean => roles.some(({ role }) => role === 'administrator');
