import { confirmationsOf } from '@banso/shared/engagement/engagement.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import { type Confirmation, confirmationStands } from '@banso/shared/evidence/confirmation.ts';
import { type EvidenceGrade, gradeVisit } from '@banso/shared/evidence/grade.ts';
import { evaluateVisit } from '@banso/shared/rules/evaluate.ts';
import type { Finding, VisitFacts } from '@banso/shared/rules/finding.ts';
import type { Day } from '@banso/shared/time/day.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { factsOfVisit } from '../../store/facts-elsewhere.ts';

/** `fallen`: the company signed, but what it signed has changed since. */
export type SignatureState = 'stands' | 'fallen' | 'none';

/** What the desk weighs before it judges a visit. */
export type JudgedVisit = {
  readonly findings: readonly Finding[];
  readonly signature: SignatureState;
  /** The confirmation that stands, else the newest one that fell. */
  readonly confirmation: Confirmation | null;
  readonly grade: EvidenceGrade | null;
  /** The company's newest confirmation, whether it stands or not. */
  readonly newest: Confirmation | null;
  /** What it was judged by. */
  readonly facts: VisitFacts;
};

/** Judges one visit as the server will: by the rules of its programme, on what this device holds. */
export const judgeVisit = (view: EngagementView, visit: Visit, today: Day): JudgedVisit => {
  const { engagement, ruleSet } = view;
  const confirmations = confirmationsOf(engagement, visit.id);
  const standing = confirmations.findLast((one) => confirmationStands(visit, one));
  const confirmation = standing ?? confirmations.at(-1) ?? null;
  const facts = factsOfVisit(view, visit, today);
  return {
    facts,
    newest: confirmations.at(-1) ?? null,
    findings: ruleSet === null ? [] : evaluateVisit(ruleSet, facts),
    signature: standing ? 'stands' : confirmation ? 'fallen' : 'none',
    confirmation,
    grade: gradeVisit(visit),
  };
};

/** What a finding does to the approval. `other`: it speaks of another step, such as the invoice. */
export type Weight = 'blocks' | 'warns' | 'informs' | 'released' | 'other';

/** How a finding weighs on the approval; a released one no longer stops it. */
export const weightOf = ({ severity, release }: Finding): Weight => {
  if (severity.approve === undefined) return 'other';
  if (severity.approve === 'BLOCK') return release ? 'released' : 'blocks';
  return severity.approve === 'WARN' ? 'warns' : 'informs';
};
