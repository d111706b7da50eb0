import { expect, onTestFinished, test, vi } from 'vitest';
import { IDBObjectStore } from '../../../test/support/open-device.ts';
import { openEngine } from '../../../test/support/open-engine.ts';
import { SealChanged } from '../store/seal.ts';

test.each([
  ['sealed with another key meanwhile', new SealChanged('anew'), 0],
  ['broken', new Error('the disk'), 1],
])('[L15.102] a cycle whose records are %s: %o', async (_, error, complaints) => {
  const silent = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => silent.mockRestore());
  const { engine, answerWith, startVisit, store } = await openEngine({ start: false });
  await startVisit('visit-1');
  answerWith(() => {
    throw error;
  });
  await engine.syncNow();
  // What is told as a failure is one, and neither loses what waits.
  expect(silent).toHaveBeenCalledTimes(complaints);
  expect((await store.outbox()).map(({ verdict }) => verdict)).toEqual([null]);
});

test('[L5.43] right after the start of the app, what waits is counted when somebody asks', async () => {
  const { engine, startVisit } = await openEngine({ start: false });
  await startVisit('visit-1');
  expect(engine.status().waiting).toBe(0);
  expect((await engine.counted())?.waiting).toBe(1);
});

test('[L5.60] a disk that cannot be counted is not called empty', async () => {
  const silent = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => silent.mockRestore());
  const { countAfter, engine } = await openEngine({ start: false });
  countAfter(Promise.reject(new Error('the disk')));
  expect(await engine.counted()).toBe(null);
});

test('[L5.60] a disk that cannot be read is not told as a network that is away', async () => {
  const silent = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => silent.mockRestore());
  const { engine, startVisit } = await openEngine({ start: false });
  await startVisit('visit-1');
  const get = vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(() => {
    throw new DOMException('The storage does not answer.', 'UnknownError');
  });
  await engine.syncNow();
  expect(engine.status().reachable).toBe(true);
  get.mockRestore();
  await engine.syncNow();
  expect(engine.status()).toMatchObject({ reachable: true, waiting: 0 });
});

test('[L2.31] a disk with no room for the answer is told as that, and everything is asked again', async () => {
  const silent = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => silent.mockRestore());
  const { engine, requests, startVisit, store } = await openEngine({ start: false });
  await startVisit('visit-1');
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await engine.syncNow();
  expect(engine.status()).toMatchObject({ reachable: true, diskFull: true, problem: null, waiting: 1 });
  put.mockRestore();
  await engine.syncNow();
  expect(engine.status()).toMatchObject({ diskFull: false, waiting: 0 });
  expect(requests.map(({ push }) => push?.fromSeq)).toEqual([1, 1]);
  expect((await store.outbox())[0]?.verdict?.outcome).toBe('accepted');
});
