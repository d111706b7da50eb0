import { paperPart } from '@banso/shared/engagement/paper.ts';
import { photoPart } from '@banso/shared/engagement/photo.ts';
import { passbookPart } from '@banso/shared/payee/passbook-picture.ts';
import type { BlobRecord } from '@banso/shared/protocol/blobs.ts';
import { type Database, type PhotoRow, withConnection } from './database.ts';
import { readPosition } from './local-records.ts';
import { sealedPicture } from './picture-cipher.ts';

/** A photo whose operation the server has taken in, ready to be sent. `bytes` null: they cannot be read any more. */
export type PhotoToSend = {
  readonly id: string;
  readonly record: BlobRecord;
  readonly sha256: string;
  readonly bytes: Uint8Array<ArrayBuffer> | null;
  /** Only the office opens these bytes. */
  readonly sealed: boolean;
  /** The office's epoch that this device held before it asked about these bytes. */
  readonly epoch: number;
};

/** The oldest of these rows whose operation the server has taken in, but for these. */
export const oldestReady = async (
  database: Database,
  rows: readonly PhotoRow[],
  except: ReadonlySet<string>,
): Promise<PhotoRow | undefined> => {
  const waiting = rows.filter(({ id, stage }) => stage === 'waiting' && !except.has(id));
  const takenIn = await operationsTakenIn(database, waiting);
  return waiting.toSorted((a, b) => (a.id < b.id ? -1 : 1)).find(({ operation }) => takenIn.has(operation));
};

/** A photo as it goes out of hands that cannot open it; null without a key for the office. */
export const sealedToSend = async (database: Database, row: PhotoRow): Promise<Omit<PhotoToSend, 'epoch'> | null> => {
  const held = await withConnection(database, () => database.photoBytes.get(row.id));
  if (!row.forOffice || !held?.cipher) return null;
  return { ...namesOf(row), bytes: sealedPicture(row.forOffice, held.cipher), sealed: true };
};

export const namesOf = (row: PhotoRow): Pick<PhotoToSend, 'id' | 'record' | 'sha256'> => ({
  id: row.id,
  record: recordOf(row),
  sha256: row.sha256,
});

/** The record that names the bytes, as the server is told. */
export const recordOf = ({ id, kind, aggregate }: Pick<PhotoRow, 'id' | 'kind' | 'aggregate'>): BlobRecord =>
  kind === 'passbook'
    ? { payee: aggregate, part: passbookPart(id) }
    : { engagement: aggregate, part: kind === 'paper' ? paperPart(id) : photoPart(id) };

/**
 * Notes the server's word that it has these bytes; answers false, and notes nothing, where this device has heard since it asked that
 * the office went back to an earlier state: that state may not have them.
 */
export const noteStored = (
  database: Database,
  { id, epoch, atMs }: Pick<PhotoToSend, 'id' | 'epoch'> & { readonly atMs: number },
): Promise<boolean> =>
  withConnection(database, () =>
    database.transaction('rw', [database.meta, database.photos], async () => {
      if ((await readPosition(database)).sync.epoch !== epoch) return false;
      await database.photos.update(id, { stage: 'stored', problem: null, confirmedAtMs: atMs });
      return true;
    }),
  );

/** To be asked before the server is: see `noteStored`. */
export const heldEpoch = async (database: Database): Promise<number> =>
  (await withConnection(database, () => readPosition(database))).sync.epoch;

const operationsTakenIn = async (database: Database, rows: readonly PhotoRow[]): Promise<ReadonlySet<string>> => {
  const ids = rows.map(({ operation }) => operation);
  const found = await withConnection(database, () => database.outbox.where('id').anyOf(ids).toArray());
  return new Set(found.filter(({ stage }) => stage === 'arriving' || stage === 'settled').map(({ id }) => id));
};
