import { deltaCode, type Strokes } from '@banso/shared/evidence/strokes.ts';

/**
 * A drawn line that looks like handwriting, for samples only; another seed gives a line that nobody takes for the same one.
 * Width 3600, height 1600 in 1/10 px.
 */
export const sampleStrokes = (seed: number): Strokes => ({
  width: 3600,
  height: 1600,
  pixelRatio: 2,
  strokes: [0, 1, 2, 3].map((n) => {
    const steps = Array.from({ length: 28 }, (_, i) => i / 27);
    const of = (what: number) => fractionOf(seed * 100 + n * 10 + what);
    const left = 350 + n * 760 + 90 * of(0);
    const [sway, swing] = [3 + 7 * of(1), 3 + 5 * of(2)];
    const [swayAt, swingAt] = [6 * of(3), 6 * of(4)];
    return {
      pointer: 'touch' as const,
      x: deltaCode(steps.map((s) => Math.round(left + (380 + 200 * of(5)) * s + 110 * Math.sin(swayAt + s * sway)))),
      y: deltaCode(steps.map((s) => Math.round(800 + (200 + 240 * of(6)) * Math.sin(swingAt + s * swing) - 160 * s))),
      t: deltaCode(steps.map((s) => Math.round(n * 620 + s * 430))),
      p: deltaCode(steps.map((s) => Math.round(110 + 90 * Math.sin(s * Math.PI)))),
    };
  }),
});

/** The same fraction for the same number, as far from its neighbour's as from any other. */
const fractionOf = (number: number): number => {
  const wave = Math.sin(number * 12.9898) * 43_758.5453;
  return wave - Math.floor(wave);
};
