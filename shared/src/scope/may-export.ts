import type { Role, RoleGrant } from '../operation/context.ts';

/** Who may take an engagement out of the system as one file: those who answer for it to an auditor. */
const EXPORT_ROLES: readonly Role[] = ['approver', 'administrator', 'privacyManager'];

/** Whether somebody with these roles may export engagements of this programme. */
export const mayExport = (roles: readonly RoleGrant[], programme: string): boolean =>
  roles.some(({ role, programme: where }) => EXPORT_ROLES.includes(role) && (where === null || where === programme));
