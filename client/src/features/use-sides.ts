import { type Role, ROLES } from '@banso/shared/operation/context.ts';
import { useBanso } from '../sync/banso-context.tsx';

/** Who works with the office's list; commissioner and auditor read it and change nothing. */
const DESK_ROLES: readonly Role[] = ROLES.filter((role) => role !== 'expert' && role !== 'supportOfficer');

/** Whose screens this person has; more than one where somebody does several things. */
export const useSides = (): Readonly<Record<'isDesk' | 'isExpert' | 'isOfficer', boolean>> => {
  const { me } = useBanso();
  return {
    isDesk: me.roles.some(({ role }) => DESK_ROLES.includes(role)),
    isExpert: me.roles.some(({ role }) => role === 'expert'),
    isOfficer: me.roles.some(({ role }) => role === 'supportOfficer'),
  };
};
