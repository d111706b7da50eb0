import { type Strokes, strokePoints } from './strokes.ts';

type Point = { readonly x: number; readonly y: number };

/** As many places along the line as two drawings are compared at. */
const SAMPLES = 64;

/**
 * How far two drawings lie apart on average, in percent of their size, wherever and however large they were drawn. Nobody
 * writes a name twice alike: by one hand this is many percent, by a copy almost nothing. It asks only whether one drawing was
 * used twice, never whose hand it is. Null where one of them has no line.
 */
export const strokesDifferencePercent = (a: Strokes, b: Strokes): number | null => {
  const [one, other] = [shapeOf(a), shapeOf(b)];
  if (!one || !other) return null;
  const sum = one.reduce((total, point, i) => total + distance(point, other[i] ?? point), 0);
  return Math.round((100 * sum) / SAMPLES);
};

/** Evenly spaced places along the ink, from the first stroke to the last, centred, the longer side as one. */
const shapeOf = (drawing: Strokes): readonly Point[] | null => {
  const known = shapes.get(drawing);
  if (known !== undefined) return known;
  const shape = measure(drawing);
  shapes.set(drawing, shape);
  return shape;
};

/** A desk compares one signature with all of its expert's. */
const shapes = new WeakMap<Strokes, readonly Point[] | null>();

const measure = (drawing: Strokes): readonly Point[] | null => {
  const segments = drawing.strokes.flatMap((stroke) => {
    const points = strokePoints(stroke);
    return points.slice(1).map((to, i) => ({ from: points[i] ?? to, to, length: distance(points[i] ?? to, to) }));
  });
  const ink = segments.reduce((sum, { length }) => sum + length, 0);
  if (ink === 0) return null;
  const samples: Point[] = [];
  let walked = 0;
  for (const { from, to, length } of segments) {
    while (samples.length < SAMPLES && length > 0) {
      const along = ((samples.length + 0.5) * ink) / SAMPLES - walked;
      if (along > length) break;
      const part = along / length;
      samples.push({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
    }
    walked += length;
  }
  return centred(samples);
};

const centred = (points: readonly Point[]): readonly Point[] | null => {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const size = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  if (points.length < SAMPLES || size === 0) return null;
  const [cx, cy] = [mean(xs), mean(ys)];
  return points.map(({ x, y }) => ({ x: (x - cx) / size, y: (y - cy) / size }));
};

const mean = (values: readonly number[]): number => values.reduce((sum, n) => sum + n, 0) / values.length;

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
