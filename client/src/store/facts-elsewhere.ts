import type { Visit } from '@banso/shared/engagement/visit.ts';
import {
  type ExpertWork,
  likePapersIn,
  likeStrokesIn,
  likeTextsIn,
  otherVisitsIn,
} from '@banso/shared/rules/expert-work.ts';
import type { VisitFacts } from '@banso/shared/rules/finding.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';
import type { Day } from '@banso/shared/time/day.ts';
import type { EngagementView } from './client-store.ts';
import { expertWork, type FromElsewhere, NOTHING_ELSEWHERE } from './expert-work.ts';

/** Everything a rule may look at in one visit, from what this device holds. */
export const factsOfVisit = (
  view: Pick<EngagementView, 'id' | 'engagement' | 'company' | 'elsewhere' | 'ruleSet'>,
  visit: Visit,
  today: Day,
): VisitFacts => {
  const { engagement, company, elsewhere, ruleSet } = view;
  const own = expertWork(engagement, view.id, company);
  return { engagement, visit, today, ...factsElsewhere({ visit: visit.id, own, elsewhere, ruleSet }) };
};

/** The facts about an expert's other work that concern one visit, as the server will gather them. */
export const factsElsewhere = ({
  visit: id,
  own,
  elsewhere,
  ruleSet,
}: {
  readonly visit: string | null;
  readonly own: ExpertWork;
  readonly elsewhere: readonly ExpertWork[];
  readonly ruleSet: RuleSet | null;
}): FromElsewhere => {
  const visit = id === null ? undefined : own.visits[id];
  const otherVisits = otherVisitsIn(elsewhere, own, visit?.time ? new Set([visit.time.on]) : null);
  if (!visit || !ruleSet) return { ...NOTHING_ELSEWHERE, otherVisits };
  const among = { visit, own, elsewhere };
  return {
    otherVisits,
    likeTexts: likeTextsIn(among, ruleSet),
    likeStrokes: likeStrokesIn(among, ruleSet),
    likePapers: likePapersIn(among),
  };
};

/** The expert's other visits that this device knows, on whichever day. */
export const otherVisitsOf = ({
  id,
  engagement,
  company,
  elsewhere,
  ruleSet,
}: Pick<EngagementView, 'id' | 'engagement' | 'company' | 'elsewhere' | 'ruleSet'>): FromElsewhere['otherVisits'] =>
  factsElsewhere({ visit: null, own: expertWork(engagement, id, company), elsewhere, ruleSet }).otherVisits;
