import { paperPart } from '@banso/shared/engagement/paper.ts';
import { PHOTO_TYPE, photoPart } from '@banso/shared/engagement/photo.ts';
import { sha256HexOfBytes } from '@banso/shared/lib/hash.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import type { BlobRecord } from '@banso/shared/protocol/blobs.ts';
import type { AggregateViews } from './aggregate-views.ts';
import type { HeldPhoto, PaperRequest, PhotoRequest, Picture } from './client-store.ts';
import { type Database, type PhotoRow, withConnection } from './database.ts';
import type { LocalRecords } from './local-records.ts';
import type { Wish } from './record-operation.ts';
import type { Seal } from './seal.ts';

/** A photo whose operation the server has taken in, ready to be sent. `bytes` null: they cannot be read any more. */
export type PhotoToSend = {
  readonly id: string;
  readonly record: BlobRecord;
  readonly sha256: string;
  readonly bytes: Uint8Array<ArrayBuffer> | null;
};

export type Photos = {
  /** What to record for a photo, with its bytes attached. */
  readonly wishFor: (request: PhotoRequest, nowMs: number) => Wish;
  readonly wishForPaper: (request: PaperRequest, nowMs: number) => Wish;
  readonly bytes: (id: string) => Promise<Uint8Array<ArrayBuffer> | null>;
  readonly held: () => Promise<readonly HeldPhoto[]>;
  readonly counts: () => Promise<{ readonly photosWaiting: number; readonly photosRefused: number }>;
  /** The oldest photo that can go now, except these. */
  readonly nextPhoto: (except: ReadonlySet<string>) => Promise<PhotoToSend | null>;
  readonly note: (id: string, change: Partial<Pick<PhotoRow, 'stage' | 'problem' | 'confirmedAtMs'>>) => Promise<void>;
};

/**
 * The photos this device took. Their bytes stay here, sealed, also after the server has confirmed them: nothing is dropped
 * before a backup holds it (L4).
 */
export const photosIn = ({
  database,
  seal,
  records,
  views,
}: {
  readonly database: Database;
  readonly seal: Seal;
  readonly records: LocalRecords;
  readonly views: AggregateViews;
}): Photos => {
  const bytes: Photos['bytes'] = async (id) => {
    const row = await withConnection(database, () => database.photoBytes.get(id));
    return row ? seal.openBytes(bytesPlace(id), row.sealed) : null;
  };

  /** Without those that somebody took out again: they are neither shown nor sent. */
  const stillThere = async (rows: readonly PhotoRow[]): Promise<readonly PhotoRow[]> => {
    if (rows.length === 0) return [];
    await records.refresh();
    const there = await Promise.all(
      rows.map(async ({ id, kind, aggregate }) => {
        const { photos, papers } = await views.state('engagement', aggregate);
        return !(kind === 'paper' ? papers : photos)[id]?.removed;
      }),
    );
    return rows.filter((_, at) => there[at]);
  };

  const unsettled = async (): Promise<readonly PhotoRow[]> => {
    const rows = await withConnection(database, () =>
      database.photos.where('stage').anyOf('waiting', 'refused').toArray(),
    );
    return stillThere(rows);
  };

  /** The picture with its row, for the transaction of the operation that names it. */
  const attached =
    ({ picture, nowMs, ...record }: Attaching): NonNullable<Wish['attach']> =>
    async (operation) => ({
      photo: {
        ...record,
        operation,
        sha256: sha256HexOfBytes(picture.bytes),
        bytes: picture.bytes.length,
        addedAtMs: nowMs,
        stage: 'waiting',
        problem: null,
        confirmedAtMs: null,
      },
      bytes: { id: record.id, sealed: await seal.sealBytes(bytesPlace(record.id), picture.bytes) },
    });

  return {
    bytes,
    wishFor: ({ aggregate, picture, ...facts }, nowMs) => {
      const body: BodyOf['photo-added@1'] = { ...facts, ...sentOf(picture) };
      const attach = attached({ id: facts.photo, kind: 'photo', aggregate, visit: facts.visit, picture, nowMs });
      return { type: 'photo-added@1', aggregate, body, attach };
    },
    wishForPaper: ({ aggregate, picture, ...facts }, nowMs) => {
      const body: BodyOf['paper-added@1'] = { ...facts, ...sentOf(picture) };
      const attach = attached({ id: facts.paper, kind: 'paper', aggregate, visit: facts.visit, picture, nowMs });
      return { type: 'paper-added@1', aggregate, body, attach };
    },
    held: async () => {
      const rows = await withConnection(database, () => database.photos.orderBy('id').toArray());
      return (await stillThere(rows)).map(({ operation: _, sha256: _hash, kind = 'photo', ...held }) => ({
        kind,
        ...held,
      }));
    },
    counts: async () => {
      const rows = await unsettled();
      const photosRefused = rows.filter(({ stage }) => stage === 'refused').length;
      return { photosWaiting: rows.length - photosRefused, photosRefused };
    },
    nextPhoto: async (except) => {
      const rows = (await unsettled()).filter(({ id, stage }) => stage === 'waiting' && !except.has(id));
      const takenIn = await operationsTakenIn(database, rows);
      const next = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)).find(({ operation }) => takenIn.has(operation));
      return next ? { id: next.id, record: recordOf(next), sha256: next.sha256, bytes: await bytes(next.id) } : null;
    },
    note: async (id, change) => {
      await withConnection(database, () => database.photos.update(id, change));
    },
  };
};

type Attaching = Pick<PhotoRow, 'id' | 'aggregate' | 'visit'> &
  Required<Pick<PhotoRow, 'kind'>> & { readonly picture: Picture; readonly nowMs: number };

const sentOf = ({ bytes, width, height }: Picture) => ({
  type: PHOTO_TYPE as typeof PHOTO_TYPE,
  sha256: sha256HexOfBytes(bytes),
  bytes: bytes.length,
  width,
  height,
});

/** The record that names the bytes, as the server is told. */
const recordOf = ({ id, kind, aggregate }: PhotoRow): BlobRecord => ({
  engagement: aggregate,
  part: kind === 'paper' ? paperPart(id) : photoPart(id),
});

const operationsTakenIn = async (database: Database, rows: readonly PhotoRow[]): Promise<ReadonlySet<string>> => {
  const ids = rows.map(({ operation }) => operation);
  const found = await withConnection(database, () => database.outbox.where('id').anyOf(ids).toArray());
  return new Set(found.filter(({ stage }) => stage === 'arriving' || stage === 'settled').map(({ id }) => id));
};

export const bytesPlace = (id: string): string => `photo/${id}`;
