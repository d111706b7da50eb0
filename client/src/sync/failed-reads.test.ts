import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SealChanged } from '../store/seal.ts';
import { createFailedReads, keepAsking } from './failed-reads.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const setUp = () => {
  const failed = createFailedReads();
  const answers: number[] = [];
  const load = vi.fn<() => Promise<number>>(() => Promise.reject(new Error('the disk')));
  const read = keepAsking(load, (answer) => answers.push(answer), failed);
  const mend = () => load.mockImplementation(() => Promise.resolve(7));
  return { answers, failed, load, mend, read };
};

test('[L5.60] a read that fails once is asked again, and nobody is troubled with it', async () => {
  const { answers, failed, load, mend, read } = setUp();
  read.ask();
  await vi.advanceTimersByTimeAsync(100);
  expect([load.mock.calls.length, failed.count()]).toEqual([1, 0]);
  mend();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([answers, failed.count()]).toEqual([[7], 0]);
});

test('[L5.60] one that goes on failing is told until it answers, by itself or when it is asked for', async () => {
  const { answers, failed, mend, read } = setUp();
  const heard = vi.fn();
  failed.subscribe(heard);
  read.ask();
  await vi.advanceTimersByTimeAsync(120_000);
  expect([failed.count(), heard.mock.calls.length]).toEqual([1, 1]);
  mend();
  failed.askAgain();
  await vi.advanceTimersByTimeAsync(0);
  expect([answers, failed.count(), vi.getTimerCount()]).toEqual([[7], 0, 0]);
});

test('[L5.60] a screen that is left takes its trouble with it', async () => {
  const { answers, failed, mend, read } = setUp();
  read.ask();
  await vi.advanceTimersByTimeAsync(5_000);
  read.stop();
  mend();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([answers, failed.count(), vi.getTimerCount()]).toEqual([[], 0, 0]);
});

test('[L5.60] records that are being opened anew with another key are no trouble', async () => {
  const { failed, load, read } = setUp();
  load.mockImplementation(() => Promise.reject(new SealChanged('anew')));
  read.ask();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([failed.count(), load.mock.calls.length]).toEqual([0, 1]);
});

test('[L5.60] a read that neither answers nor fails is told, too', async () => {
  const { answers, failed, load, mend, read } = setUp();
  load.mockImplementation(() => new Promise(() => undefined));
  read.ask();
  await vi.advanceTimersByTimeAsync(15_000);
  expect(failed.count()).toBe(0);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(failed.count()).toBe(1);
  mend();
  failed.askAgain();
  await vi.advanceTimersByTimeAsync(0);
  expect([answers, failed.count(), vi.getTimerCount()]).toEqual([[7], 0, 0]);
});
