// Brings the exact pnpm and the dependencies of the lockfile onto a machine that has only Node and npm.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot, members, toolsDir } from './paths.mjs';
import { mustRun, readOutput } from './run-process.mjs';
import { hashSources, unlessStamped } from './stamp.mjs';

const pnpmVersion = '12.21.0';

/** Installs the dependencies, only when lockfile, manifests or Node version changed since the last time. */
export async function install() {
  const manifests = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc'].map((name) => fromRoot(name));
  const memberManifests = members.map((member) => fromRoot(member, 'package.json'));
  await unlessStamped({
    name: 'install',
    fingerprint: hashSources(
      [...manifests, ...memberManifests],
      `${process.version} ${process.platform} ${process.arch}`,
    ),
    isStillThere: () => members.every((member) => existsSync(fromRoot(member, 'node_modules'))),
    step: async () => {
      const pnpm = await findPnpm();
      // CI=true: without a terminal pnpm would stop to ask before it replaces a node_modules made by another Node.
      await mustRun(pnpm, ['install', '--frozen-lockfile'], { env: { CI: 'true' } });
    },
  });
}

async function findPnpm() {
  if ((await readOutput('pnpm', ['--version'])) === pnpmVersion) return 'pnpm';
  const ownPnpm = join(toolsDir, 'node_modules/.bin', process.platform === 'win32' ? 'pnpm.CMD' : 'pnpm');
  if ((await readOutput(ownPnpm, ['--version'])) === pnpmVersion) return ownPnpm;
  await mustRun('npm', [
    'install',
    '--prefix',
    toolsDir,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    `pnpm@${pnpmVersion}`,
  ]);
  return ownPnpm;
}
