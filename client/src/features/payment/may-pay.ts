import type { Role, RoleGrant } from '@banso/shared/operation/context.ts';

/** Whether somebody holds one of these roles in this programme or the whole office. */
export const holds = (roles: readonly RoleGrant[], programme: string, wanted: readonly Role[]): boolean =>
  roles.some(({ role, programme: where }) => wanted.includes(role) && (where === null || where === programme));
