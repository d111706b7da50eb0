import { type Engagement, visitsInOrder } from '../engagement/engagement.ts';
import type { FinalPackage } from '../engagement/final-package.ts';
import { tripForMoney } from '../engagement/trip-record.ts';
import type { Filing, Stops } from '../money/claims.ts';
import type { Issuer } from '../money/invoice-line.ts';
import { settle, type Settlement, type SettlementFacts } from '../money/settlement.ts';
import type { OtherVisit } from '../operation/context.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { Day } from '../time/day.ts';

/** What an engagement's claim rests on besides its own record. `otherVisits`: the expert's in other engagements. */
export type ClaimGiven = {
  readonly engagement: Engagement;
  readonly ruleSet: RuleSet;
  readonly otherVisits: readonly OtherVisit[];
  readonly issuer: Issuer;
  readonly payee: SettlementFacts['payee'];
  readonly filing: Filing;
  readonly stops: Stops;
  readonly today: Day;
};

/** The settlement of an engagement as its record stands: what screens show and what an invoice is made from. */
export const claimOf = ({ engagement, ruleSet, otherVisits, today, ...rest }: ClaimGiven): Settlement =>
  settle({
    ...rest,
    ruleSet,
    facts: visitsInOrder(engagement)
      .filter(({ status, time }) => status !== 'cancelled' && time?.to)
      .map((visit) => ({
        engagement,
        visit,
        otherVisits: otherVisits.filter(({ on }) => on === visit.time?.on),
        likeTexts: [],
        likeStrokes: [],
        likePapers: [],
        today,
      })),
    trips: Object.fromEntries(Object.values(engagement.trips).map((trip) => [trip.visit, tripForMoney(trip)])),
    paidOn: today,
  });

/** When the last papers came, as the money rules ask; a package that was sent back has not come. */
export const filingOf = (finalPackage: FinalPackage | null): Filing => {
  if (!finalPackage || finalPackage.state === 'sentBack') return { submittedOn: null, lateDecision: null };
  return { submittedOn: finalPackage.submittedOn, lateDecision: finalPackage.lateDecision };
};

/** An invoice is made before it is handed in: whether it came in time is judged afterwards. */
export const filedInTime = ({ programmeEndsOn }: RuleSet): Filing => ({
  submittedOn: programmeEndsOn.value,
  lateDecision: null,
});
