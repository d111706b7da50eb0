import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bundleSimulation } from './bundle.ts';
import { runSeeds } from './run-seeds.ts';
import { shortTrace } from './short-trace.ts';
import type { SeedReport } from './simulate.ts';
import { versionPath } from './versions/version-path.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    from: { type: 'string', default: '1' },
    trace: { type: 'boolean', default: false },
  },
});
const [count, from] = [Number(values.seeds), Number(values.from)];
if (!Number.isInteger(count) || !Number.isInteger(from) || count < 1) {
  console.error('npm run simulate -- --seeds N --from S [--trace]');
  process.exit(2);
}

const commit = (): string => {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
};

let done = 0;
const told = (report: SeedReport) => {
  done += 1;
  if (values.trace) console.log(report.trace.join('\n'));
  if (report.failure !== null)
    console.log(
      [
        '',
        `✗ seed ${report.seed} at commit ${commit()}: ${report.failure}`,
        ...(values.trace ? [] : shortTrace(report.trace, report.failure).map((line) => `    ${line}`)),
        `  again: npm run simulate -- --seeds 1 --from ${report.seed} --trace`,
        '',
      ].join('\n'),
    );
  if (done % 50 === 0 || done === count) console.log(`${done} of ${count} seeds`);
};

const bundle = await bundleSimulation(`simulate-${process.pid}`);
// Of its own, as another run may be under way; seven megabytes that nobody needs afterwards.
process.once('exit', () => {
  for (const file of [bundle, versionPath(bundle, 'server'), versionPath(bundle, 'app')]) rmSync(file, { force: true });
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const half = Math.ceil(count / 2);
// Two processes: as many as the smallest machine has cores.
const reports = (
  await Promise.all([
    runSeeds(bundle, { from, count: half, wholeTrace: values.trace, told }),
    ...(count > half
      ? [runSeeds(bundle, { from: from + half, count: count - half, wholeTrace: values.trace, told })]
      : []),
  ])
).flat();
const failed = reports.filter(({ failure }) => failure !== null);
const saved = reports.reduce((sum, report) => sum + report.saved, 0);
console.log(`${reports.length - failed.length} seeds passed, ${failed.length} failed; ${saved} operations were saved.`);
if (failed.length > 0) console.log('Pin them in test/simulation/pinned-seeds.ts with a word about the reason.');
process.exit(failed.length === 0 ? 0 : 1);
