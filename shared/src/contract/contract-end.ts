import { addDays, type Day, monthsAfter } from '../time/day.ts';
import type { ContractRules } from './contract-rules.ts';

/** FK-8-1 一〜四. */
export const CANCELLATION_REASONS = ['breach', 'betrayal', 'regulations', 'graveCause'] as const;
export type CancellationReason = (typeof CANCELLATION_REASONS)[number];

export const CANCELLATION_WORDS: Readonly<Record<CancellationReason, string>> = {
  breach: '一　契約の条項への違反',
  betrayal: '二　重大な過失または背信行為',
  regulations: '三　実施要領への違反',
  graveCause: '四　契約を続けがたい重大な事由',
};

/** FK-11-1 一〜八, by number; in short words of our own. */
export const ORGANIZED_CRIME_GROUNDS = ['1', '2', '3', '4', '5', '6', '7', '8'] as const;
export type OrganizedCrimeGround = (typeof ORGANIZED_CRIME_GROUNDS)[number];

export const ORGANIZED_CRIME_WORDS: Readonly<Record<OrganizedCrimeGround, string>> = {
  '1': '第1号　受託者が暴力的組織である',
  '2': '第2号　役員等が構成員等である',
  '3': '第3号　構成員等と知って雇用・使用',
  '4': '第4号　該当すると知って下請・購入等の契約',
  '5': '第5号　不正の利益・加害の目的での利用',
  '6': '第6号　暴力的組織等への利益・便宜の供与',
  '7': '第7号　役員等・使用人の私生活上の利用・供与',
  '8': '第8号　密接な交際、社会的に非難される関係',
};

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
