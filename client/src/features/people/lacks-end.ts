import type { RoleGrant } from '@banso/shared/operation/context.ts';
import { mustEnd } from '@banso/shared/person/role-ends.ts';

/** Whether one of these roles still waits for its last day. */
export const lacksEnd = (roles: readonly RoleGrant[]): boolean =>
  roles.some(({ role, until }) => until === undefined && mustEnd(role));
