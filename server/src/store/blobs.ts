import { sql } from 'kysely';
import type { PartKey } from './parts.ts';
import type { BlobRow, BlobUploadRow, Transaction } from './schema.ts';

type Opening = {
  readonly key: PartKey;
  readonly device: string;
  readonly at: Date;
  /** The pieces come sealed to the office. */
  readonly sealed: boolean;
};

/**
 * The upload of this record, opened if there is none, and locked until the commit: pieces are taken one after the other. One
 * that began in the other form begins anew: a phone was locked or opened on the way.
 */
export const lockUpload = async (tx: Transaction, opening: Opening): Promise<BlobUploadRow> => {
  const upload = await openUpload(tx, opening);
  if (upload.sealed === opening.sealed) return upload;
  await dropUpload(tx, opening.key);
  return openUpload(tx, opening);
};

/**
 * In one statement: between one that finds the row and another that locks it, a request that ends the same upload takes the
 * row away, and a phone whose bytes had all arrived heard that the server had failed.
 */
const openUpload = (tx: Transaction, { key, device, at, sealed }: Opening): Promise<BlobUploadRow> =>
  tx
    .insertInto('blobUpload')
    .values({ ...keyOf(key), device, received: 0, touchedAt: at, sealed })
    .onConflict((conflict) =>
      conflict.columns(['tenant', 'kind', 'aggregateId', 'part']).doUpdateSet({ touchedAt: at }),
    )
    .returning(['kind', 'aggregateId', 'part', 'device', 'received', 'touchedAt', 'sealed'])
    .executeTakeFirstOrThrow();

/** Bytes of this record that have arrived in this form; 0 when no such upload is under way. */
export const receivedOf = async (
  tx: Transaction,
  { key, sealed }: { readonly key: PartKey; readonly sealed: boolean },
): Promise<number> => {
  const row = await tx
    .selectFrom('blobUpload')
    .select('received')
    .where('kind', '=', key.kind)
    .where('aggregateId', '=', key.aggregateId)
    .where('part', '=', key.part)
    .where('sealed', '=', sealed)
    .executeTakeFirst();
  return row?.received ?? 0;
};

/** Keeps the next piece, and notes how far the upload has come, by the one who has locked it. */
export const appendChunk = async (
  tx: Transaction,
  {
    key,
    start,
    sealed,
    received,
    at,
  }: {
    readonly key: PartKey;
    readonly start: number;
    readonly sealed: Uint8Array;
    readonly received: number;
    readonly at: Date;
  },
): Promise<void> => {
  await tx
    .insertInto('blobChunk')
    .values({ ...keyOf(key), start, sealed: Buffer.from(sealed) })
    .execute();
  await tx
    .updateTable('blobUpload')
    .set({ received, touchedAt: at })
    .where('kind', '=', key.kind)
    .where('aggregateId', '=', key.aggregateId)
    .where('part', '=', key.part)
    .execute();
};

/** The sealed pieces of an upload, in their order. */
export const chunksOf = async (tx: Transaction, key: PartKey): Promise<readonly Uint8Array[]> => {
  const rows = await tx
    .selectFrom('blobChunk')
    .select('sealed')
    .where('kind', '=', key.kind)
    .where('aggregateId', '=', key.aggregateId)
    .where('part', '=', key.part)
    .orderBy('start')
    .execute();
  return rows.map(({ sealed }) => sealed);
};

/** Forgets an upload with its pieces. The upload first: whoever has it locked to bring one more piece has committed it by then. */
export const dropUpload = async (tx: Transaction, key: PartKey): Promise<void> => {
  for (const table of ['blobUpload', 'blobChunk'] as const) {
    await tx
      .deleteFrom(table)
      .where('kind', '=', key.kind)
      .where('aggregateId', '=', key.aggregateId)
      .where('part', '=', key.part)
      .execute();
  }
};

/** Keeps a record's bytes. Throws the database's unique violation (23505) when it has some: what is kept is never replaced. */
export const insertBlob = async (tx: Transaction, blob: BlobRow): Promise<void> => {
  await tx
    .insertInto('blob')
    .values({ ...blob, sealed: Buffer.from(blob.sealed) })
    .execute();
};

export const blobOf = (tx: Transaction, key: PartKey): Promise<BlobRow | undefined> =>
  tx
    .selectFrom('blob')
    .select(blobColumns)
    .where('kind', '=', key.kind)
    .where('aggregateId', '=', key.aggregateId)
    .where('part', '=', key.part)
    .executeTakeFirst();

/**
 * Forgets uploads that nobody went on with since then, and bytes kept before then whose record is no longer there. Answers how
 * many. The uploads first, as in `dropUpload`: pieces taken away from one that goes on just now would leave it with a hole.
 */
export const sweepBlobs = async (tx: Transaction, before: Date): Promise<number> => {
  const uploads = await tx.deleteFrom('blobUpload').where('touchedAt', '<', before).executeTakeFirst();
  await sql`
    delete from blob_chunk where not exists (
      select from blob_upload where blob_upload.kind = blob_chunk.kind
      and blob_upload.aggregate_id = blob_chunk.aggregate_id and blob_upload.part = blob_chunk.part)`.execute(tx);
  const { numAffectedRows = 0n } = await sql`
    delete from blob where stored_at < ${before} and not exists (
      select from part where part.kind = blob.kind and part.aggregate_id = blob.aggregate_id and part.part = blob.part)
  `.execute(tx);
  return Number(uploads.numDeletedRows + numAffectedRows);
};

const keyOf = ({ kind, aggregateId, part }: PartKey): PartKey => ({ kind, aggregateId, part });

const blobColumns = [
  'kind',
  'aggregateId',
  'part',
  'retention',
  'sentSha256',
  'sha256',
  'type',
  'bytes',
  'sealed',
  'storedAt',
] as const satisfies readonly (keyof BlobRow)[];
