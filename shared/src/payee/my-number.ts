/**
 * Whether a text holds twelve digits in a row that could be an individual's My Number by its check digit. There is no field for one
 * (番号法第20条: 特定個人情報の収集等の制限); registry numbers have twelve digits, too, so this warns and decides nothing.
 * Source: 番号法施行令第8条・番号法省令第5条, FP-1, requirements 0 item 8.
 */
export const looksLikeMyNumber = (text: string): boolean =>
  [...text.normalize('NFKC').matchAll(/(?<![\d-])\d(?:[ -]?\d){11}(?![\d-])/g)].some(([found]) =>
    isMyNumber(found.replace(/\D/g, '')),
  );

/** Σ Pn × Qn over the eleven digits from the right, Q = n + 1 for n ≤ 6 and n − 5 beyond; 11 less the remainder by 11, 0 for a remainder of 0 or 1. */
const isMyNumber = (digits: string): boolean => {
  const [check, ...base] = Array.from(digits, Number).toReversed();
  const sum = base.reduce((total, digit, index) => total + digit * (index < 6 ? index + 2 : index - 4), 0);
  const rest = sum % 11;
  return check === (rest <= 1 ? 0 : 11 - rest);
};
