import { drawer } from '../../../test/support/drawer.ts';
import { describe, expect, test } from 'vitest';
import { deltaCode, type Strokes, strokePoints } from './strokes.ts';
import { strokesDifferencePercent } from './strokes-likeness.ts';

type Place = { readonly x: number; readonly y: number };

/** A name in two cursive strokes; `hand` is how a hand varies from one time to the next. */
const signature = (hand: number): readonly (readonly Place[])[] =>
  [0, 1].map((n) =>
    Array.from({ length: 40 }, (_, i) => ({
      x: 400 + n * 1_200 + i * (24 + hand) + 120 * Math.sin(i / (3 + hand / 9)),
      y: 800 + 260 * Math.sin(i / (4 - hand / 7) + n + hand / 3),
    })),
  );

const drawn = (
  strokes: readonly (readonly Place[])[],
  change: (place: Place) => Place = (place) => place,
): Strokes => ({
  width: 3_600,
  height: 1_600,
  pixelRatio: 2,
  strokes: strokes.map((points) => {
    const places = points.map(change);
    return {
      pointer: 'touch',
      x: deltaCode(places.map(({ x }) => Math.round(x))),
      y: deltaCode(places.map(({ y }) => Math.round(y))),
      t: deltaCode(places.map((_, i) => i * 16)),
      p: deltaCode(places.map(() => 120)),
    };
  }),
});

const ORIGINAL = drawn(signature(0));

describe('[L13.71] a drawing that is used twice is told from one that is written twice', () => {
  const draw = drawer(7);
  test.each([
    ['the same data', drawn(signature(0)), 0],
    ['moved', drawn(signature(0), ({ x, y }) => ({ x: x + 300, y: y - 200 })), 0],
    ['larger, on another phone', drawn(signature(0), ({ x, y }) => ({ x: x * 1.6, y: y * 1.6 })), 0],
    [
      'shaken by a few tenths of a pixel',
      drawn(signature(0), ({ x, y }) => ({ x: x + draw.whole(-9, 9), y: y + draw.whole(-9, 9) })),
      1,
    ],
    ['with fewer points', drawn(signature(0).map((points) => points.filter((_, i) => i % 2 === 0 || i === 39))), 1],
  ])('%s: a copy', (_, other, most) => {
    expect(strokesDifferencePercent(ORIGINAL, other)).toBeLessThanOrEqual(most);
  });
  test.each([
    ['written again', drawn(signature(1))],
    ['written again, carelessly', drawn(signature(3))],
    ['another name', drawn([[0, 1, 2, 3, 4, 5].map((i) => ({ x: i * 300, y: i % 2 === 0 ? 200 : 900 }))])],
  ])('%s: not a copy', (_, other) => {
    expect(strokesDifferencePercent(ORIGINAL, other)).toBeGreaterThan(1);
  });
  test.each([0, 1, 2, 5])('beyond %i percent the answer is none, else the same', (atMost) => {
    for (const other of [drawn(signature(0)), drawn(signature(0.2)), drawn(signature(1)), drawn(signature(3))]) {
      const whole = strokesDifferencePercent(ORIGINAL, other) ?? Number.NaN;
      expect(strokesDifferencePercent(ORIGINAL, other, atMost)).toBe(whole > atMost ? null : whole);
    }
  });
  test('without a line there is nothing to compare', () => {
    expect(strokesDifferencePercent(ORIGINAL, { ...ORIGINAL, strokes: [] })).toBeNull();
    expect(strokesDifferencePercent(drawn([[{ x: 5, y: 5 }]]), ORIGINAL)).toBeNull();
  });
  test('every point of the drawing is looked at, the last as well as the first', () => {
    const [first, second] = signature(0);
    const bent = drawn([first ?? [], (second ?? []).map(({ x, y }) => ({ x, y: 1_600 - y }))]);
    expect(strokesDifferencePercent(ORIGINAL, bent)).toBeGreaterThan(1);
    expect(strokePoints(ORIGINAL.strokes[1] ?? { pointer: 'pen', x: [], y: [], t: [], p: [] })).toHaveLength(40);
  });
});
