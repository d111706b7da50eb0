// Runs the test lanes and ends with the line "N passed, M failed", which CI reads.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverEnvironment } from './build.mjs';
import { fromRoot, toolPath } from './paths.mjs';
import { mustRun, runProcess } from './run-process.mjs';

// Prepared before the lanes start: two workers that call apt at once would wait for each other's lock.
const lanesThatNeed = {
  pdf: ['contracts'],
  chromium: ['e2e', 'guards'],
  postgres: ['contracts', 'chaos', 'e2e', 'guards'],
};

/**
 * Runs all lanes, or those named by `--lane NAME` (repeatable); other arguments go to Vitest (a file, `-t TITLE`).
 * Answers 1 when a test failed, a file could not be loaded, or no test ran at all.
 */
export async function runTests(args) {
  const { lanes, vitestArgs } = readArguments(args);
  await prepareMachine(lanes);
  const resultDir = mkdtempSync(join(tmpdir(), 'banso-test-'));
  try {
    const resultFile = join(resultDir, 'result.json');
    const exitCode = await runVitest({ lanes, vitestArgs, resultFile });
    const { passed, failed } = countResults(readResult(resultFile));
    console.log(`${passed} passed, ${failed} failed`);
    return exitCode !== 0 || failed > 0 || passed === 0 ? exitCode || 1 : 0;
  } finally {
    rmSync(resultDir, { recursive: true, force: true });
  }
}

/** Splits `--lane NAME` and `--lane=NAME` from what Vitest shall get. Throws when the name is missing. */
export function readArguments(args) {
  const lanes = [];
  const vitestArgs = [];
  for (let index = 0; index < args.length; index += 1) {
    const [option, inlineName] = args[index].split('=', 2);
    if (option !== '--lane') {
      vitestArgs.push(args[index]);
      continue;
    }
    const name = inlineName ?? args[(index += 1)];
    if (!name) throw new Error('--lane needs the name of a lane, such as --lane scenarios');
    lanes.push(name);
  }
  return { lanes, vitestArgs };
}

/** Counts tests; a file that failed to load counts as one failure, because the tests in it are unknown. */
export function countResults(result) {
  const unloadedFiles = result.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return { passed: result.numPassedTests, failed: result.numFailedTests + unloadedFiles.length };
}

async function prepareMachine(lanes) {
  const wanted = Object.entries(lanesThatNeed)
    .filter(([, needingLanes]) => lanes.length === 0 || lanes.some((lane) => needingLanes.includes(lane)))
    .map(([thing]) => thing);
  if (wanted.length > 0) await mustRun(toolPath('tsx'), [fromRoot('test/support/prepare-machine.ts'), ...wanted]);
}

function runVitest({ lanes, vitestArgs, resultFile }) {
  const args = [
    'run',
    '--config',
    fromRoot('test/vitest.config.ts'),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${resultFile}`,
    ...lanes.map((lane) => `--project=${lane}`),
    ...vitestArgs,
  ];
  return runProcess(toolPath('vitest'), args, { env: serverEnvironment });
}

function readResult(resultFile) {
  try {
    return JSON.parse(readFileSync(resultFile, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, testResults: [] };
  }
}
