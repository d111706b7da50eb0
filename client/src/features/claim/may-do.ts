import { OPERATION_TYPES } from '@banso/shared/operation/register.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { expertInCharge } from '@banso/shared/engagement/team.ts';
import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import type { EngagementView } from '../../store/client-store.ts';

/** Who looks, and in which roles. */
export type Me = Pick<SignedIn, 'person' | 'roles'>;

/** Whether this person's roles in the engagement's programme let them do this, and it is no claim of their own. */
export const mayDo = (me: Me, { engagement }: Pick<EngagementView, 'engagement'>, type: keyof BodyOf): boolean =>
  me.person !== expertInCharge(engagement) &&
  me.roles.some(
    ({ role, programme }) =>
      OPERATION_TYPES.get(type)?.by.includes(role) === true &&
      (programme === null || programme === engagement.core?.programme),
  );
