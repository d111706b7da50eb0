import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The full path of the first of these programs that can be run, looked for on PATH and then in the extra folders. */
export function findProgram(names: readonly string[], extraDirs: readonly string[] = []): string | undefined {
  const dirs = [...(process.env.PATH ?? '').split(delimiter), ...extraDirs].filter((dir) => dir !== '');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return names.flatMap((name) => dirs.map((dir) => join(dir, name + suffix))).find(isRunnable);
}

export function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Installs Debian packages when this machine is Debian-like and we are root; false when it cannot or apt fails. */
export async function installWithApt(packages: readonly string[]): Promise<boolean> {
  const apt = findProgram(['apt-get']);
  if (apt === undefined || !isRoot()) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => run(apt, ['install', '-y', '--no-install-recommends', ...packages], { env, maxBuffer });
  try {
    await install();
    return true;
  } catch {
    // A fresh container has no package lists yet.
  }
  try {
    await run(apt, ['update'], { env, maxBuffer });
    await install();
    return true;
  } catch {
    return false;
  }
}

const maxBuffer = 64 * 1024 * 1024;
