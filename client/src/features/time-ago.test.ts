import { expect, it } from 'vitest';
import { timeAgo } from './time-ago.ts';

it.each([
  [0, 'たった今'],
  [59_999, 'たった今'],
  [60_000, '1分前'],
  [59 * 60_000, '59分前'],
  [2 * 3_600_000 + 59 * 60_000, '2時間前'],
  [3 * 86_400_000, '3日前'],
  [-5_000, 'たった今'],
])('%i ms ago reads %s', (ms, words) => {
  expect(timeAgo(1_000_000_000_000 - ms, 1_000_000_000_000)).toBe(words);
});
