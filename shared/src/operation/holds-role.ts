import type { Role, RoleGrant } from './context.ts';

/** Whether one of these roles is held in this programme, or in the whole office; null: in whichever programme. */
export const holdsRole = (roles: readonly RoleGrant[], among: readonly Role[], programme: string | null): boolean =>
  roles.some(
    ({ role, programme: where }) =>
      among.includes(role) && (where === null || programme === null || where === programme),
  );
