import { type Strokes, strokePoints } from './strokes.ts';

type Point = { readonly x: number; readonly y: number };

/** A drawing wherever and however large it was drawn: x and y in turns of evenly spaced places along its ink. */
export type Shape = Float64Array;

/** As many places along the line as two drawings are compared at. */
const SAMPLES = 64;

/**
 * How far two drawings lie apart on average, in percent of their size, wherever and however large they were drawn. Nobody
 * writes a name twice alike: by one hand this is many percent, by a copy almost nothing. It asks only whether one drawing was
 * used twice, never whose hand it is. Null where one of them has no line, and beyond `atMostPercent`.
 */
export const strokesDifferencePercent = (
  a: Strokes,
  b: Strokes,
  atMostPercent = Number.POSITIVE_INFINITY,
): number | null => {
  const [one, other] = [shapeOf(a), shapeOf(b)];
  return one && other && shapesDifferencePercent(one, other, atMostPercent);
};

/** As `strokesDifferencePercent`, of shapes that are known already. */
export const shapesDifferencePercent = (one: Shape, other: Shape, atMostPercent: number): number | null => {
  // What rounds to more than the limit: most pairs have passed it after a few places.
  const most = ((atMostPercent + 1) * SAMPLES) / 100;
  let sum = 0;
  for (let at = 0; at < one.length && sum <= most; at += 2) {
    // Both indices are inside: every shape has as many places.
    const dx = (one[at] as number) - (other[at] as number);
    const dy = (one[at + 1] as number) - (other[at + 1] as number);
    // Not `Math.hypot`: it guards against overflow, which nothing between −1 and 1 can bring about, and takes ten times as long.
    sum += Math.sqrt(dx * dx + dy * dy);
  }
  const percent = Math.round((100 * sum) / SAMPLES);
  return percent > atMostPercent ? null : percent;
};

/** From the first stroke to the last, centred, the longer side as one; null where there is no line. */
export const shapeOf = (drawing: Strokes): Shape | null => {
  const known = shapes.get(drawing);
  if (known !== undefined) return known;
  const shape = measure(drawing);
  shapes.set(drawing, shape);
  return shape;
};

/** A desk compares one signature with all of its expert's. */
const shapes = new WeakMap<Strokes, Shape | null>();

const measure = (drawing: Strokes): Shape | null => {
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

const centred = (points: readonly Point[]): Shape | null => {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const size = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  if (points.length < SAMPLES || size === 0) return null;
  const [cx, cy] = [mean(xs), mean(ys)];
  return Float64Array.from(points.flatMap(({ x, y }) => [(x - cx) / size, (y - cy) / size]));
};

const mean = (values: readonly number[]): number => values.reduce((sum, n) => sum + n, 0) / values.length;

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
