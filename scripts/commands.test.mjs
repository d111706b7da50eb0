import { expect, it } from 'vitest';
import { nodeVersionProblem } from './node-version.mjs';
import { countResults, readArguments } from './test.mjs';

it('accepts Node 20.19 and newer, and tells the owner of an older one in Japanese and English', () => {
  for (const version of ['20.19.0', '22.0.0', '24.21.0']) expect(nodeVersionProblem(version)).toBeUndefined();
  for (const version of ['18.20.0', '20.18.3']) {
    expect(nodeVersionProblem(version)).toContain('Node.js 20.19 以上が必要です');
    expect(nodeVersionProblem(version)).toContain('needs Node.js 20.19 or newer');
  }
});

it('separates the lanes from the arguments of Vitest', () => {
  expect(readArguments(['--lane', 'e2e', '-t', '署名', '--lane=cases'])).toEqual({
    lanes: ['e2e', 'cases'],
    vitestArgs: ['-t', '署名'],
  });
  expect(() => readArguments(['--lane'])).toThrow('--lane needs');
});

it('counts a test file that could not be loaded as a failure', () => {
  const testResults = [
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
    { status: 'failed', assertionResults: [{ status: 'failed' }] },
    { status: 'failed', assertionResults: [] },
  ];
  expect(countResults({ numPassedTests: 1, numFailedTests: 1, testResults })).toEqual({ passed: 1, failed: 2 });
});
