import { expect, test } from 'vitest';
import { type GreyPicture, illegibility } from './legibility.ts';

const SIZE = { width: 1_200, height: 900 };
const drawn = (at: (x: number, y: number) => number): GreyPicture => {
  const [width, height] = [64, 48];
  return {
    width,
    height,
    grey: Uint8ClampedArray.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width))),
  };
};
const lines = drawn((x) => (x % 4 < 2 ? 230 : 30));
const soft = drawn((x) => 128 + 100 * Math.sin(x / 10));

test('[L15.269] sharp print passes; small, dark and blurred pictures are told apart', () => {
  expect(illegibility(SIZE, lines)).toBeNull();
  expect(illegibility({ width: 599, height: 900 }, lines)).toBe('small');
  expect(illegibility({ width: 600, height: 900 }, lines)).toBeNull();
  expect(
    illegibility(
      SIZE,
      drawn((x) => (x % 4 < 2 ? 60 : 10)),
    ),
  ).toBe('dark');
  expect(illegibility(SIZE, soft)).toBe('blurred');
  expect(
    illegibility(
      SIZE,
      drawn(() => 200),
    ),
  ).toBe('blurred');
});
