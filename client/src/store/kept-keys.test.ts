import { expect, test } from 'vitest';
import { holdClock } from '../../../test/support/open-device.ts';
import { newDataKey } from './key-wraps.ts';
import { keepKeys, KEPT_MS } from './kept-keys.ts';

const setUp = async () => {
  const clock = holdClock(0);
  const kept = keepKeys((ms, run) => void clock.after(ms, run));
  return { clock, kept, key: await newDataKey() };
};

test('[L15.201] a key that is kept over a reload is given once, to its own tab and database', async () => {
  const { kept, key } = await setUp();
  const kept1 = kept.keep('banso-a', 'tab-1', key);
  expect(kept.take('banso-a', 'tab-2')).toBeNull();
  expect(kept.take('banso-a', 'tab-1')).toBe(key);
  expect(kept.take('banso-a', 'tab-1')).toBeNull();
  await kept1;
  void kept.keep('banso-a', 'tab-1', key);
  expect(kept.take('banso-b', 'tab-1')).toBeNull();
  expect(kept.take('banso-a', 'tab-1')).toBeNull();
});

test('[L15.201] it is forgotten after some seconds, and at once when the device is locked', async () => {
  const { clock, kept, key } = await setUp();
  const first = kept.keep('banso-a', 'tab-1', key);
  clock.advance(KEPT_MS - 1);
  const second = kept.keep('banso-a', 'tab-1', key);
  await first;
  // The time of the first one ends nothing of the second.
  clock.advance(1);
  expect(kept.take('banso-a', 'tab-1')).toBe(key);
  await second;
  const third = kept.keep('banso-a', 'tab-1', key);
  clock.advance(KEPT_MS);
  await third;
  expect(kept.take('banso-a', 'tab-1')).toBeNull();
  const [mine, theirs] = [kept.keep('banso-a', 'tab-1', key), kept.keep('banso-b', 'tab-2', key)];
  kept.forget('banso-a');
  await mine;
  expect(kept.take('banso-a', 'tab-1')).toBeNull();
  expect(kept.take('banso-b', 'tab-2')).toBe(key);
  await theirs;
});
