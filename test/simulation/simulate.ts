import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { loadDecider } from '@banso/client/store/load-decider.ts';
import type { Versions } from './versions/load-versions.ts';
import { loadOldProfile } from './world/old-profile.ts';
import { forgetPages } from './world/browser.ts';
import { registerThrowing } from './world/deeds.ts';
import { makeOfficeDatabase } from './world/office.ts';
import { replaceGlobals } from './world/replace-globals.ts';
import { runSeed, type SeedEnd } from './world/run-seed.ts';

/** What one seed came to, as the process that simulates tells it. */
export type SeedReport = {
  readonly seed: number;
  readonly failure: string | null;
  readonly steps: number;
  readonly saved: number;
  readonly onServer: number;
  /** SHA-256 of the whole trace. */
  readonly traceHash: string;
  /** Of a failed seed, or of every seed when asked for. */
  readonly trace: readonly string[];
};

/**
 * Runs seeds one after the other in this process, which must do nothing else, and tells each one's end. Ends early at the
 * first failure where asked to.
 */
export const simulate = async ({
  seeds,
  migrationsDir,
  outboxes,
  versions,
  untilFailure = false,
  wholeTrace = false,
  told,
}: {
  readonly seeds: readonly number[];
  readonly migrationsDir: string;
  /** What published versions of the app left on a disk, as the corpus has it. */
  readonly outboxes: readonly string[];
  readonly versions: Versions;
  readonly untilFailure?: boolean;
  readonly wholeTrace?: boolean;
  readonly told: (report: SeedReport) => void;
}): Promise<void> => {
  registerThrowing();
  forgetPages();
  // A seed goes the same way alone and after others: what is loaded once is there before the first.
  await loadDecider();
  const oldDisks = await Promise.all(outboxes.map((file) => loadOldProfile(readFileSync(file, 'utf8'))));
  const setScheduler = replaceGlobals();
  // What dead tabs complain of is nobody's business.
  console.error = () => undefined;
  console.warn = () => undefined;
  const office = await makeOfficeDatabase(migrationsDir);
  for (const seed of seeds) {
    const end = await runSeed(seed, { office, setScheduler, oldDisks, versions });
    told(reportOf(end, wholeTrace));
    if (untilFailure && end.failure !== null) return;
  }
};

const reportOf = ({ seed, failure, steps, counts, trace }: SeedEnd, wholeTrace: boolean): SeedReport => ({
  seed,
  failure,
  steps,
  saved: counts.saved,
  onServer: counts.onServer,
  traceHash: createHash('sha256').update(trace.join('\n')).digest('hex'),
  trace: wholeTrace || failure !== null ? trace : [],
});
