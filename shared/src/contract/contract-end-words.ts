import type { CancellationReason, OrganizedCrimeGround } from './contract-end.ts';

/** FK-8-1 in words for people; apart from the codes, which every device carries. */
export const CANCELLATION_WORDS: Readonly<Record<CancellationReason, string>> = {
  breach: '一　契約の条項への違反',
  betrayal: '二　重大な過失または背信行為',
  regulations: '三　実施要領への違反',
  graveCause: '四　契約を続けがたい重大な事由',
};

/** FK-11-1 in short words of our own. */
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
