import type { Engagement } from '../engagement/engagement.ts';
import { grossMinutes, netMinutes } from '../engagement/net-minutes.ts';
import type { Visit } from '../engagement/visit.ts';
import type { RuleSet } from './rule-set.ts';

type Rules = Pick<RuleSet, 'breaksDeducted' | 'money'>;

/** Whether two records count as one visit: the same one, or two stretches of one day where the programme adds these up. */
export const isSameVisit = (a: Visit, b: Visit, { money }: Pick<Rules, 'money'>): boolean =>
  a.id === b.id || (money?.stretchesOfOneDay.value === 'together' && a.time !== null && a.time.on === b.time?.on);

/** The records that count as one visit with this one, itself among them, in the order of their times. */
export const stretchesOf = (engagement: Pick<Engagement, 'visits'>, visit: Visit, rules: Rules): readonly Visit[] =>
  Object.values(engagement.visits)
    .filter(
      (one) => one.id === visit.id || (one.status !== 'cancelled' && one.time?.to && isSameVisit(one, visit, rules)),
    )
    .toSorted((a, b) => ((a.time?.from ?? '') + a.id < (b.time?.from ?? '') + b.id ? -1 : 1));

/** Minutes of a visit as its programme counts them: with or without the breaks, one stretch or all of the day (F-5-1-c). */
export const countedMinutes = (engagement: Pick<Engagement, 'visits'>, visit: Visit, rules: Rules): number =>
  stretchesOf(engagement, visit, rules)
    .map((one) => (rules.breaksDeducted.value ? netMinutes(one) : grossMinutes(one)) ?? 0)
    .reduce((sum, minutes) => sum + Math.max(0, minutes), 0);
