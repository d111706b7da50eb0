import { deltaCode, type Strokes } from '@banso/shared/evidence/strokes.ts';

/** A drawn line that looks like handwriting, for samples only. Width 3600, height 1600 in 1/10 px. */
export const sampleStrokes = (seed: number): Strokes => ({
  width: 3600,
  height: 1600,
  pixelRatio: 2,
  strokes: [0, 1, 2, 3].map((n) => {
    const steps = Array.from({ length: 28 }, (_, i) => i / 27);
    const left = 350 + n * 760 + ((seed * 37) % 90);
    return {
      pointer: 'touch' as const,
      x: deltaCode(steps.map((s) => Math.round(left + 520 * s + 90 * Math.sin((seed + n) * 1.7 + s * 7)))),
      y: deltaCode(steps.map((s) => Math.round(800 + 330 * Math.sin(s * (5 + n) + seed) - 160 * s))),
      t: deltaCode(steps.map((s) => Math.round(n * 620 + s * 430))),
      p: deltaCode(steps.map((s) => Math.round(110 + 90 * Math.sin(s * Math.PI)))),
    };
  }),
});
