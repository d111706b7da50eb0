import { expect, test } from 'vitest';
import { answer, EXPERT, firstRows, page } from '../../../test/support/hand-made-answers.ts';
import { newProfile, openTab, tabsOfOneBrowser } from '../../../test/support/open-device.ts';
import type { Change } from './change-channel.ts';

test('[L17.20] a key stroke is told as a draft, in this tab and the others; only a record is told as one', async () => {
  const [profile, changes] = [newProfile(), tabsOfOneBrowser()];
  const [here, beside] = [await openTab(EXPERT, { profile, changes }), await openTab(EXPERT, { profile, changes })];
  const request = await here.sync.nextRequest({ items: 10, bytes: 100_000 });
  await here.sync.takeAnswer({ request, answer: answer({ pull: page(firstRows(), 5) }), atMs: 1, offsetMs: 0 });
  const heard: Change[][] = [[], []];
  here.store.subscribe((change) => heard[0]?.push(change));
  beside.store.subscribe((change) => heard[1]?.push(change));

  await here.store.saveDraft('visit/visit-2', { effect: '書きかけ' });
  await here.store.dropDraft('visit/visit-2');
  expect(heard).toEqual([
    ['drafts', 'drafts'],
    ['drafts', 'drafts'],
  ]);
  await here.store.record({ type: 'visit-started@1', aggregate: 'engagement-1', body: { visit: 'visit-2' } });
  expect(heard.map((changesHeard) => changesHeard.at(-1))).toEqual(['records', 'records']);
});
