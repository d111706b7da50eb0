import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Server } from '../server.ts';
import { outdatedBackups } from './keep-backups.ts';
import { type BackupPlace, makeBackup } from './make-backup.ts';

export type RunningBackups = { readonly stop: () => Promise<void> };

const HOUR_MS = 60 * 60 * 1_000;
/** After a start devices come back first. */
const FIRST_AFTER_MS = 60 * 1_000;

/**
 * Makes a backup every few hours while the server runs, the first soon after its start, and removes what is outdated. A backup
 * that fails is told in the log and tried again at the next hour; nothing else stops.
 */
export const runBackups = (
  server: Pick<Server, 'store' | 'clock' | 'random' | 'log'>,
  { hours, ...place }: BackupPlace & { readonly hours: number },
): RunningBackups => {
  if (hours === 0) return { stop: async () => undefined };
  let stopped = false;
  let underWay: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const again = (afterMs: number) => {
    timer = setTimeout(() => {
      underWay = once(server, place).then((made) => {
        if (!stopped) again(made ? hours * HOUR_MS : HOUR_MS);
      });
    }, afterMs).unref();
  };
  again(FIRST_AFTER_MS);
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
};

const once = async (
  server: Pick<Server, 'store' | 'clock' | 'random' | 'log'>,
  place: BackupPlace,
): Promise<boolean> => {
  try {
    const { path, offices, rows } = await makeBackup(server, place);
    server.log({ event: 'backup_made', offices, rows, bytes: (await stat(path)).size });
    for (const name of outdatedBackups(await readdir(place.backupDir), server.clock.nowMs()))
      await rm(join(place.backupDir, name), { force: true });
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
    server.log({ event: 'backup_failed', error: error instanceof Error ? error.name : 'unknown', code });
    return false;
  }
};
