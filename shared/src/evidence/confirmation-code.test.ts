import { describe, expect, test } from 'vitest';
import { confirmationCode, readConfirmationCode, spacedCode } from './confirmation-code.ts';

describe('[L12.30] a mistyped code is noticed on the phone, without the server', () => {
  const code = confirmationCode('483920');

  test('as it was given, spaced, hyphenated or in full-width digits', () => {
    for (const typed of [code, spacedCode(code), `${code.slice(0, 3)}-${code.slice(3)}`, toFullWidth(code)])
      expect(readConfirmationCode(typed)).toBe(code);
  });

  test('one wrong digit, or two neighbours exchanged, of any code', () => {
    for (let n = 0; n < 1_000_000; n += 7_919) {
      const mistyped = mistypings(confirmationCode(String(n).padStart(6, '0')));
      expect(mistyped.length).toBeGreaterThanOrEqual(63);
      expect(mistyped.filter((typed) => readConfirmationCode(typed) !== null)).toEqual([]);
    }
  });

  test('what is no code', () => {
    for (const typed of ['', '12', `${code}0`, 'abcdefg', '一二三四五六七'])
      expect(readConfirmationCode(typed)).toBeNull();
  });
});

const toFullWidth = (digits: string): string =>
  digits.replace(/[0-9]/g, (digit) => String.fromCodePoint((digit.codePointAt(0) ?? 0) + 0xfee0));

const mistypings = (code: string): readonly string[] =>
  code.split('').flatMap((digit, at) => {
    const [before, after] = [code.slice(0, at), code.slice(at + 1)];
    const wrong = '0123456789'
      .split('')
      .filter((other) => other !== digit)
      .map((other) => before + other + after);
    const exchanged =
      after === '' || after.startsWith(digit) ? [] : [before + after.charAt(0) + digit + after.slice(1)];
    return [...wrong, ...exchanged];
  });
