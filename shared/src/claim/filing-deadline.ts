import type { RuleSet } from '../rules/rule-set.ts';
import { bankDayBy } from '../time/business-day.ts';
import { type Day, daysBetween } from '../time/day.ts';
import { wareki } from '../time/wareki.ts';

/**
 * The last day for the final package in words, and how many days are left (negative: gone by). The day stays where it is on a
 * weekend or a holiday; then the business day before it is told as well, for nobody answers the telephone on the last one.
 */
export const filingDeadline = (
  { programmeEndsOn }: RuleSet,
  today: Day,
): { readonly words: string; readonly daysLeft: number; readonly article: string } => {
  const { value, source } = programmeEndsOn;
  const open = bankDayBy(value);
  const words = open === value ? wareki(value) : `${wareki(value)}。休日のため、${wareki(open)}までに出すと安心です`;
  return { words, daysLeft: daysBetween(today, value), article: source };
};
