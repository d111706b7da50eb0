import { type Strokes, strokesSchema } from '@banso/shared/evidence/strokes.ts';
import { parse } from 'valibot';
import { expect, test } from 'vitest';
import {
  addStroke,
  emptySheet,
  endOf,
  fitSheet,
  mayWrite,
  strokesToPadPoints,
  withoutLastStroke,
} from './capture-strokes.ts';

const sheet = emptySheet({ width: 358, height: 256, pixelRatio: 2.625 });
const at = (x: number, y: number, time: number, pressure = 0.5) => ({ x, y, time, pressure });
const line = (startedAtMs: number, ...points: ReturnType<typeof at>[]) =>
  ({ pointer: 'touch', points, scale: 1, startedAtMs }) as const;

test('a stroke is kept in tenths of a pixel, as differences, and passes the schema', () => {
  const signature = addStroke(sheet, line(1_000, at(10, 20, 1_000), at(12.34, 18.5, 1_016), at(15, 18, 1_033, 1)));
  expect(signature.strokes).toEqual([
    { pointer: 'touch', x: [100, 23, 27], y: [200, -15, -5], t: [0, 16, 17], p: [128, 0, 127] },
  ]);
  expect(parse(strokesSchema, signature)).toEqual(signature);
});

test('the second stroke counts its time from the first point of the signature', () => {
  const first = addStroke(sheet, line(1_000, at(1, 1, 1_000), at(9, 9, 1_100)));
  const second = addStroke(first, line(1_000, at(3, 3, 1_500), at(4, 4, 1_520)));
  expect(second.strokes[1]?.t).toEqual([500, 20]);
  expect(endOf(second)).toBe(520);
});

test('a clock that steps back does not turn the order round', () => {
  const first = addStroke(sheet, line(1_000, at(1, 1, 1_000), at(9, 9, 1_100)));
  expect(addStroke(first, line(1_000, at(3, 3, 700), at(4, 4, 720))).strokes[1]?.t).toEqual([100, 0]);
});

test('what is drawn after a rotation comes back to the sheet, and what was recorded stays as it is', () => {
  const before = addStroke(sheet, line(0, at(100, 100, 0), at(110, 110, 16)));
  const { scale } = fitSheet(before, { width: 812, height: 128 });
  expect(scale).toBeCloseTo(0.5);
  const after = addStroke(before, { ...line(0, at(50, 50, 400), at(55, 55, 416)), scale });
  expect(after.strokes[0]).toEqual(before.strokes[0]);
  expect(after.strokes[1]).toMatchObject({ x: [1000, 100], y: [1000, 100] });
  expect(strokesToPadPoints(after, scale)[1]?.[0]).toMatchObject({ x: 50, y: 50, time: 400 });
});

test('what leaves the sheet runs along its edge', () => {
  const { strokes } = addStroke(sheet, line(0, at(350, 10, 0), at(400, -5, 16)));
  expect(strokes[0]).toMatchObject({ x: [3500, 80], y: [100, -100] });
});

test('a stroke of more points than a stroke may have goes on in the next', () => {
  const points = Array.from({ length: 4_001 }, (_, i) => at(i % 300, i % 200, i));
  const long = addStroke(sheet, { ...line(0), points });
  expect(long.strokes.map(({ x }) => x.length)).toEqual([4_000, 1]);
  expect(parse(strokesSchema, long)).toEqual(long);
});

test('undo takes the last stroke, and the last undo leaves nothing', () => {
  const two = addStroke(addStroke(sheet, line(0, at(1, 1, 0))), line(0, at(2, 2, 9)));
  const one = withoutLastStroke(two);
  expect(one?.strokes).toHaveLength(1);
  expect(withoutLastStroke(one as Strokes)).toBeUndefined();
});

test('a second finger never writes, and no palm beside a pen', () => {
  const penned = addStroke(sheet, { ...line(0, at(1, 1, 0)), pointer: 'pen' });
  expect(mayWrite({ isPrimary: false, pointerType: 'touch' }, undefined)).toBe(false);
  expect(mayWrite({ isPrimary: true, pointerType: 'touch' }, undefined)).toBe(true);
  expect(mayWrite({ isPrimary: true, pointerType: 'touch' }, penned)).toBe(false);
  expect(mayWrite({ isPrimary: true, pointerType: 'pen' }, penned)).toBe(true);
});
