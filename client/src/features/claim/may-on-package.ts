import { isLate } from '@banso/shared/claim/is-late.ts';
import { paymentStops } from '@banso/shared/engagement/contract-paper.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { type Me, mayDo } from './may-do.ts';
import type { Claim } from './use-claim.ts';

/** What this person may do with the final package now. `awaitsApproval`: an approver is the next, whoever that is. */
export type MayOnPackage = {
  readonly check: boolean;
  readonly approve: boolean;
  readonly decide: boolean;
  readonly sendBack: boolean;
  readonly awaitsApproval: boolean;
};

export const mayOnPackage = (
  me: Me,
  view: Pick<EngagementView, 'engagement'>,
  { ruleSet, missing }: Pick<Claim, 'ruleSet' | 'missing'>,
): MayOnPackage => {
  const { finalPackage } = view.engagement;
  const state = finalPackage?.state;
  const open = state === 'submitted' || state === 'checked';
  const complete = missing.length === 0;
  const undecided = !!finalPackage && isLate(finalPackage, ruleSet) && finalPackage.lateDecision === null;
  const stopped =
    !!finalPackage &&
    paymentStops(view.engagement, finalPackage.submitted.by).some(({ payment }) => payment?.pays !== true);
  const awaitsApproval = state === 'checked' && complete && !undecided && !stopped;
  const isOther = finalPackage?.checked?.by !== me.person || ruleSet.money?.checkerApproves?.value === true;
  return {
    check: state === 'submitted' && complete && mayDo(me, view, 'package-checked@1'),
    approve: awaitsApproval && isOther && mayDo(me, view, 'package-approved@1'),
    decide: open && undecided && mayDo(me, view, 'late-filing-decided@1'),
    sendBack: open && mayDo(me, view, 'package-sent-back@1'),
    awaitsApproval,
  };
};
