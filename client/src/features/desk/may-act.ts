import { expertInCharge } from '@banso/shared/engagement/team.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import type { Role } from '@banso/shared/operation/context.ts';
import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import type { EngagementView } from '../../store/client-store.ts';

/** Whether this person has a role in the engagement's programme that approves visits and releases findings. */
export const mayApprove = (me: SignedIn, view: EngagementView): boolean => hasRole(me, view, 'approver');

/** Whether this person has a role in the engagement's programme that sends visits back. */
export const maySendBack = (me: SignedIn, view: EngagementView): boolean =>
  hasRole(me, view, 'staff', 'approver', 'administrator');

/** Nobody approves a visit of their own (F-6-1). */
export const isOwnVisit = (me: SignedIn, { view, visit }: Reviewed): boolean =>
  me.person === expertInCharge(view.engagement) || me.person === visit.submission?.by;

type Reviewed = { readonly view: EngagementView; readonly visit: Visit };

const hasRole = (me: SignedIn, { engagement }: EngagementView, ...by: readonly Role[]): boolean =>
  me.roles.some(
    ({ role, programme }) => by.includes(role) && (programme === null || programme === engagement.core?.programme),
  );
