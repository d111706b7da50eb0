import { addDays, type Day, monthsAfter } from '../time/day.ts';
import type { ContractRules } from './contract-rules.ts';

/** FK-8-1 一〜四. */
export const CANCELLATION_REASONS = ['breach', 'betrayal', 'regulations', 'graveCause'] as const;
export type CancellationReason = (typeof CANCELLATION_REASONS)[number];

/** FK-11-1 一〜八, by number. */
export const ORGANIZED_CRIME_GROUNDS = ['1', '2', '3', '4', '5', '6', '7', '8'] as const;
export type OrganizedCrimeGround = (typeof ORGANIZED_CRIME_GROUNDS)[number];

/** Whether the period, both days included, is of so many months or more: 8月1日 to 1月31日 is exactly six. */
export const lastsMonths = ({ from, to }: { readonly from: Day; readonly to: Day }, months: number): boolean =>
  addDays(to, 1) >= monthsAfter(from, months);

/**
 * The first day on which an office may end this contract early, when it tells the other side on a day; null: no law sets one.
 * Source: フリーランス法第16条第1項, 同施行令第3条 (契約期間6か月以上).
 */
export const earliestEnd = (
  contract: { readonly from: Day; readonly to: Day },
  { toldOn, earlyEnd }: { readonly toldOn: Day; readonly earlyEnd: ContractRules['earlyEnd'] },
): Day | null => (lastsMonths(contract, earlyEnd.fromMonths) ? addDays(toldOn, earlyEnd.notice.value) : null);
