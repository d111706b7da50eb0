import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import type { Server } from '../server.ts';
import { backupRuns, insertBackupRun } from '../store/backup-rows.ts';
import type { BackupRunRow } from '../store/schema.ts';
import { tenants } from '../store/tenants.ts';
import { outdatedBackups } from './keep-backups.ts';
import { type BackupPlace, type MadeBackup, makeBackup } from './make-backup.ts';
import { tryRestore } from './try-restore.ts';

export type RunningBackups = { readonly stop: () => Promise<void> };

export type BackupServer = Pick<Server, 'store' | 'clock' | 'random' | 'log'>;
export type BackupSettings = BackupPlace & { readonly pgliteDir?: string | undefined };

const HOUR_MS = 60 * 60 * 1_000;
/** After a start devices come back first. */
const FIRST_AFTER_MS = 60 * 1_000;
const TRY_EVERY_MS = 7 * 24 * HOUR_MS;

/**
 * Makes a backup every few hours while the server runs, the first soon after its start. A backup that fails is told in the
 * backup log and tried again at the next hour; nothing else stops.
 */
export const runBackups = (
  server: BackupServer,
  { hours, ...settings }: BackupSettings & { readonly hours: number },
): RunningBackups => {
  if (hours === 0) return { stop: async () => undefined };
  let stopped = false;
  let underWay: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const again = (afterMs: number) => {
    timer = setTimeout(() => {
      underWay = backUpOnce(server, settings).then((made) => {
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

/** One backup, its trial once a week, and outdated files removed; what fails is a line of the backup log. Answers whether it was made. */
export const backUpOnce = async (server: BackupServer, settings: BackupSettings): Promise<boolean> => {
  try {
    const made = await makeBackup(server, settings);
    const { offices, rows, bytes } = made;
    server.log({ event: 'backup_made', offices, rows, bytes });
    await tryWhenDue(server, settings, made);
    for (const name of outdatedBackups(await readdir(settings.backupDir), server.clock.nowMs()))
      await rm(join(settings.backupDir, name), { force: true });
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
    const why = code ?? (error instanceof Error ? error.name : 'unknown');
    server.log({ event: 'backup_failed', why });
    // Where the database itself is gone, the server's log is all there is.
    await note(server, { what: 'failed', why }).catch(() => undefined);
    return false;
  }
};

const tryWhenDue = async (
  server: BackupServer,
  settings: BackupSettings,
  { path, keysPath, bytes }: MadeBackup,
): Promise<void> => {
  const nowMs = server.clock.nowMs();
  const [office] = await server.store.door(tenants);
  if (!office) return;
  const runs = await server.store.read(office.id, (tx) => backupRuns(tx, 0));
  const last = runs.find(({ what }) => what === 'restored');
  if (last && nowMs - last.at.getTime() < TRY_EVERY_MS) return;
  const flaws = await tryRestore({ ...settings, path, keysPath }, new Date(nowMs));
  server.log({ event: 'backup_tried', flaws: flaws.length });
  await note(server, flaws.length === 0 ? { what: 'restored', why: null, bytes } : { what: 'failed', why: 'flaws' });
};

const note = async (
  { store, clock, random }: BackupServer,
  run: Pick<BackupRunRow, 'what' | 'why'> & { readonly bytes?: number },
): Promise<void> => {
  const nowMs = clock.nowMs();
  const row = { id: uuidv7(nowMs, random(10)), at: new Date(nowMs), bytes: null, sha256: null, ...run };
  for (const { id } of await store.door(tenants)) await store.transact(id, (tx) => insertBackupRun(tx, row));
};
