import { expect, onTestFinished, test, vi } from 'vitest';
import { Dexie } from 'dexie';
import { answer, EXPERT, firstRows, page, verdicts } from '../../../test/support/hand-made-answers.ts';
import { holdClock, IDBObjectStore, newProfile, tabsOfOneBrowser } from '../../../test/support/open-device.ts';
import { databaseOf, type IndexedDb } from './database.ts';
import { webCrypto } from './device-crypto.ts';
import { openClientStore, type OpenedStore } from './open-client-store.ts';
import { browserRandom } from './random.ts';
import { PHOTO_BYTES, SHORT_BYTES } from './room.ts';

const WHOLE = { items: 1_000, bytes: 4_000_000 };
const NAME = 'banso-office-expert-1';
const GB = 1024 ** 3;

/** A tab on a disk with this much room, which a test may change. */
const tabWith = async (freeBytes: number, profile: IndexedDb = newProfile()) => {
  const disk = { freeBytes };
  const tab = await openClientStore(() => EXPERT, {
    ports: {
      clock: holdClock(Date.parse('2025-12-18T01:00:00Z')),
      random: browserRandom,
      crypto: webCrypto,
      indexedDb: profile,
      changes: tabsOfOneBrowser(),
      estimate: () => Promise.resolve({ usedBytes: 1_000, quotaBytes: 1_000 + disk.freeBytes }),
    },
    appVersion: '0.0.0',
  });
  onTestFinished(tab.close);
  await take(tab, { pull: page(firstRows(), 5) });
  return { tab, disk, profile };
};

const take = async ({ sync }: OpenedStore, build: Parameters<typeof answer>[0]) => {
  const request = await sync.nextRequest(WHOLE);
  const push = request.push ? { push: verdicts(request.push, 6) } : {};
  await sync.takeAnswer({ request, answer: answer({ ...push, ...build }), atMs: 1_766_019_600_000, offsetMs: 0 });
};

const addPhoto = ({ store }: OpenedStore, photo = 'photo-1') =>
  store.addPhoto({
    aggregate: 'engagement-1',
    photo,
    visit: 'visit-1',
    purpose: 'whiteboard',
    caption: '',
    picture: { bytes: new Uint8Array([1, 2, 3]), width: 1_600, height: 1_200 },
  });

const start = ({ store }: OpenedStore) =>
  store.record({ type: 'visit-started@1', aggregate: 'engagement-1', body: { visit: 'visit-1' } });

const silently = () => {
  const silent = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => silent.mockRestore());
};

/** The disk refuses writes until the reserve was given up. */
const fullUntilFreed = () => {
  let freed = false;
  const clear = vi.spyOn(IDBObjectStore.prototype, 'clear').mockImplementationOnce(function freeing(
    this: IDBObjectStore,
  ) {
    freed = true;
    clear.mockRestore();
    return this.clear();
  });
  const refuse = (method: 'add' | 'put') => {
    const original = IDBObjectStore.prototype[method];
    const spy = vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function full(
      this: IDBObjectStore,
      value: unknown,
    ) {
      if (!freed) throw new DOMException('full', 'QuotaExceededError');
      return original.call(this, value);
    });
    onTestFinished(() => spy.mockRestore());
  };
  refuse('add');
  refuse('put');
  onTestFinished(() => clear.mockRestore());
};

test('[L2.30] twenty megabytes that no disk makes smaller are held back where there is room for them', async () => {
  const { tab, profile } = await tabWith(GB);
  expect((await tab.store.room()).reserve).toBe('none');
  await tab.settle();
  expect(await tab.store.room()).toEqual({ freeBytes: GB, usedBytes: 1_000, reserve: 'laid' });
  const raw = databaseOf(NAME, profile);
  const rows = await raw.reserve.toArray();
  raw.close();
  expect(rows.reduce((bytes, row) => bytes + row.bytes.byteLength, 0)).toBe(20 * 1024 * 1024);
  expect(new Set(new Uint8Array(rows[0]?.bytes ?? new ArrayBuffer())).size).toBe(256);
});

test('[L2.30] where there is little room nothing is held back', async () => {
  const { tab } = await tabWith(SHORT_BYTES);
  await tab.settle();
  expect((await tab.store.room()).reserve).toBe('none');
});

test('[L2.31] on a full disk the reserve goes first, and what was tapped and typed is kept', async () => {
  const { tab } = await tabWith(GB);
  await tab.settle();
  fullUntilFreed();
  expect(await start(tab)).toMatchObject({ recorded: { seq: 1 } });
  expect((await tab.store.room()).reserve).toBe('spent');
  expect(await tab.store.outbox()).toHaveLength(1);
  // Until the reserve can be laid again no photo takes what is left for visits.
  expect(await addPhoto(tab)).toEqual({ failed: 'room' });
  await tab.settle();
  expect((await tab.store.room()).reserve).toBe('laid');
  expect(await addPhoto(tab)).toMatchObject({ recorded: { seq: 2 } });
});

test('[L2.32] a photo for which the disk has no room leaves the reserve as it lies', async () => {
  silently();
  const { tab } = await tabWith(GB);
  await tab.settle();
  fullUntilFreed();
  expect(await addPhoto(tab)).toEqual({ failed: 'room' });
  expect((await tab.store.room()).reserve).toBe('laid');
  expect(await start(tab)).toMatchObject({ recorded: { seq: 1 } });
});

test('[L2.31] the draft of what is typed takes the reserve, too', async () => {
  const { tab } = await tabWith(GB);
  await tab.settle();
  fullUntilFreed();
  expect(await tab.store.saveDraft('visit/visit-1', { typed: '一字一字' })).toBe('saved');
  expect(await tab.store.draft('visit/visit-1')).toEqual({ typed: '一字一字' });
});

test('[L2.31] with nothing left to give up the recording says that it failed, and leaves nothing half', async () => {
  silently();
  const { tab } = await tabWith(GB);
  const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  expect(await start(tab)).toEqual({ failed: 'storage' });
  add.mockRestore();
  expect(await tab.store.outbox()).toEqual([]);
  expect(await start(tab)).toMatchObject({ recorded: { seq: 1 } });
});

test('[L2.32] new photos are refused before visits and signatures, and nothing of them is recorded', async () => {
  const { tab, disk } = await tabWith(PHOTO_BYTES - 1);
  expect(await addPhoto(tab)).toEqual({ failed: 'room' });
  expect(await tab.store.outbox()).toEqual([]);
  expect(await start(tab)).toMatchObject({ recorded: { seq: 1 } });
  disk.freeBytes = PHOTO_BYTES;
  expect(await addPhoto(tab)).toMatchObject({ recorded: { seq: 2 } });
});

/** A photo whose operation and bytes the server has. */
const photoStoredAtServer = async (freeBytes: number) => {
  const opened = await tabWith(freeBytes);
  await addPhoto(opened.tab);
  await take(opened.tab, { pull: page([], 6) });
  await opened.tab.sync.photoStored({ id: 'photo-1', epoch: 1 }, 1);
  return opened;
};

test('[L2.33] a picture leaves the phone only when space is short and a backup holds it', async () => {
  const { tab, disk } = await photoStoredAtServer(GB);
  const there = async () => (await tab.store.photoBytes('photo-1')) !== null;
  // Asked before the server's word about the photo, perhaps: its position proves nothing.
  await take(tab, { pull: page([], 7), backedUp: 10, logPosition: 9 });
  disk.freeBytes = SHORT_BYTES - 1;
  await tab.settle();
  expect(await there()).toBe(true);
  // Stored by 12, backed up through 11.
  await take(tab, { pull: page([], 8), backedUp: 11, logPosition: 12 });
  await tab.settle();
  expect(await there()).toBe(true);
  await take(tab, { pull: page([], 9), backedUp: 12, logPosition: 15 });
  disk.freeBytes = GB;
  await tab.settle();
  expect(await there()).toBe(true);
  disk.freeBytes = SHORT_BYTES - 1;
  await tab.settle();
  expect(await there()).toBe(false);
  expect(await tab.store.heldPhotos()).toMatchObject([{ id: 'photo-1', stage: 'stored' }]);
});

test('[L2.33] a picture that was not sent stays, whatever the space', async () => {
  const { tab, disk } = await tabWith(GB);
  await addPhoto(tab);
  for (const cursor of [6, 7, 8]) await take(tab, { pull: page([], cursor), backedUp: 100, logPosition: 100 });
  disk.freeBytes = 0;
  await tab.settle();
  expect(await tab.store.photoBytes('photo-1')).not.toBeNull();
});

test('[L2.33] after a restore the old word about backups counts for nothing, and what lies here is offered again', async () => {
  const { tab, disk } = await photoStoredAtServer(GB);
  for (const cursor of [7, 8]) await take(tab, { pull: page([], cursor), backedUp: 5, logPosition: 9 });
  const restored = { ...page(firstRows(), 3), epoch: 2, fresh: true } as ReturnType<typeof page>;
  await take(tab, { pull: restored, backedUp: 400, logPosition: 400 });
  disk.freeBytes = 0;
  await tab.settle();
  expect(await tab.store.photoBytes('photo-1')).not.toBeNull();
  expect(await tab.store.heldPhotos()).toMatchObject([{ id: 'photo-1', stage: 'waiting' }]);
});

test('[L2.34] a device of version 3 is taken over with everything it holds', async () => {
  const { tab, profile } = await tabWith(GB);
  await start(tab);
  await addPhoto(tab);
  tab.close();
  const now = databaseOf(NAME, profile);
  await now.open();
  const old = newProfile();
  const before = new Dexie(NAME, old);
  const tables = ['meta', 'outbox', 'parts', 'drafts', 'receipts', 'photos', 'photoBytes', 'looks'];
  before.version(3).stores({
    meta: 'id',
    outbox: 'seq, &id, stage, [kind+aggregate]',
    parts: '[kind+aggregate+part], changed',
    drafts: 'key',
    receipts: 'id',
    photos: 'id, stage',
    photoBytes: 'id',
    looks: 'id',
  });
  for (const table of tables) await before.table(table).bulkPut(await now.table(table).toArray());
  now.close();
  before.close();
  const { tab: taken } = await tabWith(GB, old);
  expect((await taken.store.outbox()).map(({ type }) => type)).toEqual(['visit-started@1', 'photo-added@1']);
  expect(await taken.store.photoBytes('photo-1')).toEqual(new Uint8Array([1, 2, 3]));
  await taken.settle();
  expect((await taken.store.room()).reserve).toBe('laid');
});

test('[L2.33] what a tab asked before another heard of the restore says nothing of the backups of the office as it is now', async () => {
  const { tab, disk } = await photoStoredAtServer(GB);
  const late = await tab.sync.nextRequest(WHOLE);
  const restored = { ...page(firstRows(), 3), epoch: 2, fresh: true } as ReturnType<typeof page>;
  await take(tab, { pull: restored });
  await tab.sync.photoStored({ id: 'photo-1', epoch: 2 }, 2);
  const words = answer({ pull: page([], 7), backedUp: 400, logPosition: 400 });
  for (const atMs of [3, 4]) await tab.sync.takeAnswer({ request: late, answer: words, atMs, offsetMs: 0 });
  disk.freeBytes = 0;
  await tab.settle();
  expect(await tab.store.photoBytes('photo-1')).not.toBeNull();
});
