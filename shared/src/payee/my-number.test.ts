import { expect, test } from 'vitest';
import { looksLikeMyNumber } from './my-number.ts';

/** The check digit of these eleven digits, by the formula of 番号法施行令第8条 as its text has it. */
const checkDigit = (base: string): number => {
  let sum = 0;
  for (let n = 1; n <= 11; n += 1) sum += Number(base[11 - n]) * (n <= 6 ? n + 1 : n - 5);
  const rest = sum % 11;
  return rest <= 1 ? 0 : 11 - rest;
};

test('[L15.266] twelve digits with the check digit of a My Number are told apart, however they are typed', () => {
  for (const base of ['12345678901', '00000000001', '98765432109', '11111111111']) {
    const right = `${base}${checkDigit(base)}`;
    expect(looksLikeMyNumber(right)).toBe(true);
    expect(looksLikeMyNumber(`番号は ${right.replace(/(\d{4})(?=\d)/g, '$1-')} です`)).toBe(true);
    expect(looksLikeMyNumber(right.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))))).toBe(true);
    const passing = Array.from({ length: 10 }, (_, digit) => digit).filter((digit) =>
      looksLikeMyNumber(`${base}${digit}`),
    );
    expect(passing).toEqual([checkDigit(base)]);
    expect(looksLikeMyNumber(`T0${right}`)).toBe(false);
    expect(looksLikeMyNumber(right.slice(1))).toBe(false);
  }
});
