import { beforeAll, describe, expect, test } from 'vitest';
import { bundleSimulation } from './bundle.ts';
import { PINNED_SEEDS } from './pinned-seeds.ts';
import { runSeeds } from './run-seeds.ts';
import { shortTrace } from './short-trace.ts';
import type { SeedReport } from './simulate.ts';

const SEEDS = 200;
const AT_ONCE = 50;
const PATIENCE_MS = 600_000;

let bundle = '';
beforeAll(async () => {
  bundle = await bundleSimulation('seeds');
});

/** Every failed seed with what led to it: the message of a failed test is all that somebody else sees of it. */
const failuresOf = (reports: readonly SeedReport[]): readonly string[] =>
  reports.flatMap(({ seed, failure, trace }) =>
    failure === null ? [] : [[`seed ${seed}: ${failure}`, ...shortTrace(trace, failure)].join('\n')],
  );

describe('Simulated days of an office', () => {
  for (let from = 1; from <= SEEDS; from += AT_ONCE)
    test(`[L3.60] seeds ${from} to ${from + AT_ONCE - 1}: nothing that was saved is lost, doubled, missed or shown to others`, {
      timeout: PATIENCE_MS,
    }, async () => {
      const reports = await runSeeds(bundle, { from, count: AT_ONCE });
      expect(failuresOf(reports)).toEqual([]);
      expect(reports).toHaveLength(AT_ONCE);
      expect(reports.reduce((sum, { saved }) => sum + saved, 0)).toBeGreaterThan(AT_ONCE);
    });

  test('[L3.62] the same seed takes the same course, whatever was simulated before it', {
    timeout: PATIENCE_MS,
  }, async () => {
    const [, second] = await runSeeds(bundle, { from: 6, count: 2 });
    const [again] = await runSeeds(bundle, { from: 7, count: 1 });
    expect(second?.traceHash).toMatch(/^[0-9a-f]{64}$/);
    expect(again?.traceHash).toBe(second?.traceHash);
  });

  test('[L3.63] pinned seeds pass', { timeout: PATIENCE_MS }, async () => {
    for (const { seed, was } of PINNED_SEEDS) {
      const failures = failuresOf(await runSeeds(bundle, { from: seed, count: 1 }));
      expect({ was, failures }).toEqual({ was, failures: [] });
    }
  });
});
