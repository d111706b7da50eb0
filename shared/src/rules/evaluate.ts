import type { Finding, VisitFacts } from './finding.ts';
import { FINDINGS } from './findings/index.ts';
import type { Intent, RuleSet } from './rule-set.ts';

/** Judges one visit by a rule set: what was found, how severe it is for each intent, which article says so, how to mend it. */
export const evaluateVisit = (ruleSet: RuleSet, facts: VisitFacts): readonly Finding[] =>
  FINDINGS.flatMap(({ code, label, releasable, judge }) => {
    const rule = ruleSet.findings[code];
    const judgement = rule ? judge(facts, ruleSet) : null;
    if (!rule || !judgement) return [];
    const release = facts.visit.releases.findLast(({ finding }) => finding === code) ?? null;
    return [{ code, label, releasable, ...rule, ...judgement, release }];
  });

/** The findings that stop an intent: BLOCK, and not released by an approver. */
export const blocking = (findings: readonly Finding[], intent: Intent): readonly Finding[] =>
  findings.filter(({ severity, release }) => severity[intent] === 'BLOCK' && release === null);
