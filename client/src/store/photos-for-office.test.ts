import { SEALED_MORE } from '@banso/shared/protocol/blobs.ts';
import { officePhotoPlace } from '@banso/shared/protocol/office-place.ts';
import { sha256HexOfBytes } from '@banso/shared/lib/hash.ts';
import { expect, onTestFinished, test } from 'vitest';
import { answer, EXPERT, firstRows, page, verdicts } from '../../../test/support/hand-made-answers.ts';
import { holdClock, newProfile, openTab, tabsOfOneBrowser } from '../../../test/support/open-device.ts';
import { databaseOf, type IndexedDb } from './database.ts';
import { webCrypto } from './device-crypto.ts';
import { protectDevice, startAnew, unlockDevice } from './device-lock.ts';
import type { Opener } from './key-wraps.ts';
import { openClientStore, type OpenedStore } from './open-client-store.ts';
import { openDevice } from './open-device.ts';
import { openLockedStore } from './open-locked-store.ts';
import { bytesPlace } from './picture-cipher.ts';
import { browserRandom } from './random.ts';
import { boxOpener, newBoxKey, openFromBox } from './sealed-box.ts';

const WHOLE = { items: 1_000, bytes: 4_000_000 };
const NAME = 'banso-office-expert-1';
const PASSPHRASE: Opener = { way: 'passphrase', passphrase: 'みなとのあさひと赤い傘' };
const PICTURE = new TextEncoder().encode('ホワイトボードの写真'.repeat(50));

const portsOf = (profile: IndexedDb) => ({
  clock: holdClock(Date.parse('2025-12-18T01:00:00Z')),
  random: browserRandom,
  crypto: webCrypto,
  indexedDb: profile,
  changes: tabsOfOneBrowser(),
});

const office = await newBoxKey();

const take = async (
  { sync }: Pick<OpenedStore, 'sync'>,
  build: Parameters<typeof answer>[0] | 'verdicts',
  officeKey: string | null = office.publicKey,
) => {
  const request = await sync.nextRequest(WHOLE);
  const built = answer(build === 'verdicts' ? { push: verdicts(request.push, 9) } : build);
  await sync.takeAnswer({
    request,
    answer: officeKey === null ? built : { ...built, officeKey },
    atMs: 1_766_019_600_000,
    offsetMs: 250,
  });
};

const addBoth = async ({ store }: OpenedStore) => {
  const picture = { bytes: PICTURE, width: 1_600, height: 1_200 };
  const of = { aggregate: 'engagement-1', visit: 'visit-1', picture };
  await store.addPhoto({ ...of, photo: 'photo-1', purpose: 'whiteboard', caption: '' });
  await store.addPaper({ ...of, paper: 'paper-1' });
};

/** A protected device whose operations the server has, and not the photo and the paper they name. */
const deviceWithPhotos = async (
  { officeKey }: { readonly officeKey: string | null } = { officeKey: office.publicKey },
) => {
  const profile = newProfile();
  const tab = await openTab(EXPERT, { profile });
  await take(tab, { pull: page(firstRows(), 5) }, officeKey);
  await addBoth(tab);
  await take(tab, 'verdicts', officeKey);
  tab.close();
  const device = await openDevice(EXPERT, portsOf(profile));
  await protectDevice(device, PASSPHRASE, portsOf(profile));
  device.database.close();
  return { profile, device: device.identity.device };
};

const unlocked = async (profile: IndexedDb): Promise<OpenedStore> => {
  const ports = portsOf(profile);
  const device = await openDevice(EXPERT, ports);
  const dataKey = device.lock && (await unlockDevice(device.lock, PASSPHRASE));
  const tab = await openClientStore(() => EXPERT, { ports, appVersion: '0', device, dataKey });
  onTestFinished(tab.close);
  return tab;
};

const lockedStore = async (profile: IndexedDb) => {
  const ports = portsOf(profile);
  const locked = await openLockedStore(await openDevice(EXPERT, ports), { ports, appVersion: '0' });
  onTestFinished(locked.close);
  return locked;
};

/** What the office's own opening of a sent picture gives. */
const openedByOffice = async (
  device: string,
  sent: NonNullable<Awaited<ReturnType<OpenedStore['sync']['nextPhoto']>>>,
): Promise<Uint8Array | null> => {
  const place = officePhotoPlace({ tenant: EXPERT.tenant, device, ...sent.record, sha256: sent.sha256 });
  const bytes = sent.bytes ?? new Uint8Array();
  const opener = await boxOpener(office.publicKey, office.secret);
  const secret = await openFromBox(opener, place, bytes.slice(0, 126).buffer);
  if (!secret) return null;
  const key = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['decrypt']);
  const additionalData = new TextEncoder().encode('banso-picture-1');
  const plain = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: bytes.slice(126, 138), additionalData },
    key,
    bytes.slice(138),
  );
  return new Uint8Array(plain);
};

test('[L5.31] a locked device sends photos and papers sealed to the office, and notes what the server has', async () => {
  const { profile, device } = await deviceWithPhotos();
  const locked = await lockedStore(profile);
  expect(await locked.sync.sendingState()).toMatchObject({ photosWaiting: 2 });
  const parts: string[] = [];
  for (let sent = await locked.sync.nextPhoto(new Set()); sent; sent = await locked.sync.nextPhoto(new Set())) {
    parts.push(sent.record.part);
    expect(sent).toMatchObject({ sealed: true, sha256: sha256HexOfBytes(PICTURE) });
    expect(sent.bytes).toHaveLength(PICTURE.length + SEALED_MORE);
    expect(await openedByOffice(device, sent)).toEqual(PICTURE);
    await locked.sync.photoStored(sent, 77);
  }
  expect(parts).toEqual(['paper/paper-1', 'photo/photo-1']);
  const tab = await unlocked(profile);
  expect((await tab.store.heldPhotos()).map(({ stage, confirmedAtMs }) => [stage, confirmedAtMs])).toEqual([
    ['stored', 77],
    ['stored', 77],
  ]);
  expect(await tab.store.photoBytes('photo-1')).toEqual(PICTURE);
});

test('[L5.31] what the server refuses sealed is tried again in the clear once somebody unlocks', async () => {
  const { profile } = await deviceWithPhotos();
  const locked = await lockedStore(profile);
  await locked.sync.photoRefused('photo-1', 'wrong_hash');
  expect((await locked.sync.nextPhoto(new Set()))?.id).toBe('paper-1');
  expect(await locked.sync.nextPhoto(new Set(['paper-1']))).toBeNull();
  const tab = await unlocked(profile);
  expect(await tab.sync.nextPhoto(new Set(['paper-1']))).toMatchObject({
    id: 'photo-1',
    bytes: PICTURE,
    sealed: false,
  });
});

test('[L5.32] after a forgotten passphrase the photos still go, sealed, from the device that began anew', async () => {
  const { profile, device } = await deviceWithPhotos();
  const { database } = await openDevice(EXPERT, portsOf(profile));
  expect(await startAnew(database, { crypto: webCrypto })).toBe('done');
  database.close();
  const anew = await openTab(EXPERT, { profile });
  onTestFinished(anew.close);
  await take(anew, { pull: page(firstRows(), 9) });
  await anew.settle();
  expect(await anew.store.photoBytes('photo-1')).toBeNull();
  const sent = await anew.sync.nextPhoto(new Set());
  expect(sent).toMatchObject({ sealed: true });
  expect(sent && (await openedByOffice(device, sent))).toEqual(PICTURE);
});

test('[L15.166] a picture lies here once, under a key of its own; what exchanging keys or pictures gives, nobody opens', async () => {
  const { profile, device } = await deviceWithPhotos();
  const raw = databaseOf(NAME, profile);
  onTestFinished(() => raw.close());
  const [rows, photos] = [await raw.photoBytes.toArray(), await raw.photos.toArray()];
  for (const { sealed, cipher } of rows) {
    expect(sealed.byteLength + (cipher?.byteLength ?? 0)).toBeLessThan(PICTURE.length + 200);
    expect(Buffer.from(cipher ?? new ArrayBuffer(0)).includes(Buffer.from(PICTURE))).toBe(false);
  }
  expect(photos.map(({ forOffice }) => forOffice?.byteLength)).toEqual([126, 126]);
  const locked = await lockedStore(profile);
  const [paper, photo] = photos;
  if (!paper || !photo?.forOffice) throw new Error('not two pictures');
  await raw.photos.put({ ...paper, forOffice: photo.forOffice });
  const sent = await locked.sync.nextPhoto(new Set());
  expect(sent && (await openedByOffice(device, sent))).toBeNull();
});

test('[L5.33] a photo from before the office’s key was known, or from before photos had keys, gets one when the app is open', async () => {
  const { profile, device } = await deviceWithPhotos({ officeKey: null });
  const locked = await lockedStore(profile);
  expect(await locked.sync.nextPhoto(new Set())).toBeNull();
  // The paper as an earlier version kept it: the picture itself under the seal.
  const tab = await unlocked(profile);
  const raw = databaseOf(NAME, profile);
  const { lock } = await openDevice(EXPERT, portsOf(profile));
  const dataKey = lock && (await unlockDevice(lock, PASSPHRASE));
  if (!dataKey) throw new Error('not unlocked');
  const iv = browserRandom(12);
  const additionalData = new TextEncoder().encode(bytesPlace('paper-1'));
  const cipher = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, dataKey, PICTURE);
  await raw.photoBytes.put({ id: 'paper-1', sealed: new Uint8Array([2, ...iv, ...new Uint8Array(cipher)]).buffer });
  expect(await tab.store.photoBytes('paper-1')).toEqual(PICTURE);
  await take(tab, { pull: page([], 9) });
  await tab.settle();
  raw.close();
  for (const id of ['photo-1', 'paper-1']) expect(await tab.store.photoBytes(id)).toEqual(PICTURE);
  const later = await lockedStore(profile);
  for (const except of [new Set<string>(), new Set(['paper-1'])]) {
    const sent = await later.sync.nextPhoto(except);
    expect(sent && (await openedByOffice(device, sent))).toEqual(PICTURE);
  }
});
