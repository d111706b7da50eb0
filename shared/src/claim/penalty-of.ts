import { contractOfDay } from '../engagement/contract-paper.ts';
import type { Contract, Engagement } from '../engagement/engagement.ts';
import { earnedBy, penaltyCandidates } from '../money/penalty.ts';
import type { OtherVisit } from '../operation/context.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { Day } from '../time/day.ts';
import { claimOf, filedInTime } from './claim-of.ts';

/**
 * What 10 % may be of after an end because of organized crime, from what this contract's visits come to as the claim reckons
 * them: a visit of 179 minutes earns nothing, and a fare is what the office ruled. Null where the programme pays nothing by rules.
 */
export const penaltyOf = ({
  engagement,
  contract,
  ruleSet,
  otherVisits,
  today,
}: {
  readonly engagement: Engagement;
  readonly contract: Contract;
  readonly ruleSet: RuleSet;
  readonly otherVisits: readonly OtherVisit[];
  readonly today: Day;
}): ReturnType<typeof penaltyCandidates> => {
  const { money, numberOfVisits } = ruleSet;
  if (!money) return null;
  const { claims } = claimOf({
    engagement,
    ruleSet,
    otherVisits,
    issuer: NOBODY,
    payee: { contract: 'individual', account: 'individual' },
    filing: filedInTime(ruleSet),
    // What was earned does not depend on whether it is paid.
    stops: 'setAside',
    today,
  });
  const earned = earnedBy(
    claims,
    money,
    ({ time }) => time !== null && contractOfDay(engagement, time.on) === contract,
  );
  return penaltyCandidates(money, { earned, mostVisits: numberOfVisits?.value ?? earned.visits });
};

const NOBODY = { rounding: 'floor', registration: null, showsReferenceTax: false } as const;
