import * as v from 'valibot';

/** Damm's table: a quasigroup in which one wrong digit, or two neighbours exchanged, never ends at zero. */
const NEXT = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
] as const;

/**
 * The code that proves a confirmation by typed name: six digits that the office gave the company for one visit, and a check
 * digit, so that a phone without signal notices a wrong key while the person is still there.
 */
export const confirmationCode = (sixDigits: string): string => `${sixDigits}${checkDigit(sixDigits)}`;

/** A typed code without the spaces, hyphens and full-width digits people write it with; null if it cannot be one. */
export const readConfirmationCode = (typed: string): string | null => {
  const digits = typed.normalize('NFKC').replace(/[\s\-‐−ー]/g, '');
  return isCode(digits) ? digits : null;
};

/** `123 4567`, as it is printed and read out. */
export const spacedCode = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;

const isCode = (text: string): boolean => /^[0-9]{7}$/.test(text) && checkDigit(text) === '0';

/** Schema of a code as it is recorded: seven digits, the last of them right. */
export const confirmationCodeSchema = v.pipe(v.string(), v.check(isCode, '確認コードとして読めません。'));

const checkDigit = (digits: string): string => {
  let state = 0;
  for (const digit of digits) state = Number(NEXT[state]?.[Number(digit)] ?? 0);
  return `${state}`;
};
