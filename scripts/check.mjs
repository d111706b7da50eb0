// Everything that can be judged without running the product: types, lint, format, dead code, rule trace.

import { performance } from 'node:perf_hooks';
import { fromRoot, toolPath } from './paths.mjs';
import { runProcess } from './run-process.mjs';
import { printTrace } from './trace.mjs';

const steps = [
  { name: 'types', run: () => runProcess(toolPath('tsc'), ['-b', '--pretty']) },
  { name: 'lint', run: lint },
  { name: 'format', run: () => runProcess(toolPath('biome'), ['format', '--no-errors-on-unmatched']) },
  { name: 'dead code', run: () => runProcess(toolPath('knip'), ['--config', fromRoot('knip.json'), '--no-progress']) },
  { name: 'trace', run: () => printTrace({ verbose: false }) },
];

/** Runs every step, also after one has failed, so that one run shows everything; answers 1 when any failed. */
export async function check() {
  const failedNames = [];
  for (const { name, run } of steps) {
    const startedAtMs = performance.now();
    const exitCode = await run();
    const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
    console.log(`${exitCode === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
    if (exitCode !== 0) failedNames.push(name);
  }
  if (failedNames.length === 0) return 0;
  console.error(`check failed: ${failedNames.join(', ')}`);
  return 1;
}

/** Writes the formatting that `check` asks for. */
export function format() {
  return runProcess(toolPath('biome'), ['format', '--write', '--no-errors-on-unmatched']);
}

// oxlint looks for its type-aware half in the root's node_modules, where this project installs nothing.
function lint() {
  const env = { OXLINT_TSGOLINT_PATH: toolPath('tsgolint') };
  return runProcess(toolPath('oxlint'), ['--type-aware', '--deny-warnings'], { env });
}
