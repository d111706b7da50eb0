/** An account as a transfer file names it; `type` 1 普通, 2 当座, 4 貯蓄, 9 その他. */
export type BankAccount = {
  readonly bank: string;
  readonly branch: string;
  readonly branchKana: string;
  readonly type: 1 | 2 | 4 | 9;
  readonly number: string;
};

export type YuchoRefusal =
  | { readonly code: 'unreadable' }
  | { readonly code: 'check-digit'; readonly expected: number };

/** The code of ゆうちょ銀行. */
export const YUCHO_BANK = '9900';

/**
 * ゆうちょ銀行の 記号 and 番号, as the passbook shows them, to the account other banks transfer to. Refused: what is no 記号 of five
 * digits beginning with 0 or 1, a 番号 that does not end as it must, and a wrong check digit (a typing error, never to be mended
 * by us). Source: requirements 4.4.
 */
export const yuchoAccount = (symbol: string, number: string): BankAccount | YuchoRefusal => {
  const [sign, digits] = [symbol, number].map((text) => text.normalize('NFKC').replace(/[\s-]/g, ''));
  if (sign === undefined || digits === undefined || !/^[01]\d{4}$/.test(sign)) return { code: 'unreadable' };
  const ordinary = sign.startsWith('1');
  if (!(ordinary ? /^\d{1,7}1$/ : /^\d{1,6}$/).test(digits)) return { code: 'unreadable' };
  const expected = checkDigit(sign, digits);
  if (expected !== Number(sign[3])) return { code: 'check-digit', expected };
  const branch = `${sign.slice(1, 3)}${ordinary ? 8 : 9}`;
  return {
    bank: YUCHO_BANK,
    branch,
    branchKana: Array.from(branch, (digit) => DIGIT_KANA[Number(digit)]).join(''),
    type: ordinary ? 1 : 2,
    number: (ordinary ? digits.slice(0, -1) : digits).padStart(7, '0'),
  };
};

const DIGIT_KANA = ['ｾﾞﾛ', 'ｲﾁ', 'ﾆ', 'ｻﾝ', 'ﾖﾝ', 'ｺﾞ', 'ﾛｸ', 'ﾅﾅ', 'ﾊﾁ', 'ｷﾕｳ'] as const;

/** The fourth digit of the 記号: the 記号 with 0 in its place and the 番号 in eight digits, in groups of three. */
const checkDigit = (symbol: string, number: string): number => {
  const digits = Array.from(`${symbol.slice(0, 3)}0${symbol.slice(4)}${number.padStart(8, '0')}`, Number);
  const last = digits.pop() ?? 0;
  let sum = last;
  for (let index = 0; index < digits.length; index += 3) {
    const [a = 0, b = 0, c = 0] = digits.slice(index, index + 3);
    sum += a + 3 * b + (c < 5 ? 2 * c : 2 * c - 9);
  }
  return sum % 10;
};
