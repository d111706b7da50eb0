import { expect, onTestFinished, test, vi } from 'vitest';
import { answer, EXPERT, firstRows, page, verdicts } from '../../../test/support/hand-made-answers.ts';
import { holdClock, newProfile, tabsOfOneBrowser } from '../../../test/support/open-device.ts';
import { webCrypto } from './device-crypto.ts';
import { protectDevice } from './device-lock.ts';
import type { Opener } from './key-wraps.ts';
import { openClientStore, type OpenedStore } from './open-client-store.ts';
import { openDevice } from './open-device.ts';
import { browserRandom } from './random.ts';
import { newBoxKey } from './sealed-box.ts';

const WHOLE = { items: 1_000, bytes: 4_000_000 };
const PASSPHRASE: Opener = { way: 'passphrase', passphrase: 'みなとのあさひと赤い傘' };
const PICTURE = { bytes: new TextEncoder().encode('ホワイトボードの写真'), width: 1_600, height: 1_200 };
const { publicKey: OFFICE_KEY } = await newBoxKey();

const take = async ({ sync }: OpenedStore, officeKey?: string): Promise<void> => {
  const request = await sync.nextRequest(WHOLE);
  const built = answer({ pull: page(firstRows(), 5) });
  await sync.takeAnswer({
    request,
    answer: officeKey === undefined ? built : { ...built, officeKey },
    atMs: 1_766_019_600_000,
    offsetMs: 250,
  });
};

const visitBegins = ({ store }: OpenedStore) =>
  store.record({ type: 'visit-started@1', aggregate: 'engagement-1', body: { visit: 'visit-2' } });

/**
 * Two tabs of one browser: something was recorded before the device knew its office's key, then the second protected the device, took
 * everything over, and ended before it could tell the first. `first` seals with the key that is gone.
 */
const twoTabs = async ({ officeKey }: { readonly officeKey?: string } = {}) => {
  const ports = {
    clock: holdClock(Date.parse('2025-12-18T01:00:00Z')),
    random: browserRandom,
    crypto: webCrypto,
    indexedDb: newProfile(),
    changes: tabsOfOneBrowser(),
  };
  const changed = vi.fn();
  const first = await openClientStore(() => EXPERT, { ports, appVersion: '0', sealChanged: changed });
  onTestFinished(first.close);
  await take(first, officeKey);
  await visitBegins(first);
  await first.store.addPhoto({
    aggregate: 'engagement-1',
    visit: 'visit-2',
    photo: 'photo-1',
    purpose: 'whiteboard',
    caption: '',
    picture: PICTURE,
  });
  await first.store.saveDraft('visit/visit-2', { gist: '秘密の下書き' });

  const device = await openDevice(EXPERT, ports);
  const made = await protectDevice(device, PASSPHRASE, ports);
  device.database.close();
  if (!made) throw new Error('not protected');
  const second = await openClientStore(() => EXPERT, {
    ports,
    appVersion: '0',
    device: await openDevice(EXPERT, ports),
    dataKey: made.dataKey,
  });
  onTestFinished(second.close);
  await second.settle();
  return { first, second, changed };
};

const started = expect.stringContaining('visit-started@1') as string;
const photographed = expect.stringContaining('photo-added@1') as string;

test('[L15.291] what a tab cannot open any more it does not send as bytes that nobody can read: it opens anew', async () => {
  const { first, second, changed } = await twoTabs();
  await expect(first.sync.nextRequest(WHOLE)).rejects.toThrow('another key');
  expect(changed).toHaveBeenCalledTimes(1);
  const { push } = await second.sync.nextRequest(WHOLE);
  expect(push?.items).toEqual([{ text: started }, { text: photographed }]);
});

test('[L15.291] nor does it give up a picture that lies under the new key', async () => {
  const { first, second, changed } = await twoTabs({ officeKey: OFFICE_KEY });
  const request = await second.sync.nextRequest(WHOLE);
  await second.sync.takeAnswer({
    request,
    answer: answer({ push: verdicts(request.push, 6) }),
    atMs: 1_766_019_600_000,
    offsetMs: 250,
  });
  await expect(first.sync.nextPhoto(new Set())).rejects.toThrow('another key');
  expect(changed).toHaveBeenCalled();
  expect(await second.sync.nextPhoto(new Set())).toMatchObject({ id: 'photo-1', bytes: PICTURE.bytes, sealed: false });
});

test('[L15.291] nor does it put a file together without the texts that it cannot open', async () => {
  const { first, second } = await twoTabs({ officeKey: OFFICE_KEY });
  await expect(first.store.unsentFile()).rejects.toThrow('another key');
  expect(await second.store.unsentFile()).toMatchObject({ operations: 2, photos: 1, drafts: 1, left: 0 });
});

test('[L15.291] nothing is shown as empty because this tab cannot open it', async () => {
  const { first, second } = await twoTabs();
  const looks = [
    () => first.store.engagement('engagement-1'),
    () => first.store.draft('visit/visit-2'),
    () => first.store.photoBytes('photo-1'),
    async () => first.store.operationText((await first.store.outbox())[0]?.id ?? ''),
  ];
  for (const look of looks) await expect(look()).rejects.toThrow('another key');
  expect((await second.store.engagement('engagement-1'))?.engagement.visits['visit-2']?.status).toBe('started');
  expect(await second.store.draft('visit/visit-2')).toEqual({ gist: '秘密の下書き' });
});
