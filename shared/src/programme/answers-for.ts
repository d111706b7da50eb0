import type { Role, RoleGrant } from '../operation/context.ts';
import { holdsRole } from '../operation/holds-role.ts';

/** Who answers for a programme's personal data. */
export const ANSWERABLE = ['administrator', 'privacyManager'] as const satisfies readonly Role[];

/** Whether these roles answer for this very programme, or the whole office. */
export const answersFor = (programme: string, roles: readonly RoleGrant[]): boolean =>
  holdsRole(roles, ANSWERABLE, programme);
