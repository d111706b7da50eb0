import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import { NO_OFFICE } from '../auth/sign-in-log.ts';
import type { SealKey } from '../seal/seal.ts';
import type { Server } from '../server.ts';
import {
  backupAccessPage,
  backupBlob,
  type BackupEnds,
  backupLogPage,
  backupReceipts,
  type BackupRow,
  backupSnapshot,
  backupTable,
  insertBackupRun,
  noteBackup,
} from '../store/backup-rows.ts';
import { tenants } from '../store/tenants.ts';
import { lineOf } from './backup-lines.ts';
import { writeBackupFile } from './backup-file.ts';
import { checkBackup } from './check-backup.ts';

const PAGE = 200;

export type BackupPlace = {
  readonly keyFile: SealKey;
  /** Where the backups lie. */
  readonly backupDir: string;
  /** Where the one file of keys lies: elsewhere, so that whoever takes the backups has nothing that opens them (L16). */
  readonly backupKeysDir: string;
  readonly migrationsDir: string;
};

export type MadeBackup = {
  readonly path: string;
  readonly keysPath: string;
  readonly offices: number;
  readonly rows: number;
  readonly bytes: number;
};

/**
 * Writes everything that this server holds into one sealed file, reads it again from end to end, and only then calls it a
 * backup and tells the devices. Pushes go on meanwhile. Throws what the disk throws; an unfinished file never has the name.
 */
export const makeBackup = async (
  server: Pick<Server, 'store' | 'clock' | 'random'>,
  { keyFile, backupDir, backupKeysDir, migrationsDir }: BackupPlace,
): Promise<MadeBackup> => {
  const atMs = server.clock.nowMs();
  const id = uuidv7(atMs, server.random(10));
  const migrations = (await readdir(migrationsDir)).filter((name) => name.endsWith('.sql')).toSorted();
  for (const folder of [backupDir, backupKeysDir]) await mkdir(folder, { recursive: true, mode: 0o700 });
  const offices = (await server.store.door(tenants)).map((tenant) => tenant.id);
  const ends = new Map<string, BackupEnds>();

  const path = join(backupDir, backupName(atMs));
  const records = recordLines(server, [NO_OFFICE, ...offices], ends);
  await writeBackupFile(path, { keyFile, header: { id, kind: 'records', atMs, migrations }, lines: records });
  // After the records: every key that sealed one of them exists by now.
  const keysPath = join(backupKeysDir, KEYS_NAME);
  const keys = keyLines(server, offices);
  await writeBackupFile(keysPath, { keyFile, header: { id, kind: 'keys', atMs, migrations }, lines: keys });

  const { rows } = await checkBackup(path, keyFile);
  await checkBackup(keysPath, keyFile);
  const { bytes, sha256 } = await digestOf(path);
  for (const [office, { log }] of ends) {
    if (office === NO_OFFICE) continue;
    const at = new Date(atMs);
    await server.store.transact(office, async (tx) => {
      await noteBackup(tx, { id, at, logPosition: log.position });
      await insertBackupRun(tx, { id, at, what: 'made', bytes, sha256, why: null });
    });
  }
  return { path, keysPath, offices: offices.length, rows, bytes };
};

const digestOf = async (path: string): Promise<{ readonly bytes: number; readonly sha256: string }> => {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: hash.digest('hex') };
};

/** One file, written over each time: an older one would still hold keys that were destroyed since. */
export const KEYS_NAME = 'banso-keys.bak';

/** Sorted by name is sorted by time. */
export const backupName = (atMs: number): string =>
  `banso-${new Date(atMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z.bak`;

async function* recordLines(
  { store }: Pick<Server, 'store'>,
  offices: readonly string[],
  allEnds: Map<string, BackupEnds>,
): AsyncGenerator<string> {
  for (const row of await store.read(NO_OFFICE, (tx) => backupTable(tx, 'server_key'))) yield lineOf(null, row);
  for (const office of offices) {
    const { rows, ends } = await store.read(office, backupSnapshot);
    allEnds.set(office, ends);
    for (const row of rows) yield lineOf(office, row);
    const pages = [
      pagesOf((after) =>
        store.read(office, (tx) => backupLogPage(tx, { after, upto: ends.log.position, limit: PAGE })),
      ),
      pagesOf((after) => store.read(office, (tx) => backupAccessPage(tx, { after, upto: ends.access, limit: PAGE }))),
    ];
    for (const page of pages) for await (const row of page) yield lineOf(office, row);
    for (const branch of ends.branches)
      for (const row of await store.read(office, (tx) => backupReceipts(tx, branch))) yield lineOf(office, row);
    for (const key of ends.blobs)
      for (const row of await store.read(office, (tx) => backupBlob(tx, key))) yield lineOf(office, row);
  }
}

/** Rows that are numbered by their position, page by page. */
async function* pagesOf(pageAfter: (after: number) => Promise<readonly BackupRow[]>): AsyncGenerator<BackupRow> {
  let after = 0;
  for (;;) {
    const page = await pageAfter(after);
    const last = page.at(-1);
    if (!last) return;
    yield* page;
    after = (JSON.parse(last.json) as { readonly position: number }).position;
  }
}

async function* keyLines({ store }: Pick<Server, 'store'>, offices: readonly string[]): AsyncGenerator<string> {
  for (const office of offices)
    for (const row of await store.read(office, (tx) => backupTable(tx, 'seal_key'))) yield lineOf(office, row);
}
