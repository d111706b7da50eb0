import { reportDueOn } from '@banso/shared/rules/report-due.ts';
import type { Day } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import type { AgendaItem } from './agenda.ts';
import { messages } from './messages.ts';

/** By when the report of a visit that has ended is to be handed in; null where its programme names no day (FK-4-1). */
export const dueWords = (
  {
    view: { ruleSet },
    visit,
  }: { readonly view: Pick<AgendaItem['view'], 'ruleSet'>; readonly visit: AgendaItem['visit'] },
  today: Day,
): string | null => {
  const due = ruleSet && visit.status === 'ended' ? reportDueOn(visit, ruleSet) : null;
  if (due === null) return null;
  return today <= due ? messages.reportDue(wareki(due)) : messages.reportOverdue(wareki(due));
};
