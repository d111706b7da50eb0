import { PHOTO_TYPE } from '@banso/shared/engagement/photo.ts';
import { sha256HexOfBytes } from '@banso/shared/lib/hash.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import type { AggregateViews } from './aggregate-views.ts';
import type { HeldPhoto, PaperRequest, PassbookRequest, PhotoRequest, Picture } from './client-store.ts';
import { type Database, type PhotoRow, withConnection } from './database.ts';
import { type LocalRecords, readSealedAs } from './local-records.ts';
import { heldEpoch, namesOf, noteStored, oldestReady, type PhotoToSend, recordOf, sealedToSend } from './photo-rows.ts';
import { decryptPicture, encryptPicture } from './picture-cipher.ts';
import type { RandomBytes } from './random.ts';
import type { Wish } from './record-operation.ts';
import type { Seal } from './seal.ts';
import type { SealedBox } from './sealed-box.ts';

export type Photos = {
  /** What to record for a photo, with its bytes attached. */
  readonly wishFor: (request: PhotoRequest, nowMs: number) => Wish;
  readonly wishForPaper: (request: PaperRequest, nowMs: number) => Wish;
  readonly wishForPassbook: (request: PassbookRequest, nowMs: number) => Wish;
  readonly bytes: (id: string) => Promise<Uint8Array<ArrayBuffer> | null>;
  readonly held: () => Promise<readonly HeldPhoto[]>;
  readonly counts: () => Promise<{ readonly photosWaiting: number; readonly photosRefused: number }>;
  /** The oldest photo that can go now, except these. */
  readonly nextPhoto: (except: ReadonlySet<string>) => Promise<PhotoToSend | null>;
  /** See `noteStored`. */
  readonly stored: (photo: Pick<PhotoToSend, 'id' | 'epoch'>, atMs: number) => Promise<boolean>;
  readonly refused: (id: string, problem: string) => Promise<void>;
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
  who,
  device,
  officeBox,
  random,
}: {
  readonly database: Database;
  readonly seal: Seal;
  readonly records: LocalRecords;
  readonly views: AggregateViews;
  readonly who: { readonly tenant: string };
  readonly device: string;
  readonly officeBox: (officeKey: string) => Promise<SealedBox | null>;
  readonly random: RandomBytes;
}): Photos => {
  const bytes: Photos['bytes'] = async (id) => {
    const row = await withConnection(database, () =>
      database.transaction('r', [database.meta, database.photoBytes], async () => {
        await readSealedAs(database, seal);
        return database.photoBytes.get(id);
      }),
    );
    return row ? decryptPicture(row, seal) : null;
  };

  /** Without those that somebody took out again: they are neither shown nor sent. */
  const stillThere = async (rows: readonly PhotoRow[]): Promise<readonly PhotoRow[]> => {
    if (rows.length === 0) return [];
    await records.refresh();
    const there = await Promise.all(
      rows.map(async ({ id, kind, aggregate }) => {
        if (kind === 'passbook') return !(await views.state('payee', aggregate))?.pictures[id]?.removed;
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
    async (operation) => {
      const sha256 = sha256HexOfBytes(picture.bytes);
      const address = { tenant: who.tenant, device, ...recordOf(record), sha256 };
      const { officeKey } = (records.position() ?? (await records.refresh())).sync;
      const box = officeKey === undefined ? null : await officeBox(officeKey);
      const { row, forOffice } = await encryptPicture(
        { id: record.id, bytes: picture.bytes, address },
        { seal, box, random },
      );
      return {
        photo: {
          ...record,
          operation,
          sha256,
          bytes: picture.bytes.length,
          addedAtMs: nowMs,
          stage: 'waiting',
          problem: null,
          confirmedAtMs: null,
          ...(forOffice ? { forOffice } : {}),
        },
        bytes: row,
      };
    };

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
    wishForPassbook: ({ aggregate, passbook: id, shows, picture }, nowMs) => {
      const body: BodyOf['passbook-pictured@1'] = { picture: id, shows, ...sentOf(picture) };
      const attach = attached({ id, kind: 'passbook', aggregate, visit: '', picture, nowMs });
      return { type: 'passbook-pictured@1', aggregate, body, attach };
    },
    held: async () => {
      const rows = await withConnection(database, () => database.photos.orderBy('id').toArray());
      return (await stillThere(rows)).map(
        ({ operation: _, sha256: _hash, forOffice: _key, kind = 'photo', ...held }) => ({
          kind,
          ...held,
        }),
      );
    },
    counts: async () => {
      const rows = await unsettled();
      const photosRefused = rows.filter(({ stage }) => stage === 'refused').length;
      return { photosWaiting: rows.length - photosRefused, photosRefused };
    },
    nextPhoto: async (except) => {
      const epoch = await heldEpoch(database);
      const next = await oldestReady(database, await unsettled(), except);
      if (!next) return null;
      const plain = await bytes(next.id);
      // Nobody can open it here any more: the office can.
      const sealed = plain ? null : await sealedToSend(database, next);
      return { ...(sealed ?? { ...namesOf(next), bytes: plain, sealed: false }), epoch };
    },
    stored: (photo, atMs) => noteStored(database, { ...photo, atMs }),
    refused: async (id, problem) => {
      await withConnection(database, () => database.photos.update(id, { stage: 'refused', problem }));
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
