import { expect, test } from 'vitest';
import { strokesToPath } from './strokes-path.ts';

const sheet = { width: 3000, height: 1000, pixelRatio: 2 };

test('a dot is a line of no length', () => {
  const stroke = { pointer: 'touch' as const, x: [40], y: [50], t: [0], p: [128] };
  expect(strokesToPath({ ...sheet, strokes: [stroke] })).toBe('M40 50h0');
});

test('a stroke bends through the middles and ends where the hand ended', () => {
  const stroke = { pointer: 'pen' as const, x: [0, 10, 10], y: [0, 20, -20], t: [0, 9, 9], p: [1, 0, 0] };
  expect(strokesToPath({ ...sheet, strokes: [stroke] })).toBe('M0 0Q10 20 15 10L20 0');
});

test('a stroke without points draws nothing', () => {
  const stroke = { pointer: 'mouse' as const, x: [], y: [], t: [], p: [] };
  expect(strokesToPath({ ...sheet, strokes: [stroke] })).toBe('');
});
