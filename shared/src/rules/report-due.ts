import type { Visit } from '../engagement/visit.ts';
import { addDays, type Day } from '../time/day.ts';
import type { RuleSet } from './rule-set.ts';

/**
 * The last day on which a visit's record is handed in without being late; null before the visit, and where the programme names
 * no day. 契約書第4条第1項 wants it at each visit (派遣の都度) and gives none.
 */
export const reportDueOn = ({ time }: Pick<Visit, 'time'>, { reportDueDays }: RuleSet): Day | null =>
  time && reportDueDays ? addDays(time.on, reportDueDays.value) : null;
