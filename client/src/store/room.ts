import { type Database, isFull, withConnection } from './database.ts';
import type { StorePorts } from './store-ports.ts';

const MB = 1024 * 1024;
/** Says that the reserve was given up; a later one that could be laid takes it away. */
const SPENT = { id: -1, bytes: new ArrayBuffer() };

/** Held back on the disk, and given up before anything is refused. */
export const RESERVE_BYTES = 20 * MB;
const RESERVE_ROWS = 20;
const TOLD_MS = 10 * 60_000;
/** With less than this, pictures that a backup holds leave the phone. */
export const SHORT_BYTES = 100 * MB;
/** With less than this no new photo is taken: signatures and visits need the rest. */
export const PHOTO_BYTES = 40 * MB;
/** The reserve is laid only where this much stays free beside it. */
const LAY_ABOVE_BYTES = SHORT_BYTES + RESERVE_BYTES;

/**
 * What the browser gives this app: bytes used and bytes there may be. A hint and no more: Chromium names ten gigabytes above what is
 * used, whatever the disk has. What is true of the disk is whether the reserve can be laid on it.
 */
export type Estimate = { readonly usedBytes: number; readonly quotaBytes: number };

/**
 * How much room is left on this device.
 * - `freeBytes`: null where the browser does not say
 * - `reserve`: `laid`; `spent`: given up for a record, and not to be laid again since; `none`: never laid
 */
export type StorageRoom = {
  readonly freeBytes: number | null;
  readonly usedBytes: number | null;
  readonly reserve: 'laid' | 'spent' | 'none';
};

export type Room = {
  readonly now: () => Promise<StorageRoom>;
  /** As last asked of the browser, at most every ten minutes; null before its first answer. Every contact tells it, and none waits for it. */
  readonly lastTold: () => StorageRoom | null;
  /** Runs a write. On a full disk pictures that a backup holds and then the reserve are given up, and it is tried once more. */
  readonly write: <Answer>(work: () => Promise<Answer>) => Promise<Answer>;
  /**
   * Runs the write of a new photo; `room`, and nothing written, where the rest of the disk is kept for visits and signatures. It never
   * takes the reserve.
   */
  readonly writePhoto: <Answer>(work: () => Promise<Answer>) => Promise<Answer | 'room'>;
  /** Lays the reserve where there is room, and lets pictures go where there is little. To be called when nothing waits for it. */
  readonly tidy: () => Promise<void>;
};

/** The room on this device's disk. Without `estimate` among the ports nothing is held back and nothing refused beforehand. */
export const roomIn = (
  database: Database,
  { estimate, random, clock }: Pick<StorePorts, 'estimate' | 'random' | 'clock'>,
): Room => {
  let asked: { readonly atMs: number; readonly room: StorageRoom | null } | null = null;
  const now = async (): Promise<StorageRoom> => {
    const said = (await estimate?.().catch(() => null)) ?? null;
    const ids = await withConnection(database, () => database.reserve.toCollection().primaryKeys());
    return {
      freeBytes: said && Math.max(0, said.quotaBytes - said.usedBytes),
      usedBytes: said && said.usedBytes,
      reserve: ids.includes(SPENT.id) ? 'spent' : ids.length === RESERVE_ROWS ? 'laid' : 'none',
    };
  };

  /** Answers whether anything went. */
  const spend = async (): Promise<boolean> => {
    const held = await database.reserve.where('id').above(SPENT.id).count();
    if (held === 0) return false;
    await database.reserve.clear();
    await database.reserve.put(SPENT);
    asked = null;
    return true;
  };

  const layReserve = async () => {
    try {
      for (let id = 0; id < RESERVE_ROWS; id += 1) {
        // One after the other: on a disk that fills up meanwhile the rest is not asked for.
        await withConnection(database, () => database.reserve.put({ id, bytes: noise(random) }));
      }
      await database.reserve.delete(SPENT.id);
    } catch (error) {
      if (!isFull(error)) throw error;
      await spend();
    }
  };

  return {
    now,
    lastTold: () => {
      const atMs = clock.monoMs();
      if (!asked || atMs - asked.atMs > TOLD_MS) {
        const asking = { atMs, room: asked?.room ?? null };
        asked = asking;
        void now().then(
          (room) => {
            if (asked === asking) asked = { atMs, room };
          },
          // A closed or erased database: the next contact asks again.
          () => {
            if (asked === asking) asked = null;
          },
        );
      }
      return asked.room;
    },
    write: async (work) => {
      try {
        return await work();
      } catch (error) {
        if (!isFull(error)) throw error;
        const dropped = await dropBackedUpPictures(database);
        if (!(await spend()) && dropped === 0) throw error;
        return work();
      }
    },
    writePhoto: async (work) => {
      const { freeBytes, reserve } = await now();
      if (reserve === 'spent' || (freeBytes !== null && freeBytes < PHOTO_BYTES)) return 'room';
      try {
        return await work();
      } catch (error) {
        if (!isFull(error)) throw error;
        return (await dropBackedUpPictures(database)) === 0 ? 'room' : work();
      }
    },
    tidy: async () => {
      const { freeBytes, reserve } = await now();
      if (freeBytes === null) return;
      if (freeBytes < SHORT_BYTES || reserve === 'spent') await dropBackedUpPictures(database);
      if (reserve !== 'laid' && freeBytes >= LAY_ABOVE_BYTES) await layReserve();
    },
  };
};

/**
 * Lets go of pictures whose bytes the server has told to be in a backup (L4): their records stay, and the server shows them.
 * Answers how many went.
 */
export const dropBackedUpPictures = (database: Database): Promise<number> =>
  withConnection(database, () =>
    database.transaction('rw', [database.meta, database.photos, database.photoBytes], async () => {
      const sync = await database.meta.get('sync');
      const through = sync?.id === 'sync' ? (sync.backedUp ?? null) : null;
      if (through === null) return 0;
      const stored = await database.photos.where('stage').equals('stored').toArray();
      const held = stored.filter(
        ({ storedBy, dropped }) => storedBy !== undefined && storedBy <= through && dropped !== true,
      );
      await database.photoBytes.bulkDelete(held.map(({ id }) => id));
      await database.photos.bulkPut(held.map((row) => ({ ...row, dropped: true })));
      return held.length;
    }),
  );

/** A megabyte that no disk makes smaller: zeros would hold nothing back. */
const noise = (random: StorePorts['random']): ArrayBuffer => {
  const bytes = new Uint8Array(RESERVE_BYTES / RESERVE_ROWS);
  // The browser gives at most 64 kB of chance at once.
  for (let at = 0; at < bytes.length; at += 65_536) bytes.set(random(Math.min(65_536, bytes.length - at)), at);
  return bytes.buffer;
};
