import type { Dated } from '../dated.ts';

/**
 * How much of the tax on what a non-registered issuer supplied the payer may deduct, by the day of the service. It concerns the
 * payer's own tax return; what the expert is paid does not change with it. The rows from 2026-10-01 on follow the reform of
 * fiscal 2026: the office confirms them with the law as enacted.
 */
export const TRANSITIONAL_DEDUCTION: readonly Dated<number>[] = [
  { from: '2019-10-01', value: 100, unit: '%', source: '区分記載請求書等保存方式（平成28年改正法附則第34条）' },
  { from: '2023-10-01', value: 80, unit: '%', source: '平成28年改正法附則第52条' },
  { from: '2026-10-01', value: 70, unit: '%', source: '平成28年改正法附則第53条（令和8年度改正）' },
  { from: '2028-10-01', value: 50, unit: '%', source: '平成28年改正法附則第53条（令和8年度改正）' },
  { from: '2030-10-01', value: 30, unit: '%', source: '平成28年改正法附則第53条（令和8年度改正）' },
  { from: '2031-10-01', value: 0, unit: '%', source: '経過措置の終了' },
];
