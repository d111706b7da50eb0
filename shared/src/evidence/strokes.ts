import * as v from 'valibot';

/** One question for the whole series: a signature has thousands of numbers, and a push hundreds of signatures. */
const isSeries = (value: unknown): boolean => Array.isArray(value) && value.every(Number.isInteger);
const series = (limit: number) => v.pipe(v.custom<number[]>(isSeries), v.maxLength(limit));
const POINTS_PER_STROKE = 4_000;

const strokeSchema = v.strictObject({
  pointer: v.picklist(['touch', 'pen', 'mouse']),
  x: series(POINTS_PER_STROKE),
  y: series(POINTS_PER_STROKE),
  t: series(POINTS_PER_STROKE),
  p: series(POINTS_PER_STROKE),
});

/**
 * A handwritten signature as it was drawn. x and y in 1/10 CSS px within width × height (also 1/10 px), t in ms since the
 * first point, p pressure 0–255; every series is delta-coded (first value absolute, then differences), because three
 * quarters of what a visit weighs on the wire is its signature.
 */
export const strokesSchema = v.strictObject({
  width: v.pipe(v.number(), v.integer(), v.minValue(1)),
  height: v.pipe(v.number(), v.integer(), v.minValue(1)),
  pixelRatio: v.pipe(v.number(), v.minValue(0.1), v.maxValue(20)),
  strokes: v.pipe(v.array(strokeSchema), v.maxLength(400)),
});

export type Stroke = v.InferOutput<typeof strokeSchema>;
export type Strokes = v.InferOutput<typeof strokesSchema>;

/** Why a drawing is not taken as a signature; null = it is one. Never locks anybody out: the pad only asks again. */
export type StrokesDoubt = 'empty' | 'dot' | 'line';

/** Refuses an empty pad, a dot and a straight line; one cursive stroke is a signature. Source: requirements 3.2 item 3. */
export const doubtStrokes = (drawing: Strokes): StrokesDoubt | null => {
  const points = drawing.strokes.flatMap(strokePoints);
  if (points.length === 0) return 'empty';
  if (inkLength(drawing) < MIN_INK || extent(points) < MIN_EXTENT) return 'dot';
  if (drawing.strokes.length === 1 && isStraight(points)) return 'line';
  return null;
};

/** Absolute points of one stroke, in the drawing's own units. */
export const strokePoints = (stroke: Stroke): readonly Point[] => {
  let x = 0;
  let y = 0;
  return stroke.x.map((dx, i) => {
    x += dx;
    y += stroke.y[i] ?? 0;
    return { x, y };
  });
};

/** Differences of a series, first value absolute. */
export const deltaCode = (values: readonly number[]): number[] =>
  values.map((n, i) => n - (i === 0 ? 0 : (values[i - 1] ?? 0)));

type Point = { readonly x: number; readonly y: number };

const MIN_INK = 300;
const MIN_EXTENT = 150;
/** A line bends less than 4 % of its length; a hand that writes a name bends far more. */
const STRAIGHTNESS = 0.04;

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

const inkLength = (drawing: Strokes): number =>
  drawing.strokes.reduce((sum, stroke) => {
    const points = strokePoints(stroke);
    return sum + points.reduce((length, point, i) => length + distance(point, points[i - 1] ?? point), 0);
  }, 0);

const extent = (points: readonly Point[]): number => {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
};

const isStraight = (points: readonly Point[]): boolean => {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return true;
  const length = distance(first, last);
  if (length < extent(points) * 0.5) return false;
  const widest = Math.max(
    ...points.map(
      (point) => Math.abs((last.x - first.x) * (first.y - point.y) - (first.x - point.x) * (last.y - first.y)) / length,
    ),
  );
  return widest < length * STRAIGHTNESS;
};
