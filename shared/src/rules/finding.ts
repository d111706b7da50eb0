import type { Engagement } from '../engagement/engagement.ts';
import type { Release, Visit } from '../engagement/visit.ts';
import type { Context } from '../operation/context.ts';
import type { Day } from '../time/day.ts';
import type { Figure, Intent, RuleSet, Severity } from './rule-set.ts';

/**
 * Everything a finding may look at. What comes from elsewhere is the same expert's work in other engagements of the tenant, as
 * far as whoever asks may see it; other tenants can never be seen (L8).
 */
export type VisitFacts = Pick<Context, 'otherVisits' | 'likeTexts' | 'likeStrokes' | 'likePapers'> & {
  readonly engagement: Engagement;
  readonly visit: Visit;
  readonly today: Day;
};

/** What a finding about a whole engagement may look at. */
export type EngagementFacts = Pick<VisitFacts, 'engagement' | 'today'>;

/**
 * What was found, in the words of this case: why, and how to mend it. `about`: what a release of it rests on, figures and ids, in no
 * words: once it is another, the release no longer stands. Null: nobody releases it, or it can become no worse.
 */
export type Judgement = { readonly reason: string; readonly mend: string; readonly about: string | null };

/** One thing that can be wrong with what these facts tell. Severity and article are the rule set's. */
export type FindingType<Facts = VisitFacts> = {
  readonly code: string;
  readonly label: string;
  /** False for integrity, self-approval, tax and personal data: nobody can release those (requirements section 0 item 3). */
  readonly releasable: boolean;
  /** The figure it compares with: a programme without it cannot make this finding. */
  readonly restsOn?: Figure;
  readonly judge: (facts: Facts, ruleSet: RuleSet) => Judgement | null;
};

/** A finding on a visit or an engagement, with its severity for each intent and the article or "事業の設定" that it rests on. */
export type Finding = Judgement & {
  readonly code: string;
  readonly label: string;
  readonly source: string;
  readonly severity: Partial<Readonly<Record<Intent, Severity>>>;
  readonly releasable: boolean;
  readonly release: Release | null;
  /** A release of something else that was found under this code: it does not stand for this. */
  readonly lapsed: Release | null;
};
