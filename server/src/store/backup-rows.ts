import { randomInt } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { BackupRunRow, Transaction } from './schema.ts';

/** A row as the database writes it in JSON: bytes as `\x…`, instants with their microseconds. It is never read by the program. */
export type BackupRow = { readonly table: string; readonly json: string };

/**
 * What a backup holds of an office. `whole` is read from one snapshot; the rest only ever grows, so that it is read in pages
 * afterwards, up to where the snapshot says that it ended: no transaction stands open for as long as a backup takes.
 */
export const BACKED_UP = {
  whole: [
    'tenant',
    'device',
    'device_branch',
    'device_fact',
    'office_certificate',
    'account',
    'passkey',
    'notice',
    'printed_paper',
    'payment_file',
    'access_head',
    'backup_run',
  ],
  growing: ['log', 'receipt', 'access_log', 'blob'],
  /** The server's own, of no office. */
  server: ['server_key'],
  /** Kept apart and never twice: a key that was destroyed must not come back out of an old backup (L16). */
  keys: ['seal_key'],
} as const;

/** What no backup holds, and why. */
export const NOT_BACKED_UP: Readonly<Record<string, string>> = {
  record: 'made again from the log',
  part: 'made again from the log; in the clear, so never in a backup (L16)',
  feed: 'made again from the log',
  reach: 'made again from the log',
  person_scope: 'made again from the log',
  session: 'whoever was signed out since must not be signed in again',
  sign_in_credential: 'a link that was used since must not work again',
  ceremony: 'lasts minutes',
  mail_code: 'lasts minutes',
  sign_in_wait: 'lasts minutes',
  first_start: 'a link that was used since must not work again',
  blob_upload: 'the phone sends it again',
  blob_chunk: 'the phone sends it again',
  backup: 'says what is backed up here, not there',
  operation_type: 'told by the program that restores',
  banso_migration: 'written by the program that restores',
};

/** Where an office's growing tables ended when the snapshot was taken. */
export type BackupEnds = {
  readonly log: { readonly position: number; readonly chain: string };
  readonly access: number;
  readonly branches: readonly { readonly device: string; readonly branch: number; readonly lastSeq: number }[];
  readonly blobs: readonly { readonly kind: string; readonly aggregateId: string; readonly part: string }[];
};

/** Every row of the tables that are read whole, and where the others end; runs in one `store.read`. */
export const backupSnapshot = async (
  tx: Transaction,
): Promise<{ readonly rows: readonly BackupRow[]; readonly ends: BackupEnds }> => {
  const rows: BackupRow[] = [];
  for (const table of BACKED_UP.whole) rows.push(...(await rowsIn(tx, table, sql`select * from ${sql.table(table)}`)));
  const tenant = await tx.selectFrom('tenant').select(['logPosition', 'chain']).executeTakeFirst();
  const access = await tx.selectFrom('accessHead').select('position').executeTakeFirst();
  return {
    rows,
    ends: {
      log: { position: tenant?.logPosition ?? 0, chain: tenant?.chain ?? '' },
      access: access?.position ?? 0,
      branches: await tx.selectFrom('deviceBranch').select(['device', 'branch', 'lastSeq']).execute(),
      blobs: await tx
        .selectFrom('blob')
        .select(['kind', 'aggregateId', 'part'])
        .orderBy('kind')
        .orderBy('aggregateId')
        .orderBy('part')
        .execute(),
    },
  };
};

/** The next rows of the log after this position, in its order; none at the end. */
export const backupLogPage = (
  tx: Transaction,
  { after, upto, limit }: { readonly after: number; readonly upto: number; readonly limit: number },
): Promise<readonly BackupRow[]> =>
  rowsIn(
    tx,
    'log',
    sql`select * from log where position > ${after} and position <= ${upto} order by position limit ${limit}`,
  );

export const backupAccessPage = (
  tx: Transaction,
  { after, upto, limit }: { readonly after: number; readonly upto: number; readonly limit: number },
): Promise<readonly BackupRow[]> =>
  rowsIn(
    tx,
    'access_log',
    sql`select * from access_log where position > ${after} and position <= ${upto} order by position limit ${limit}`,
  );

/** The receipts of one device's branch up to a sequence number. */
export const backupReceipts = (
  tx: Transaction,
  branch: BackupEnds['branches'][number],
): Promise<readonly BackupRow[]> =>
  rowsIn(
    tx,
    'receipt',
    sql`select * from receipt where device = ${branch.device} and branch = ${branch.branch} and to_seq <= ${branch.lastSeq}
      order by to_seq, id`,
  );

/** One picture; none when it was erased meanwhile. */
export const backupBlob = (tx: Transaction, key: BackupEnds['blobs'][number]): Promise<readonly BackupRow[]> =>
  rowsIn(
    tx,
    'blob',
    sql`select * from blob where kind = ${key.kind} and aggregate_id = ${key.aggregateId} and part = ${key.part}`,
  );

export const backupTable = (
  tx: Transaction,
  table: (typeof BACKED_UP.server | typeof BACKED_UP.keys)[number],
): Promise<readonly BackupRow[]> => rowsIn(tx, table, sql`select * from ${sql.table(table)}`);

/**
 * Puts rows of one table back as they were; columns that are younger than the backup take their defaults. Throws the database's
 * error where a row exists already.
 */
export const putBackRows = async (tx: Transaction, rows: readonly BackupRow[]): Promise<void> => {
  const [first] = rows;
  if (!first) return;
  const table = sql.table(first.table);
  const columns = sql.join(Object.keys(JSON.parse(first.json) as object).map((name) => sql.id(name)));
  await sql`
    insert into ${table} (${columns})
    select ${columns} from json_populate_recordset(null::${table}, ${`[${rows.map(({ json }) => json).join(',')}]`}::json)
  `.execute(tx);
};

/** Says how far an office is backed up, once a backup was written and read again. */
export const noteBackup = async (
  tx: Transaction,
  backup: { readonly id: string; readonly at: Date; readonly logPosition: number },
): Promise<void> => {
  await tx.insertInto('backup').values(backup).execute();
};

/** Adds a line to the backup log. */
export const insertBackupRun = async (tx: Transaction, run: BackupRunRow): Promise<void> => {
  await tx.insertInto('backupRun').values(run).execute();
};

/** The newest lines of the backup log, and the newest of each kind however old it is. */
export const backupRuns = async (tx: Transaction, limit: number): Promise<readonly BackupRunRow[]> => {
  const { rows } = await sql<BackupRunRow>`
    select id, at, what, bytes, sha256, why from (
      select *, row_number() over (order by at desc, what desc, id desc) as n,
        row_number() over (partition by what order by at desc, id desc) as of_kind
      from backup_run) run
    where n <= ${limit} or of_kind = 1
    order by at desc, what desc, id desc`.execute(tx);
  return rows;
};

/** The log position up to which a backup holds everything; null before there is one. */
export const backedUpThrough = async (tx: Transaction): Promise<number | null> =>
  (
    await tx
      .selectFrom('backup')
      .select(({ fn }) => fn.max('logPosition').as('through'))
      .executeTakeFirst()
  )?.through ?? null;

/**
 * One backup may be restored twice, before there was another: were the number simply the next one, both offices would have the same,
 * and what devices had sent to the first would never be offered to the second.
 */
const MOST_BETWEEN_EPOCHS = 1_000_000;

/**
 * From here on every device begins its reading anew, and offers again what it still keeps (L4); the office looks at what comes back
 * before it numbers or approves again.
 */
export const beginEpoch = async (
  tx: Transaction,
  { restoredAt, restoredFrom }: { readonly restoredAt: Date; readonly restoredFrom: Date },
): Promise<void> => {
  await tx
    .updateTable('tenant')
    .set(({ eb }) => ({ epoch: eb('epoch', '+', randomInt(1, MOST_BETWEEN_EPOCHS)), restoredAt, restoredFrom }))
    .executeTakeFirstOrThrow();
};

const rowsIn = async (tx: Transaction, table: string, query: RawBuilder<unknown>): Promise<readonly BackupRow[]> => {
  const { rows } = await sql<{ json: string }>`select row_to_json(one)::text as json from (${query}) one`.execute(tx);
  return rows.map(({ json }) => ({ table, json }));
};
