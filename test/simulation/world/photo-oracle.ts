import type { OutboxRow, PhotoRow } from '@banso/client/store/database.ts';
import { photoPart } from '@banso/shared/engagement/photo.ts';
import type { ModelDatabase } from '../database/model-database.ts';
import type { Browser } from './browser.ts';
import { rowsOf, syncOf } from './read-state.ts';
import type { Taken } from './photo-deeds.ts';

/** What was promised about photos: see `Oracle`. */
export type PhotoOracle = {
  readonly taken: (browser: Browser, database: string, taken: Taken) => void;
  readonly diskChanged: (browser: Browser, database: string, stores: readonly string[]) => void;
  readonly evicted: (browser: Browser) => void;
  readonly count: () => number;
  /** Photos of this database that the office has still to take in. */
  readonly waiting: (browser: Browser, database: string) => number;
  readonly judgeEnd: (browsers: readonly Browser[], database: ModelDatabase) => void;
  /** Those that must be readable whole in the office at the end. */
  readonly promised: () => readonly Taken[];
};

type Promise_ = Taken & { readonly browser: string; readonly database: string };

/** `now`: the office's database and its epoch. */
export const newPhotoOracle = (
  fail: (what: string) => void,
  now: () => { readonly database: ModelDatabase | null; readonly epoch: number },
): PhotoOracle => {
  const taken = new Map<string, Promise_>();
  const lost = new Set<string>();
  /** Named by an operation that the office has carried out, or called sent: its bytes are due. */
  const due = new Map<string, Taken>();

  /** Without those of an old profile: its samples are no pictures, and the office says so. */
  const photoRows = (browser: Browser, name: string): readonly PhotoRow[] =>
    // Written by the client's store.
    (browser.disk.durableRows(name, 'photos') as readonly PhotoRow[]).filter(({ id }) => taken.has(id));
  const dueRows = (browser: Browser, name: string) => dueOf(browser, name, photoRows(browser, name));
  const isDue = (browser: Browser, name: string, row: PhotoRow) => dueOf(browser, name, [row]).length > 0;

  const judge = (browser: Browser, name: string) => {
    const rows = photoRows(browser, name);
    const held = new Set(
      (browser.disk.durableRows(name, 'photoBytes') as readonly { id: string }[]).map(({ id }) => id),
    );
    const ids = new Set(rows.map(({ id }) => id));
    for (const { photo, browser: where, database } of taken.values())
      if (where === browser.name && database === name && !lost.has(photo) && !(ids.has(photo) && held.has(photo)))
        fail(`conservation: photo ${photo} was called saved and is not whole on the disk of ${browser.name}`);
    for (const row of rows) judgeStage(browser, name, row);
  };

  const judgeStage = (browser: Browser, name: string, { id, stage, problem, sha256 }: PhotoRow) => {
    if (stage === 'refused') fail(`conservation: photo ${id} on ${browser.name} is whole and refused as ${problem}`);
    const { database, epoch } = now();
    if (stage !== 'stored' || syncOf(browser, name)?.epoch !== epoch) return;
    if (!rowsOf(database, 'blob').some((row) => row['part'] === photoPart(id) && row['sent_sha256'] === sha256))
      fail(`conservation: ${browser.name} calls photo ${id} sent, and the server does not have it`);
  };

  return {
    taken: (browser, database, one) => {
      taken.set(one.photo, { ...one, browser: browser.name, database });
      judge(browser, database);
    },
    diskChanged: (browser, name, stores) => {
      if (taken.size > 0 && (stores.includes('photos') || stores.includes('photoBytes'))) judge(browser, name);
    },
    evicted: (browser) => {
      for (const { photo, browser: where } of taken.values()) if (where === browser.name) lost.add(photo);
    },
    count: () => taken.size,
    waiting: (browser, name) => dueRows(browser, name).filter(({ stage }) => stage !== 'stored').length,
    judgeEnd: (browsers, database) => {
      for (const browser of browsers)
        for (const name of browser.disk.databases().filter((one) => one.startsWith('banso-')))
          for (const row of photoRows(browser, name)) {
            judgeStage(browser, name, row);
            // What a screen calls sent is promised, whatever has become of its operation and however often the office went back.
            if (row.stage === 'stored' || isDue(browser, name, row))
              due.set(row.id, { photo: row.id, engagement: row.aggregate, sha256: row.sha256 });
          }
      for (const { photo } of due.values()) {
        const words = rowsOf(database, 'log').filter((row) => row['type'] === 'photo-stored@1').length;
        const blobs = rowsOf(database, 'blob');
        if (blobs.filter((row) => row['part'] === photoPart(photo)).length !== 1)
          fail(`one effect: photo ${photo} is not kept once`);
        if (words !== blobs.length) fail(`one effect: ${words} words of the server about ${blobs.length} photos`);
      }
      // A browser that was cleared in the middle leaves pieces of what it will never finish: they are swept away later.
      const kept = new Set(rowsOf(database, 'blob').map((row) => row['part']));
      const left = rowsOf(database, 'blob_chunk').find((row) => kept.has(row['part']));
      if (left) fail(`one effect: pieces of ${String(left['part'])} are left beside what is kept`);
    },
    promised: () => [...due.values()],
  };
};

/** Of these, those whose operation the office has carried out. */
const dueOf = (browser: Browser, name: string, rows: readonly PhotoRow[]): readonly PhotoRow[] => {
  if (rows.length === 0) return rows;
  const carriedOut = new Set(
    (browser.disk.durableRows(name, 'outbox') as readonly OutboxRow[]).flatMap(({ id, verdict }) =>
      verdict?.outcome === 'accepted' || verdict?.outcome === 'flagged' ? [id] : [],
    ),
  );
  return rows.filter(({ operation }) => carriedOut.has(operation));
};
