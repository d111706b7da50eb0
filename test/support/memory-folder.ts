import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** Where Linux keeps files in memory. */
const MEMORY = '/dev/shm';
const PREFIX = 'banso-tests-';
/** Databases, browser profiles and keys of tests that run beside each other, several times over. */
const ROOM_BYTES = 4 * 1024 ** 3;

/**
 * Lets everything that this process and its children put into the temporary folder lie in memory, where the machine has room for it:
 * a copied database takes a twentieth of the time there. Who has named a TMPDIR keeps it. Gone when this process ends.
 */
export const keepTemporaryFilesInMemory = (): void => {
  if (process.env['TMPDIR'] !== undefined || !existsSync(MEMORY)) return;
  const { bavail, bsize } = statfsSync(MEMORY);
  if (bavail * bsize < ROOM_BYTES) return;
  removeLeftBehind();
  const folder = mkdtempSync(join(MEMORY, `${PREFIX}${process.pid}-`));
  // PostgreSQL runs under an account of its own and has to get through to its folder.
  chmodSync(folder, 0o755);
  process.env['TMPDIR'] = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
};

/** What runs that were killed left there would take the memory until the machine is started anew. */
const removeLeftBehind = (): void => {
  for (const name of readdirSync(MEMORY)) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (pid > 0 && !isRunning(pid)) rmSync(join(MEMORY, name), { recursive: true, force: true });
  }
};

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process: it runs, and is none of ours to ask.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};
