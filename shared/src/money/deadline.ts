import { addDays, type Day } from '../time/day.ts';
import { wareki } from '../time/wareki.ts';
import type { MoneyRules } from './money-rules.ts';
import type { Step } from './step.ts';

/** The last day on which a service of that day is paid in time: the day of the service is day 1, so 2025-12-20 ends on 2026-02-17. */
export const payBy = (servedOn: Day, { value }: MoneyRules['payWithin']): Day => addDays(servedOn, value - 1);

/** What is told about a payment planned for a day: the services whose last day has passed by then, earliest first; null when none. */
export const judgePaymentDay = (
  servedDays: readonly Day[],
  { plannedOn, payWithin }: { readonly plannedOn: Day; readonly payWithin: MoneyRules['payWithin'] },
): Step | null => {
  const late = [...new Set(servedDays)].filter((day) => payBy(day, payWithin) < plannedOn).toSorted();
  if (late.length === 0) return null;
  return {
    what: `支払期日を過ぎる役務があります（役務の日を1日目として${payWithin.value}日以内）`,
    figures: `${late.map((day) => `${wareki(day)}の役務は${wareki(payBy(day, payWithin))}まで`).join('、')}。支払予定は${wareki(plannedOn)}`,
    article: payWithin.source,
  };
};
