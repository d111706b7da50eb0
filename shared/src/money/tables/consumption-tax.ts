import type { Dated } from '../dated.ts';

/** 消費税 and 地方消費税 together, by the day of the service; the reduced rate (food, newspapers) concerns no fee and no fare. */
export const CONSUMPTION_TAX: readonly Dated<number>[] = [
  { from: '2014-04-01', value: 8, unit: '%', source: '消費税法第29条・地方税法第72条の83（平成26年4月1日施行）' },
  { from: '2019-10-01', value: 10, unit: '%', source: '消費税法第29条・地方税法第72条の83（令和元年10月1日施行）' },
];
