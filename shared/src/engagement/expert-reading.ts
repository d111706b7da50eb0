import { addDays, type Day, dayInJapan } from '../time/day.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { contractedExpert, lastDayOf } from './contract-paper.ts';
import type { Engagement } from './engagement.ts';
import { expertInCharge } from './team.ts';

/**
 * What was last said of the expert's reading of an engagement whose contract is over: ended by the rule or by hand, or opened
 * again until a day. It counts for this contract and this expert alone: whoever is chosen next, or signs anew, reads again.
 */
export type ExpertReading = {
  readonly contract: string;
  readonly expert: string;
  readonly open: boolean;
  /** The last day on which it is open; null while it is closed. */
  readonly until: Day | null;
  /** '' where the rule alone ended it. */
  readonly reason: string;
  readonly by: string;
  readonly atMs: number;
};

type Read = Pick<Engagement, 'core' | 'team' | 'finalPackage'>;

/** What was said for the contract and the expert of today; null: nothing, and the expert reads. */
export const readingSaid = ({ core, team }: Pick<Read, 'core' | 'team'>): ExpertReading | null => {
  const said = core?.reading;
  return said && said.contract === core.contract?.number && said.expert === expertInCharge({ core, team })
    ? said
    : null;
};

/** Whether the expert in charge is given the engagement and what belongs to it. What they record counts either way (L9). */
export const expertReads = (engagement: Pick<Read, 'core' | 'team'>): boolean =>
  readingSaid(engagement)?.open !== false;

/**
 * The last day on which the expert reads the engagement, or read it where that is over: so many days after the later of the
 * contract's last day and the end of their own duties, which is the final package's approval or the decision not to pay it.
 * Null: nothing ends it yet. Source: 契約書第9条; the number of days is the programme's.
 */
export const readingEndsOn = (engagement: Read, rules: Pick<RuleSet, 'contract'> | null): Day | null => {
  const said = readingSaid(engagement);
  if (said?.open) return said.until;
  const { core } = engagement;
  const days = rules?.contract?.readingEnds;
  const expert = expertInCharge(engagement);
  if (!days || !core?.contract || expert === null || contractedExpert(engagement) !== expert) return null;
  const settled = settledOn(engagement);
  if (settled === null) return null;
  const over = lastDayOf(core.contract);
  return addDays(settled > over ? settled : over, days.value);
};

/** The day on which nothing was left for the expert to hand in; null: something is. */
const settledOn = ({ finalPackage }: Pick<Read, 'finalPackage'>): Day | null => {
  const { approved, lateDecision } = finalPackage ?? {};
  if (approved) return dayInJapan(approved.atMs);
  return lateDecision && !lateDecision.pays ? dayInJapan(lateDecision.atMs) : null;
};

/** Whether the reading is still open on a day after its last one. */
export const readingIsOver = (engagement: Read, rules: Pick<RuleSet, 'contract'> | null, today: Day): boolean => {
  const last = readingEndsOn(engagement, rules);
  return expertReads(engagement) && last !== null && last < today;
};
