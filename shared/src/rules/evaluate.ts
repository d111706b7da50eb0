import { standingRelease } from '../engagement/release.ts';
import type { EngagementFacts, Finding, FindingType, VisitFacts } from './finding.ts';
import { ENGAGEMENT_FINDINGS, FINDINGS } from './findings/index.ts';
import type { Release } from '../engagement/visit.ts';
import type { Intent, RuleSet } from './rule-set.ts';

/** Judges one visit by a rule set: what was found, how severe it is for each intent, which article says so, how to mend it. */
export const evaluateVisit = (ruleSet: RuleSet, facts: VisitFacts): readonly Finding[] =>
  FINDINGS.flatMap((type) => findingOf(type, ruleSet, { facts, releases: facts.visit.releases }));

/** Judges a whole engagement as it would be closed now. */
export const evaluateEngagement = (ruleSet: RuleSet, facts: EngagementFacts): readonly Finding[] =>
  ENGAGEMENT_FINDINGS.flatMap((type) => findingOf(type, ruleSet, { facts, releases: [] }));

/** The findings that stop an intent: BLOCK, and not released by an approver. */
export const blocking = (findings: readonly Finding[], intent: Intent): readonly Finding[] =>
  findings.filter(({ severity, release }) => severity[intent] === 'BLOCK' && release === null);

const findingOf = <Facts>(
  { code, label, releasable, judge }: FindingType<Facts>,
  ruleSet: RuleSet,
  { facts, releases }: { readonly facts: Facts; readonly releases: readonly Release[] },
): readonly Finding[] => {
  const rule = ruleSet.findings[code];
  const judgement = rule ? judge(facts, ruleSet) : null;
  if (!rule || !judgement) return [];
  const release = standingRelease(releases, code, judgement);
  const lapsed = release ? null : (releases.findLast(({ finding }) => finding === code) ?? null);
  return [{ code, label, releasable, ...rule, ...judgement, release, lapsed }];
};
