import { BLOB_CHUNK_BYTES } from '@banso/shared/protocol/blobs.ts';
import { expect, onTestFinished, test, vi } from 'vitest';
import { answer, EXPERT, firstRows, page, verdicts } from '../../../test/support/hand-made-answers.ts';
import { holdClock, openTab } from '../../../test/support/open-device.ts';
import { inProcessLocks } from '../store/locks.ts';
import { browserRandom } from '../store/random.ts';
import { type PhotoAnswer, type PhotoTransport, readPhotoAnswer } from './photo-transport.ts';
import { createSyncEngine } from './sync-engine.ts';
import { until } from '../../../test/support/until.ts';

const PIECES = 3;
const BYTES = Uint8Array.from({ length: BLOB_CHUNK_BYTES * (PIECES - 1) + 1_000 }, (_, i) => i % 251);

/** A server that keeps what it is sent, on a line that can be cut anywhere. */
const setUp = async () => {
  const clock = holdClock(Date.parse('2025-12-18T01:00:00Z'));
  const tab = await openTab(EXPERT, { clock });
  const heard: string[] = [];
  const server = { have: 0, stored: false, cut: false, down: false, says: null as PhotoAnswer, epoch: 1 };
  let beforePiece = (_piece: number): Promise<void> | void => {};
  let onWayBack = (_answer: PhotoAnswer): Promise<void> | void => {};
  const state = (): PhotoAnswer => ({ have: server.have, stored: server.stored });
  const photos: PhotoTransport = {
    ask: () => {
      heard.push('ask');
      return Promise.resolve(server.cut ? null : (server.says ?? state()));
    },
    send: async (_, { offset, bytes }) => {
      await beforePiece(offset / BLOB_CHUNK_BYTES);
      heard.push(`piece ${offset}+${bytes.length}`);
      if (server.says) return server.says;
      if (!server.down && offset === server.have) server.have += bytes.length;
      server.stored = server.have === BYTES.length;
      const word = state();
      await onWayBack(word);
      return server.cut || server.down ? null : word;
    },
  };
  const engine = createSyncEngine({
    store: tab.sync,
    clock,
    random: browserRandom,
    locks: inProcessLocks(),
    transport: {
      post: ({ push, pull }) => {
        if (push) heard.push(`push ${push.fromSeq}-${push.toSeq}`);
        const whole = {
          rows: [...firstRows()],
          cursor: 9,
          more: false,
          epoch: server.epoch,
          fresh: pull?.cursor !== 0,
        };
        const body = answer({
          push: push && verdicts(push, 9),
          pull: pull?.epoch === server.epoch ? page([], 9) : whole,
        });
        return Promise.resolve(server.cut ? null : { status: 200, body });
      },
    },
    photos,
    device: { tenant: EXPERT.tenant, id: tab.device.id, sign: tab.sign },
    live: () => ({ connected: () => true, stop: () => {} }),
    wakeUps: () => () => {},
    attention: () => Promise.resolve(0),
    registerDevice: () => Promise.resolve(true),
    erase: () => Promise.resolve(),
  });
  await engine.syncNow();
  onTestFinished(() => {
    engine.stop();
    tab.close();
  });
  const addPhoto = (photo: string) =>
    tab.store.addPhoto({
      aggregate: 'engagement-1',
      photo,
      visit: 'visit-1',
      purpose: 'place',
      caption: '',
      picture: { bytes: BYTES, width: 1_600, height: 1_200 },
    });
  const sync = async () => {
    await engine.syncNow();
    await engine.sendPhotos();
  };
  const stages = async () => (await tab.store.heldPhotos()).map(({ stage, problem }) => problem ?? stage);
  return {
    clock,
    tab,
    heard,
    server,
    engine,
    addPhoto,
    sync,
    stages,
    whenPiece: (then: typeof beforePiece) => {
      beforePiece = then;
    },
    whenOnWayBack: (then: typeof onWayBack) => {
      onWayBack = then;
    },
  };
};

test('[L3.44] bytes go after the operation that names them, in pieces, and are sent only when the server says so', async () => {
  const { heard, engine, addPhoto, sync, stages } = await setUp();
  await addPhoto('photo-1');
  expect(await stages()).toEqual(['waiting']);
  await sync();
  const last = BLOB_CHUNK_BYTES * (PIECES - 1);
  expect(heard).toEqual([
    'push 1-1',
    'ask',
    `piece 0+${BLOB_CHUNK_BYTES}`,
    `piece ${BLOB_CHUNK_BYTES}+${BLOB_CHUNK_BYTES}`,
    `piece ${last}+1000`,
  ]);
  expect(await stages()).toEqual(['stored']);
  await until(() => expect(engine.status()).toMatchObject({ waiting: 0, photosWaiting: 0 }));
});

test('[L3.44] all bytes on the way and no word of the server: still not sent; what was taken is not sent twice', async () => {
  const { heard, server, engine, addPhoto, sync, stages } = await setUp();
  await addPhoto('photo-1');
  await engine.syncNow();
  await engine.sendPhotos();
  Object.assign(server, { have: 0, stored: false });
  await addPhoto('photo-2');
  server.down = true;
  await sync();
  expect(await stages()).toEqual(['stored', 'waiting']);
  expect(engine.status()).toMatchObject({ photosWaiting: 1 });
  // The server had taken two pieces when the line broke.
  Object.assign(server, { have: 2 * BLOB_CHUNK_BYTES, down: false });
  heard.length = 0;
  await sync();
  expect(heard).toEqual(['ask', `piece ${2 * BLOB_CHUNK_BYTES}+1000`]);
  expect(await stages()).toEqual(['stored', 'stored']);
});

test('[L3.97] the word of the office before its restore, heard after the pull of the new epoch, is no word: the photo goes again', async () => {
  const { clock, heard, server, engine, addPhoto, whenOnWayBack, stages } = await setUp();
  await addPhoto('photo-1');
  await engine.syncNow();
  let restores = 0;
  whenOnWayBack(async (word) => {
    if (word === null || !('stored' in word) || !word.stored || restores > 0) return;
    restores += 1;
    // The office goes back to a backup without these bytes, and this device hears so before it hears that they arrived.
    Object.assign(server, { have: 0, stored: false, epoch: 2 });
    await engine.syncNow();
  });
  await engine.sendPhotos();
  expect(restores).toBe(1);
  expect(await stages()).toEqual(['waiting']);
  await until(() => expect(engine.status()).toMatchObject({ photosWaiting: 1 }));
  heard.length = 0;
  await until(async () => {
    clock.advance(10_000);
    expect(await stages()).toEqual(['stored']);
  });
  expect(heard.slice(0, 2)).toEqual(['ask', `piece 0+${BLOB_CHUNK_BYTES}`]);
  expect(server).toMatchObject({ have: BYTES.length, stored: true });
});

test('[L3.45] an operation recorded while photos go is sent before the next piece', async () => {
  const { tab, heard, engine, addPhoto, whenPiece, stages } = await setUp();
  engine.start();
  whenPiece(async (piece) => {
    if (piece !== 0) return;
    await tab.store.record({ type: 'visit-started@1', aggregate: 'engagement-1', body: { visit: 'visit-1' } });
    await vi.waitUntil(() => engine.status().waiting === 0 && heard.includes('push 2-2'));
  });
  await addPhoto('photo-1');
  await until(async () => expect(await stages()).toEqual(['stored']));
  expect(heard.indexOf('push 2-2')).toBeLessThan(heard.indexOf(`piece ${BLOB_CHUNK_BYTES}+${BLOB_CHUNK_BYTES}`));
});

test('[L3.45] a cut line is tried again by itself, later and later, and holds up no operation', async () => {
  const { clock, tab, heard, server, engine, addPhoto, stages } = await setUp();
  engine.start();
  server.down = true;
  await addPhoto('photo-1');
  const pieces = () => heard.filter((word) => word.startsWith('piece')).length;
  await until(() => expect(pieces()).toBe(1));
  await until(() => expect(clock.timers()).toBeGreaterThan(1));
  await tab.store.record({ type: 'visit-started@1', aggregate: 'engagement-1', body: { visit: 'visit-1' } });
  await until(() => expect(engine.status()).toMatchObject({ waiting: 0, photosWaiting: 1 }));
  server.down = false;
  await until(async () => {
    clock.advance(10_000);
    expect(await stages()).toEqual(['stored']);
  });
});

test('[L3.46] spoilt on the way: once more from the beginning; spoilt again: told, kept, and not sent for ever', async () => {
  const { tab, heard, server, engine, addPhoto, sync, stages } = await setUp();
  await addPhoto('photo-1');
  server.says = { problem: 'wrong_hash' };
  await sync();
  expect(heard).toEqual(['push 1-1', 'ask', `piece 0+${BLOB_CHUNK_BYTES}`]);
  expect(await stages()).toEqual(['wrong_hash']);
  await until(() => expect(engine.status()).toMatchObject({ photosWaiting: 0, attention: 1 }));
  expect(await tab.store.photoBytes('photo-1')).toEqual(BYTES);
  await sync();
  expect(heard).toHaveLength(3);
});

test.each([
  ['not_found', 'waiting'],
  ['signed_out', 'waiting'],
  ['device_revoked', 'waiting'],
  ['server_failed', 'waiting'],
  ['not_a_photo', 'not_a_photo'],
  ['photo_too_large', 'photo_too_large'],
] as const)('[L3.46] after %s the photo is %s, and its bytes are kept', async (problem, stage) => {
  const { tab, server, addPhoto, sync, stages } = await setUp();
  await addPhoto('photo-1');
  server.says = { problem };
  await sync();
  expect(await stages()).toEqual([stage]);
  expect(await tab.store.photoBytes('photo-1')).toEqual(BYTES);
});

test('[L3.46] a record that the server does not show holds up no other photo', async () => {
  const { heard, server, addPhoto, sync } = await setUp();
  await addPhoto('photo-1');
  await addPhoto('photo-2');
  server.says = { problem: 'not_found' };
  await sync();
  expect(heard.filter((word) => word === 'ask')).toHaveLength(2);
});

test.each([
  ['a login page', 200, null],
  ['JSON of something else', 200, { ok: true }],
  ['a proxy error', 502, { code: 'bad gateway' }],
])('[L3.46] %s is no word of our server', (_, status, body) => {
  expect(readPhotoAnswer(status, body)).toBeNull();
});

test('[L15.196] pieces keep the pause that the server asks for, whatever is recorded meanwhile; a press goes out', async () => {
  const { clock, engine, heard, server, addPhoto, stages, tab } = await setUp();
  server.says = { problem: 'too_frequent', retryAfterMs: 40_000 };
  /** Long enough to sign and to ask once more. */
  const aWhile = async () => {
    for (let reads = 0; reads < 50; reads += 1) await tab.store.outbox();
  };
  engine.start();
  await addPhoto('photo-1');
  const asks = () => heard.filter((line) => line === 'ask').length;
  await until(() => expect(asks()).toBe(1));
  await aWhile();
  clock.advance(30_000);
  await aWhile();
  expect(asks()).toBe(1);
  await engine.syncNow();
  await aWhile();
  expect(asks()).toBe(1);
  await engine.sendPhotos();
  expect(asks()).toBe(2);
  server.says = null;
  clock.advance(60_000);
  await until(async () => expect(await stages()).toEqual(['stored']));
});
