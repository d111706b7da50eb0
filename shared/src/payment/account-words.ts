import type { AccountVersion } from '../payee/payee.ts';

/** みほん銀行 見本支店 普通 口座番号の末尾 567 */
export const accountWords = ({
  bank,
  branch,
  type,
  number,
}: Pick<AccountVersion, 'bank' | 'branch' | 'type' | 'number'>): string =>
  `${bank.name}　${branch.name}　${type === 2 ? '当座' : '普通'}　口座番号の末尾 ${number.slice(-3)}`;
