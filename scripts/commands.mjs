// What each command does, as a sequence of steps. A command takes its arguments and answers an exit code.

import { build, serverEnvironment } from './build.mjs';
import { check, format } from './check.mjs';
import { install } from './install.mjs';
import { fromRoot, toolPath } from './paths.mjs';
import { mustRun, runProcess } from './run-process.mjs';
import { runTests } from './test.mjs';
import { printTrace } from './trace.mjs';

export const commands = {
  build: async () => {
    await installAndBuild();
    return 0;
  },
  start: async (args) => {
    await installAndBuild();
    return runServer(args);
  },
  refold: async (args) => {
    await installAndBuild();
    return runServer(['refold', ...args]);
  },
  certificate: async (args) => {
    await installAndBuild();
    return runServer(['certificate', ...args]);
  },
  export: async (args) => {
    await installAndBuild();
    return runServer(['export', ...args]);
  },
  backup: async (args) => {
    await installAndBuild();
    return runServer(['backup', ...args]);
  },
  rekey: async (args) => {
    await installAndBuild();
    return runServer(['rekey', ...args]);
  },
  restore: async (args) => {
    await installAndBuild();
    return runServer(['restore', ...args]);
  },
  // The same Node, and nothing of the server: no database, no settings.
  verify: async (args) => {
    await installAndBuild();
    return runProcess(process.execPath, ['--enable-source-maps', fromRoot('server/dist/verify.js'), ...args]);
  },
  'administrator-link': async (args) => {
    await installAndBuild();
    return runServer(['administrator-link', ...args]);
  },
  test: async (args) => {
    await installAndBuild();
    return runTests(args);
  },
  bench: async (args) => {
    await installAndBuild();
    if (args.includes('--peers')) return benchPeers(args);
    return runProcess(toolPath('tsx'), [fromRoot('test/bench/run.ts'), ...args], { env: serverEnvironment });
  },
  scan: async (args) => {
    await installAndBuild();
    return runProcess(toolPath('tsx'), [fromRoot('test/scan/run.ts'), ...args], { env: serverEnvironment });
  },
  'publish-formats': async (args) => {
    await installAndBuild();
    return runProcess(toolPath('tsx'), [fromRoot('test/corpus/make.ts'), ...args], { env: serverEnvironment });
  },
  cases: async (args) => {
    await install();
    return runProcess(toolPath('tsx'), [fromRoot('test/cases/run.ts'), ...args]);
  },
  simulate: async (args) => {
    await install();
    return runProcess(toolPath('tsx'), [fromRoot('test/simulation/run.ts'), ...args]);
  },
  soak: async (args) => {
    const run = args.includes('--chaos') ? 'run-storm.ts' : args.includes('--refold') ? 'run-large-log.ts' : null;
    if (run !== null) {
      await installAndBuild();
      return runProcess(toolPath('tsx'), [fromRoot(`test/chaos/${run}`), ...args], { env: serverEnvironment });
    }
    await install();
    return runProcess(toolPath('tsx'), [fromRoot('test/simulation/run.ts'), '--seeds', '10000', ...args]);
  },
  check: async () => {
    await install();
    return check();
  },
  format: async () => {
    await install();
    return format();
  },
  trace: async (args) => printTrace({ verbose: args.includes('--verbose') }),
};

async function installAndBuild() {
  await install();
  await build();
}

/** Others' packages are installed for this one command, in a folder of their own. */
async function benchPeers(args) {
  const folder = fromRoot('test/bench/peers');
  // Not `npm ci`: it takes a lockfile without the optional parts of other machines for a wrong one.
  await mustRun('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--legacy-peer-deps'], { cwd: folder });
  return runProcess(toolPath('tsx'), [fromRoot('test/bench/peers/run.mjs'), ...args], { env: serverEnvironment });
}

function runServer(args) {
  return runProcess(process.execPath, ['--enable-source-maps', fromRoot('server/dist/main.js'), ...args], {
    env: serverEnvironment,
  });
}
