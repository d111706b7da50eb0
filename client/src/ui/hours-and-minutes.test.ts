import { expect, test } from 'vitest';
import { hoursAndMinutes } from './hours-and-minutes.ts';

test.each([
  [0, '0:00'],
  [59.9, '0:59'],
  [122, '2:02'],
  [600, '10:00'],
  [-3, '0:00'],
])('%d minutes read as %s', (minutes, words) => {
  expect(hoursAndMinutes(minutes)).toBe(words);
});
