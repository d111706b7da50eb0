import { readdir } from 'node:fs/promises';
import { NO_OFFICE } from '../auth/sign-in-log.ts';
import { openFold } from '../proof/fold-log.ts';
import { openEntries } from '../proof/open-entries.ts';
import { rewrapUnder } from '../seal/exchange-key-file.ts';
import { openKeyring } from '../seal/keyring.ts';
import type { SealKey } from '../seal/seal.ts';
import { beginEpoch, type BackupRow, putBackRows } from '../store/backup-rows.ts';
import { logPage } from '../store/log.ts';
import type { Store } from '../store/open-store.ts';
import type { Transaction } from '../store/schema.ts';
import { serverKeys } from '../store/server-keys.ts';
import { headOfTenant, tenants } from '../store/tenants.ts';
import { openRecords } from '../sync/write-again.ts';
import { BackupUnreadable, readBackupHeader, readBackupLines } from './backup-file.ts';
import { readLine } from './backup-lines.ts';
import { checkBackup } from './check-backup.ts';

/** Why nothing was restored. Nothing was changed. */
export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused';
  readonly why: 'notEmpty' | 'newer' | 'notRecords' | 'notKeys' | 'keysOlder';

  constructor(why: RestoreRefused['why']) {
    super(`not restored: ${why}`);
    this.why = why;
  }
}

export type RestoreSource = {
  readonly path: string;
  readonly keysPath: string;
  readonly keyFile: SealKey;
  /** What the backup was made with, where the key file was exchanged since. */
  readonly oldKeyFile?: SealKey | undefined;
  readonly migrationsDir: string;
};

const PAGE = 200;

/**
 * Puts a backup into an empty database: first reads it whole, then each office in one transaction with its keys, its records
 * made again from the log, and a new epoch, so that every device reads anew and offers again what it still keeps (L4). What was
 * erased since stays erased: the keys come from the one newest file. Throws `RestoreRefused`, `BackupUnreadable`.
 */
export const restoreBackup = async (
  store: Store,
  { path, keysPath, keyFile, oldKeyFile, migrationsDir, nowMs }: RestoreSource & { readonly nowMs: number },
): Promise<{ readonly offices: readonly string[]; readonly atMs: number }> => {
  const keyFiles = [keyFile, ...(oldKeyFile ? [oldKeyFile] : [])];
  // The keys may have been backed up since, under the new file; the records were not.
  const [recordsKey, keysKey] = [await openerOf(path, keyFiles), await openerOf(keysPath, keyFiles)];
  const [header, keys] = [await readBackupHeader(path, recordsKey), await readBackupHeader(keysPath, keysKey)];
  if (header.kind !== 'records') throw new RestoreRefused('notRecords');
  if (keys.kind !== 'keys') throw new RestoreRefused('notKeys');
  // Keys that were made after this file sealed records that it cannot open.
  if (keys.atMs < header.atMs) throw new RestoreRefused('keysOlder');
  const known = new Set(await readdir(migrationsDir));
  if (header.migrations.some((name) => !known.has(name))) throw new RestoreRefused('newer');
  if (!(await isEmpty(store))) throw new RestoreRefused('notEmpty');
  await checkBackup(path, recordsKey);
  await checkBackup(keysPath, keysKey);

  await store.transact(NO_OFFICE, (tx) => putBack(tx, path, recordsKey, null));
  await store.transact(NO_OFFICE, (tx) => putBack(tx, path, recordsKey, NO_OFFICE));
  const offices = await officesIn(path, recordsKey);
  for (const office of offices) {
    await store.transact(office, async (tx) => {
      await putBack(tx, path, recordsKey, office);
      await putBack(tx, keysPath, keysKey, office);
      await makeRecords(tx, keysKey, office);
      await beginEpoch(tx, { restoredAt: new Date(nowMs), restoredFrom: new Date(header.atMs) });
    });
  }
  if (oldKeyFile) await rewrapUnder(store.pool, { from: oldKeyFile, to: keyFile });
  return { offices, atMs: header.atMs };
};

/** The key file that opens this backup. Throws `BackupUnreadable`. */
const openerOf = async (path: string, keyFiles: readonly SealKey[]): Promise<SealKey> => {
  for (const keyFile of keyFiles) {
    try {
      await readBackupHeader(path, keyFile);
      return keyFile;
    } catch (error) {
      if (!(error instanceof BackupUnreadable) || error.why !== 'otherKey') throw error;
    }
  }
  throw new BackupUnreadable('otherKey');
};

const isEmpty = async (store: Store): Promise<boolean> =>
  (await store.door(tenants)).length === 0 && (await store.read(NO_OFFICE, serverKeys)).length === 0;

const officesIn = async (path: string, keyFile: SealKey): Promise<readonly string[]> => {
  const offices: string[] = [];
  for await (const line of readBackupLines(path, keyFile)) {
    const { office, row } = readLine(line);
    if (office !== null && row.table === 'tenant') offices.push(office);
  }
  return offices;
};

/** Rows of one office, in the order of the file. Reads the file from its beginning: a transaction may be tried again. */
const putBack = async (tx: Transaction, path: string, keyFile: SealKey, office: string | null): Promise<void> => {
  let page: BackupRow[] = [];
  for await (const line of readBackupLines(path, keyFile)) {
    const { office: of, row } = readLine(line);
    if (of !== office) continue;
    if (page.length === PAGE || (page[0] && page[0].table !== row.table)) {
      await putBackRows(tx, page);
      page = [];
    }
    page.push(row);
  }
  await putBackRows(tx, page);
};

const makeRecords = async (tx: Transaction, keyFile: SealKey, tenant: string): Promise<void> => {
  const keyring = openKeyring(keyFile);
  const records = openRecords();
  let head = 0;
  const fold = openFold((folded) => records.became(folded, head));
  let after = 0;
  for (;;) {
    const rows = await logPage(tx, { after, limit: PAGE });
    if (rows.length === 0) break;
    // What does not fold is told by the proof that follows every restore; everything else is there.
    for (const { opened } of await openEntries(keyring, tx, tenant, rows)) {
      head = opened.entry.head;
      fold.take(opened);
    }
    after = rows.at(-1)?.position ?? after;
  }
  await records.write(tx, { tenant, head: await headOfTenant(tx) });
};
