import { expect, test } from 'vitest';
import { attemptsFor } from './reduce-photo.ts';

test.each([
  [
    { width: 4_032, height: 3_024 },
    { width: 1_600, height: 1_200 },
  ],
  [
    { width: 3_024, height: 4_032 },
    { width: 1_200, height: 1_600 },
  ],
  [
    { width: 800, height: 600 },
    { width: 800, height: 600 },
  ],
  [
    { width: 12_000, height: 3 },
    { width: 1_600, height: 1 },
  ],
])('[L15.53] %j is drawn as %j first: never larger, never out of shape', (size, first) => {
  expect(attemptsFor(size, 1_600)[0]).toMatchObject(first);
});

test('[L15.53] first the quality gives way, then the size', () => {
  const attempts = attemptsFor({ width: 1_600, height: 1_200 }, 1_600);
  expect(attempts.slice(0, 5).map(({ width, quality }) => [width, quality])).toEqual([
    [1_600, 0.85],
    [1_600, 0.75],
    [1_600, 0.65],
    [1_600, 0.5],
    [1_200, 0.85],
  ]);
  expect(attempts.at(-1)).toEqual({ width: 400, height: 300, quality: 0.5 });
});
