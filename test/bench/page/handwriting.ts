import { deltaCode, type Stroke, type Strokes } from '@banso/shared/evidence/strokes.ts';

/** A signature of this many points as a finger on a phone leaves it: a point every 8–17 ms, speed and direction wandering. */
export const handwriting = (random: () => number, points: number): Strokes => {
  const strokes: Stroke[] = [];
  let atMs = 0;
  for (let left = points; left > 0; ) {
    const count = Math.min(left, 15 + Math.floor(random() * 35));
    strokes.push(strokeOf({ random, count, atMs }));
    atMs += count * 12 + 180;
    left -= count;
  }
  return { width: 3_600, height: 1_600, pixelRatio: 3, strokes };
};

const strokeOf = ({
  random,
  count,
  atMs,
}: {
  readonly random: () => number;
  readonly count: number;
  readonly atMs: number;
}): Stroke => {
  const at = { x: 300 + random() * 2_600, y: 300 + random() * 900, vx: 20, vy: 0, t: atMs, p: 60 };
  const points = Array.from({ length: count }, () => {
    at.vx = at.vx * 0.85 + (random() - 0.42) * 24;
    at.vy = at.vy * 0.85 + (random() - 0.5) * 30;
    at.x += at.vx;
    at.y += at.vy;
    at.t += 8 + random() * 9;
    at.p = Math.min(255, Math.max(0, at.p + (random() - 0.45) * 18));
    return { x: Math.round(at.x), y: Math.round(at.y), t: Math.round(at.t), p: Math.round(at.p) };
  });
  return {
    pointer: 'touch',
    x: deltaCode(points.map(({ x }) => x)),
    y: deltaCode(points.map(({ y }) => y)),
    t: deltaCode(points.map(({ t }) => t)),
    p: deltaCode(points.map(({ p }) => p)),
  };
};
