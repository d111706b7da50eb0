import { expect, onTestFinished, test, vi } from 'vitest';
import { Dexie } from 'dexie';
import { answer, EXPERT, firstRows, page, verdicts } from '../../../test/support/hand-made-answers.ts';
import { IDBObjectStore, newProfile, openTab } from '../../../test/support/open-device.ts';
import { databaseOf, withConnection } from './database.ts';
import type { OpenedStore } from './open-client-store.ts';

const WHOLE = { items: 1_000, bytes: 4_000_000 };
const NAME = 'banso-office-expert-1';
const VERSION_1 = {
  meta: 'id',
  outbox: 'seq, &id, stage, [kind+aggregate]',
  parts: '[kind+aggregate+part], changed',
  drafts: 'key',
  receipts: 'id',
};

const metTab = async (options: Parameters<typeof openTab>[1] = {}) => {
  const tab = await openTab(EXPERT, options);
  await take(tab, { pull: page(firstRows(), 5) });
  onTestFinished(tab.close);
  return tab;
};

const take = async ({ sync }: OpenedStore, build: Parameters<typeof answer>[0]) => {
  const request = await sync.nextRequest(WHOLE);
  await sync.takeAnswer({ request, answer: answer(build), atMs: 1_766_019_600_000, offsetMs: 250 });
};

const secret = new TextEncoder().encode('ホワイトボードの写真');
const add = ({ store }: OpenedStore, photo: string, bytes = secret) =>
  store.addPhoto({
    aggregate: 'engagement-1',
    photo,
    visit: 'visit-1',
    purpose: 'whiteboard',
    caption: '工程',
    picture: { bytes, width: 1_600, height: 1_200 },
  });

const silently = () => {
  const silent = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => silent.mockRestore());
};

test('[L15.49] a photo and the operation that names it reach the disk together and are there after reopening', async () => {
  const profile = newProfile();
  const tab = await metTab({ profile });
  expect(await add(tab, 'photo-1')).toMatchObject({ recorded: { label: '写真の追加', visit: 'visit-1' } });
  tab.close();
  const reopened = await openTab(EXPERT, { profile });
  onTestFinished(reopened.close);
  expect(await reopened.store.photoBytes('photo-1')).toEqual(secret);
  expect(await reopened.store.heldPhotos()).toMatchObject([{ id: 'photo-1', stage: 'waiting', bytes: secret.length }]);
  const view = await reopened.store.engagement('engagement-1');
  expect(view?.engagement.photos['photo-1']).toMatchObject({ caption: '工程', stored: null, bytes: secret.length });
});

test('[L15.49] a full disk says so: neither photo nor operation is half there, and the next try keeps both', async () => {
  silently();
  const tab = await metTab();
  // The first time the browser refuses at once, the second time when it comes to the disk.
  const put = vi
    .spyOn(IDBObjectStore.prototype, 'put')
    .mockImplementationOnce(() => {
      throw new DOMException('full', 'QuotaExceededError');
    })
    .mockImplementationOnce(function full(this: IDBObjectStore) {
      const request = this.get('nothing') as IDBRequest<IDBValidKey>;
      this.transaction.abort();
      return request;
    });
  expect(await add(tab, 'photo-1')).toEqual({ failed: 'room' });
  expect(await tab.store.outbox()).toEqual([]);
  put.mockRestore();
  expect(await tab.store.outbox()).toEqual([]);
  expect(await tab.store.heldPhotos()).toEqual([]);
  expect(await tab.store.photoBytes('photo-1')).toBeNull();
  expect(await add(tab, 'photo-1')).toMatchObject({ recorded: { seq: 1 } });
  expect(await tab.store.photoBytes('photo-1')).toEqual(secret);
});

test('[L15.49] what is refused leaves nothing on the disk', async () => {
  const tab = await metTab();
  expect(await add(tab, 'photo-1', new Uint8Array(400_001))).toMatchObject({ refusal: { refused: 'malformed' } });
  expect(await tab.store.photoBytes('photo-1')).toBeNull();
  expect(await tab.store.heldPhotos()).toEqual([]);
});

test('[L15.50] bytes lie on the disk sealed, as an ArrayBuffer: WebKit loses Blobs', async () => {
  const profile = newProfile();
  const tab = await metTab({ profile });
  await add(tab, 'photo-1');
  await add(tab, 'photo-2');
  const raw = databaseOf(NAME, profile);
  const rows = await raw.photoBytes.toArray();
  expect(rows.map(({ id }) => id)).toEqual(['photo-1', 'photo-2']);
  for (const { sealed, cipher = new ArrayBuffer(0) } of rows) {
    for (const bytes of [sealed, cipher]) {
      expect(bytes).toBeInstanceOf(ArrayBuffer);
      expect(Buffer.from(bytes).includes(Buffer.from(secret))).toBe(false);
    }
  }
  // Somebody who exchanges two photos on the disk opens neither.
  const [one, other] = rows;
  if (!one || !other?.cipher) throw new Error('not two photos');
  for (const exchanged of [{ sealed: other.sealed }, { cipher: other.cipher }, { ...other, id: one.id }]) {
    await raw.photoBytes.put({ ...one, ...exchanged });
    expect(await tab.store.photoBytes('photo-1')).toBeNull();
  }
  raw.close();
});

test('[L15.51] photos count as waiting until the server confirms them, and go only once their operation is taken in', async () => {
  const tab = await metTab();
  await add(tab, 'photo-1');
  expect(await tab.sync.sendingState()).toMatchObject({ photosWaiting: 1, photosRefused: 0 });
  expect(await tab.sync.nextPhoto(new Set())).toBeNull();
  const request = await tab.sync.nextRequest(WHOLE);
  await take(tab, { push: verdicts(request.push, 9) });
  const next = await tab.sync.nextPhoto(new Set());
  expect(next).toMatchObject({
    id: 'photo-1',
    record: { engagement: 'engagement-1', part: 'photo/photo-1' },
    bytes: secret,
  });
  expect(await tab.sync.nextPhoto(new Set(['photo-1']))).toBeNull();
  await tab.sync.photoStored({ id: 'photo-1', epoch: 1 }, 77);
  expect(await tab.sync.sendingState()).toMatchObject({ photosWaiting: 0 });
  expect(await tab.store.heldPhotos()).toMatchObject([{ stage: 'stored', confirmedAtMs: 77 }]);
  expect(await tab.store.photoBytes('photo-1')).toEqual(secret);
});

test('[L15.51] a photo whose operation was parked is not sent, and stays', async () => {
  const tab = await metTab();
  await add(tab, 'photo-1');
  const request = await tab.sync.nextRequest(WHOLE);
  await take(tab, { push: verdicts(request.push, 9, { outcome: 'parked', code: 'out_of_scope' }) });
  expect(await tab.sync.nextPhoto(new Set())).toBeNull();
  expect(await tab.store.photoBytes('photo-1')).toEqual(secret);
});

test('[L15.42] a photo taken out before it went is neither counted nor sent', async () => {
  const tab = await metTab();
  await add(tab, 'photo-1');
  await tab.store.record({
    type: 'photo-removed@1',
    aggregate: 'engagement-1',
    body: { visit: 'visit-1', photo: 'photo-1', reason: '撮り直した' },
  });
  const request = await tab.sync.nextRequest(WHOLE);
  await take(tab, { push: verdicts(request.push, 9) });
  expect(await tab.sync.sendingState()).toMatchObject({ waiting: 0, photosWaiting: 0 });
  expect(await tab.sync.nextPhoto(new Set())).toBeNull();
});

test('[L3.43] a restored server is offered every photo again', async () => {
  const tab = await metTab();
  await add(tab, 'photo-1');
  const request = await tab.sync.nextRequest(WHOLE);
  await take(tab, { push: verdicts(request.push, 6), pull: page([], 6) });
  await tab.sync.photoStored({ id: 'photo-1', epoch: 1 }, 77);
  await take(tab, { pull: { rows: [...firstRows()], cursor: 3, more: false, epoch: 2, fresh: true } });
  expect(await tab.store.heldPhotos()).toMatchObject([{ stage: 'waiting', confirmedAtMs: null }]);
});

/** What this person's phone holds, moved into a database as version 1 of the app made it. */
const versionOne = async () => {
  const now = newProfile();
  const tab = await metTab({ profile: now });
  await tab.store.record({ type: 'visit-started@1', aggregate: 'engagement-1', body: { visit: 'visit-1' } });
  await tab.store.saveDraft('visit/visit-1', { gist: '下書き' });
  tab.close();
  const profile = newProfile();
  const old = new Dexie(NAME, profile);
  old.version(1).stores(VERSION_1);
  const source = databaseOf(NAME, now);
  for (const table of Object.keys(VERSION_1)) await old.table(table).bulkPut(await source.table(table).toArray());
  source.close();
  return { profile, old };
};

test('[L15.52] a phone of version 1 loses nothing when it is opened by version 2, and goes on from there', async () => {
  const { profile, old } = await versionOne();
  const counts = await Promise.all(Object.keys(VERSION_1).map((table) => old.table(table).count()));
  old.close();
  const tab = await openTab(EXPERT, { profile });
  onTestFinished(tab.close);
  expect(await tab.store.outbox()).toMatchObject([{ seq: 1, type: 'visit-started@1' }]);
  expect(await tab.store.draft('visit/visit-1')).toEqual({ gist: '下書き' });
  expect((await tab.store.engagement('engagement-1'))?.engagement.visits['visit-1']?.status).toBe('started');
  const raw = databaseOf(NAME, profile);
  expect(await Promise.all(Object.keys(VERSION_1).map((table) => raw.table(table).count()))).toEqual(counts);
  raw.close();
  expect(await add(tab, 'photo-1')).toMatchObject({ recorded: { seq: 2 } });
  expect((await tab.sync.nextRequest(WHOLE)).push).toMatchObject({ fromSeq: 1, toSeq: 2 });
});

test('[L15.52] a tab that still runs version 1 goes on beside it', async () => {
  const silent = vi.spyOn(console, 'warn').mockImplementation(() => {});
  onTestFinished(() => silent.mockRestore());
  const { profile, old } = await versionOne();
  await old.open();
  const tab = await openTab(EXPERT, { profile });
  onTestFinished(tab.close);
  await add(tab, 'photo-1');
  // As the old tab's own code does: tries, and reopens a connection that was closed under it.
  const drafts = () => withConnection(old as ReturnType<typeof databaseOf>, () => old.table('drafts').count());
  expect(await drafts()).toBe(1);
  await withConnection(old as ReturnType<typeof databaseOf>, () =>
    old.table('drafts').put({ key: 'visit/visit-2', sealed: new ArrayBuffer(1) }),
  );
  expect(await drafts()).toBe(2);
  old.close();
  expect(await tab.store.photoBytes('photo-1')).toEqual(secret);
});

test('[L12.120] the photo of a signed paper is kept like any other, counted, and sent under a record of its own', async () => {
  const profile = newProfile();
  const tab = await metTab({ profile });
  const picture = { bytes: secret, width: 1_600, height: 1_130 };
  const request = { aggregate: 'engagement-1', paper: 'paper-1', visit: 'visit-1', picture };
  expect(await tab.store.addPaper(request)).toMatchObject({ recorded: { label: '紙の写しの追加', visit: 'visit-1' } });
  tab.close();
  const reopened = await openTab(EXPERT, { profile });
  onTestFinished(reopened.close);
  expect(await reopened.store.photoBytes('paper-1')).toEqual(secret);
  expect(await reopened.store.heldPhotos()).toMatchObject([{ id: 'paper-1', kind: 'paper', stage: 'waiting' }]);
  const view = await reopened.store.engagement('engagement-1');
  expect(view?.engagement.papers['paper-1']).toMatchObject({ stored: null, bytes: secret.length });
  expect(view?.engagement.photos).toEqual({});
  const push = await reopened.sync.nextRequest(WHOLE);
  await reopened.sync.takeAnswer({
    request: push,
    answer: answer({ push: verdicts(push.push, 9) }),
    atMs: 1_766_019_600_000,
    offsetMs: 250,
  });
  expect(await reopened.sync.nextPhoto(new Set())).toMatchObject({
    id: 'paper-1',
    record: { engagement: 'engagement-1', part: 'paper/paper-1' },
  });
  const removal = { visit: 'visit-1', paper: 'paper-1', reason: 'ぶれていた' };
  expect(
    await reopened.store.record({ type: 'paper-removed@1', aggregate: 'engagement-1', body: removal }),
  ).toHaveProperty('recorded');
  expect(await reopened.store.heldPhotos()).toEqual([]);
});
