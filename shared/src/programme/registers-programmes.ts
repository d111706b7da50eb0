import type { RoleGrant } from '../operation/context.ts';

/** Programmes and their rules are the whole office's: a role in one of them opens no other. */
export const registersProgrammes = (roles: readonly RoleGrant[]): boolean =>
  roles.some(({ role, programme }) => role === 'administrator' && programme === null);
