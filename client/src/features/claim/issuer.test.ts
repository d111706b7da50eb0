import { expect, test } from 'vitest';
import { issuerErrors, issuerFormOf, issuerOf } from './issuer.ts';

const blank = issuerFormOf(null, '青柳 由美子（サンプル）');

test('[L13.275] whoever is not registered leaves the number blank, and no number is printed', () => {
  expect(issuerOf(blank)).toEqual({
    name: '青柳 由美子（サンプル）',
    rounding: 'floor',
    registration: null,
    showsReferenceTax: false,
  });
});

test('[L13.275] a number in any width is read, and needs the day from which it stands', () => {
  const typed = { ...blank, number: 'ｔ6290005001100', from: '2023-10-01', rounding: 'halfUp' };
  expect(issuerOf(typed)).toMatchObject({
    rounding: 'halfUp',
    registration: { number: 'T6290005001100', from: '2023-10-01', until: null },
  });
  expect(issuerFormOf(issuerOf(typed), '')).toEqual({ ...typed, number: 'T6290005001100' });
  expect(issuerErrors({ ...typed, from: '' })).toEqual(['from']);
  expect(issuerErrors({ ...typed, number: 'T123', name: ' ' })).toEqual(['name', 'number']);
});
