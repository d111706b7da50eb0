import { blankVisit } from '@banso/shared/engagement/visit.ts';
import { expect, test } from 'vitest';
import {
  answer,
  engagement,
  EXPERT,
  firstRows,
  page,
  rowsOf,
  verdicts,
} from '../../../test/support/hand-made-answers.ts';
import { openTab } from '../../../test/support/open-device.ts';
import type { OpenedStore } from './open-client-store.ts';

const WHOLE = { items: 1_000, bytes: 4_000_000 };

type Given = Parameters<typeof answer>[0];

const take = async (
  { sync }: OpenedStore,
  given: (request: Awaited<ReturnType<OpenedStore['sync']['nextRequest']>>) => Given,
) => {
  const request = await sync.nextRequest(WHOLE);
  await sync.takeAnswer({ request, answer: answer(given(request)), atMs: 1_766_019_600_000, offsetMs: 250 });
  return request;
};

const metTab = async () => {
  const tab = await openTab(EXPERT);
  await take(tab, () => ({ pull: page(firstRows(), 5), epoch: 1 }));
  return tab;
};

const start = (tab: OpenedStore, visit: string) =>
  tab.store.record({ type: 'visit-started@1', aggregate: 'engagement-1', body: { visit } });

const statusOf = async (tab: OpenedStore, visit: string) =>
  (await tab.store.engagement('engagement-1'))?.engagement.visits[visit]?.status;

/** The first page of an office that went back to an earlier state. */
const anew = (rows: ReturnType<typeof firstRows>, cursor: number) => ({
  rows: [...rows],
  cursor,
  more: false,
  epoch: 2,
  fresh: true,
});

const SIGNED_OUT = {
  problem: { type: 'urn:banso:problem:signed_out', title: '', status: 401, code: 'signed_out' },
} as const;

/** The engagement as the office has it, with this visit begun. */
const begun = (visit: string) => {
  const { visits, ...rest } = engagement();
  const whole = {
    ...rest,
    visits: { ...visits, [visit]: { ...(visits[visit] ?? blankVisit(visit)), status: 'started' } },
  };
  return rowsOf('engagement', 'engagement-1', whole, 2).filter(({ part }) => part === `visit/${visit}`);
};

test('[L6.55] a page that is not the last settles only what it brought: a later page may bring the rest, or never come', async () => {
  const tab = await metTab();
  await start(tab, 'visit-1');
  await start(tab, 'visit-2');
  await take(tab, (request) => ({
    push: verdicts(request.push, 8),
    pull: page(begun('visit-1'), 10, true),
    epoch: 1,
  }));
  expect([await statusOf(tab, 'visit-1'), await statusOf(tab, 'visit-2')]).toEqual(['started', 'started']);
  // Heard once more, after the first answer was cut.
  await take(tab, () => ({ pull: SIGNED_OUT, epoch: 1 }));
  expect(await statusOf(tab, 'visit-2')).toBe('started');
  await take(tab, () => ({ pull: page(begun('visit-2'), 11), epoch: 1 }));
  expect([await statusOf(tab, 'visit-1'), await statusOf(tab, 'visit-2')]).toEqual(['started', 'started']);
});

test('[L4.45] without a session too, a restored office is heard of: nothing leaves the screen, and all is offered anew, once', async () => {
  const tab = await metTab();
  await start(tab, 'visit-1');
  await take(tab, (request) => ({ push: verdicts(request.push, 6), pull: page(begun('visit-1'), 6), epoch: 1 }));
  await start(tab, 'visit-2');
  // Heads of a restored office begin anew: 3 is far below this device's cursor.
  const first = await take(tab, (request) => ({ push: verdicts(request.push, 3), pull: SIGNED_OUT, epoch: 2 }));
  expect(first.push?.fromSeq).toBe(2);
  expect(await statusOf(tab, 'visit-2')).toBe('started');
  const again = await take(tab, (request) => ({ push: verdicts(request.push, 4), pull: SIGNED_OUT, epoch: 2 }));
  expect([again.push?.fromSeq, again.push?.items.length]).toEqual([1, 2]);
  expect((await tab.sync.nextRequest(WHOLE)).push).toBeNull();
  const fresh = anew([...firstRows(), ...begun('visit-1'), ...begun('visit-2')], 4);
  await take(tab, () => ({ pull: fresh, epoch: 2 }));
  expect((await tab.sync.nextRequest(WHOLE)).push).toBeNull();
  expect([await statusOf(tab, 'visit-1'), await statusOf(tab, 'visit-2')]).toEqual(['started', 'started']);
});

test('[L4.46] after a restore the office’s numbers may be those of a copy: what it says it has takes nothing out of the offer', async () => {
  const tab = await metTab();
  for (const visit of ['visit-1', 'visit-2', 'visit-3']) await start(tab, visit);
  await take(tab, (request) => ({ push: verdicts(request.push, 6), pull: page([], 6), epoch: 1 }));
  await start(tab, 'visit-4');
  // Asked before it knew of the restore: the office has three numbers of this device, of its copy.
  await take(tab, () => ({
    push: { branch: 0, have: 2 },
    pull: anew(firstRows(), 3),
    epoch: 2,
  }));
  expect((await tab.sync.nextRequest(WHOLE)).push).toMatchObject({ fromSeq: 1 });
});
