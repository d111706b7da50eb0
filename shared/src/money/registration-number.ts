/** 適格請求書発行事業者の登録番号: T and thirteen digits. `warnings` are told and stop nothing. */
export type RegistrationNumber = { readonly number: string; readonly warnings: readonly string[] };

/**
 * Reads a registration number as somebody typed it (full width, spaces and hyphens are fine); null when it is not T and thirteen
 * digits. The check digit only warns: the tax agency publishes no rule for sole proprietors, and the register is the truth.
 * Source: 消費税法施行令第70条の5, 法人番号の指定等に関する省令第2条, requirements 2.4.
 */
export const readRegistrationNumber = (
  typed: string,
  payee: 'individual' | 'corporation' | null = null,
): RegistrationNumber | null => {
  const number = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐‑–—−ー]/g, '');
  if (!/^T\d{13}$/.test(number)) return null;
  const digits = number.slice(1);
  return {
    number,
    warnings: [
      ...(checkDigitOf(digits.slice(1)) === Number(digits[0])
        ? []
        : ['検査用数字が合いません。書き誤りがないか、国税庁の公表サイトで確かめてください。']),
      ...(payee === null || suggests(digits) === null || suggests(digits) === payee
        ? []
        : [`番号の形は${KIND_WORDS[payee]}のものに見えません。受託者の区分を確かめてください。`]),
    ],
  };
};

const KIND_WORDS = { individual: '個人', corporation: '法人' } as const;

/** 9 − (Σ Pn × Qn mod 9), n from the right of the twelve base digits, Q = 1 for odd n and 2 for even n. */
const checkDigitOf = (base: string): number => {
  let sum = 0;
  for (const [index, digit] of Array.from(base).toReversed().entries())
    sum += Number(digit) * (index % 2 === 0 ? 1 : 2);
  return 9 - (sum % 9);
};

/** Numbers of sole proprietors were seen to begin with 8 behind the check digit, those of registered companies with 0 to 5. */
const suggests = (digits: string): 'individual' | 'corporation' | null => {
  const first = digits.charAt(1);
  if (first === '8') return 'individual';
  return first <= '5' ? 'corporation' : null;
};
