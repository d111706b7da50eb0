import { expect, test } from 'vitest';
import { answer, EXPERT, firstRows, page, verdicts } from '../../../test/support/hand-made-answers.ts';
import { newProfile, openTab } from '../../../test/support/open-device.ts';
import { databaseName, databaseOf } from './database.ts';
import { rememberRecords } from './local-records.ts';
import type { Seal } from './seal.ts';

const WHOLE = { items: 1_000, bytes: 4_000_000 };

test('[L6.56] a record that is opened while an answer comes in is read from before it or after it, never from both', async () => {
  const profile = newProfile();
  const tab = await openTab(EXPERT, { profile });
  const take = async (given: (push: Awaited<ReturnType<typeof tab.sync.nextRequest>>['push']) => object) => {
    const request = await tab.sync.nextRequest(WHOLE);
    await tab.sync.takeAnswer({ request, answer: answer(given(request.push)), atMs: 0, offsetMs: 0 });
  };
  await take(() => ({ pull: page(firstRows(), 5) }));
  await tab.store.record({ type: 'visit-started@1', aggregate: 'engagement-1', body: { visit: 'visit-1' } });
  const [recorded] = (await tab.sync.nextRequest(WHOLE)).push?.items ?? [];
  const text = recorded && 'text' in recorded ? recorded.text : '';

  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  // Only what is opened counts here, and that it takes its time.
  const slow: Seal = {
    format: 1,
    open: async (where) => {
      await gate;
      return where.startsWith('outbox/') ? text : '{}';
    },
    seal: () => Promise.reject(new Error('nothing is sealed')),
    sealBytes: () => Promise.reject(new Error('nothing is sealed')),
    openBytes: () => Promise.reject(new Error('nothing is opened')),
  };
  const records = rememberRecords(databaseOf(databaseName(EXPERT), profile), slow);
  await records.refresh();
  const opened = records.aggregate('engagement', 'engagement-1');
  await take((push) => ({ push: verdicts(push, 6), pull: page([], 6) }));
  await records.refresh();
  expect(records.waitingRows('engagement', 'engagement-1')).toEqual([]);
  letGo();
  expect((await opened).pending).toHaveLength(1);
});
