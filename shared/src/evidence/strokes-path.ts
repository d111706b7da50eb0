import { type Strokes, strokePoints } from './strokes.ts';

type Point = { readonly x: number; readonly y: number };

/** The signature as one SVG path, smooth through the middle of each pair of points, in the drawing's own units. */
export function strokesToPath(drawing: Strokes): string {
  return drawing.strokes.map((stroke) => toPath(strokePoints(stroke))).join('');
}

function toPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  // A line of no length with round ends is a dot.
  if (rest.length === 0) return `M${first.x} ${first.y}h0`;
  const last = rest.at(-1) ?? first;
  const bends = rest.slice(0, -1).map((point, i) => {
    const next = rest[i + 1] ?? last;
    return `Q${point.x} ${point.y} ${middle(point.x, next.x)} ${middle(point.y, next.y)}`;
  });
  return `M${first.x} ${first.y}${bends.join('')}L${last.x} ${last.y}`;
}

function middle(a: number, b: number): number {
  return Math.round((a + b) / 2);
}
