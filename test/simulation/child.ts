import { writeSync } from 'node:fs';
import { simulate } from './simulate.ts';
import { loadVersions } from './versions/load-versions.ts';

/** The process that simulates: asked by one line of JSON as argument, it answers one line of JSON for each seed. */
const { from, count, migrationsDir, outboxes, untilFailure, wholeTrace } = JSON.parse(process.argv[2] ?? '{}') as {
  readonly from: number;
  readonly count: number;
  readonly migrationsDir: string;
  readonly outboxes: readonly string[];
  readonly untilFailure?: boolean;
  readonly wholeTrace?: boolean;
};

process.on('unhandledRejection', () => undefined);

await simulate({
  versions: await loadVersions(process.argv[1] ?? ''),
  seeds: Array.from({ length: count }, (_, at) => from + at),
  migrationsDir,
  outboxes,
  untilFailure: untilFailure === true,
  wholeTrace: wholeTrace === true,
  told: (report) => writeSync(1, `${JSON.stringify(report)}\n`),
});
process.exit(0);
