import { EMPTY_ENGAGEMENT } from '@banso/shared/engagement/engagement.ts';
import { FUKUOKA_R7 } from '@banso/shared/programmes/fukuoka-r7.ts';
import { expect, test } from 'vitest';
import { answer, EXPERT, page, rowsOf } from '../../../test/support/hand-made-answers.ts';
import { holdClock, newProfile, openTab } from '../../../test/support/open-device.ts';
import { leaseDaysOf } from './lease.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const CONTACT_MS = Date.parse('2025-12-18T01:00:00Z');
const WHOLE = { items: 1_000, bytes: 4_000_000 };

const device = async (startMs = CONTACT_MS) => {
  const [clock, profile] = [holdClock(startMs), newProfile()];
  const open = () => openTab(EXPERT, { profile, clock });
  const contact = async (given: Parameters<typeof answer>[0] = {}) => {
    const tab = await open();
    const request = await tab.sync.nextRequest(WHOLE);
    const rows = rowsOf('engagement', 'engagement-1', EMPTY_ENGAGEMENT);
    const answered = answer({ pull: page(rows, 5), serverTimeMs: CONTACT_MS, ...given });
    const [atMs, offsetMs] = [clock.wallMs(), answered.serverTimeMs - clock.wallMs()];
    await tab.sync.takeAnswer({ request, answer: answered, atMs, offsetMs });
    tab.close();
  };
  const over = async () => {
    const tab = await open();
    const now = await tab.lease.check();
    tab.close();
    return now;
  };
  return { clock, open, contact, over };
};

test('[L15.111] thirty days after the last contact the lease is over, also when the device is opened anew', async () => {
  const { clock, open, contact, over } = await device();
  expect(await over()).toBe(false);
  await contact();
  clock.advance(30 * DAY_MS);
  expect(await over()).toBe(false);
  clock.advance(1);
  expect(await over()).toBe(true);
  const tab = await open();
  expect(tab.lease.overAtStart).toBe(true);
  tab.close();
});

test('[L15.111] a clock that is set back does not prolong it', async () => {
  const { clock, contact, over } = await device();
  await contact();
  clock.advance(31 * DAY_MS);
  expect(await over()).toBe(true);
  clock.advance(-31 * DAY_MS);
  expect(await over()).toBe(true);
});

test('[L15.111] a clock that is years ahead does not end it: the server’s time counts', async () => {
  const { clock, contact, over } = await device(CONTACT_MS + 900 * DAY_MS);
  await contact();
  expect(await over()).toBe(false);
  clock.advance(31 * DAY_MS);
  expect(await over()).toBe(true);
});

test('[L15.111] only an answered pull renews it; an ended session and a receipt do not', async () => {
  const { clock, contact, over } = await device();
  await contact();
  clock.advance(31 * DAY_MS);
  const problem = { type: 'about:blank', title: '', status: 401, code: 'signed_out' };
  await contact({ pull: { problem }, serverTimeMs: CONTACT_MS + 31 * DAY_MS });
  expect(await over()).toBe(true);
  await contact({ pull: page([], 5), serverTimeMs: CONTACT_MS + 31 * DAY_MS });
  expect(await over()).toBe(false);
});

test('[L15.111] the programme says how many days; of several the fewest count, and thirty where none does', () => {
  const { offlineLeaseDays: _, ...silent } = FUKUOKA_R7;
  const of = (value: number) => ({ ...FUKUOKA_R7, offlineLeaseDays: { value, unit: '日', source: '事業の設定' } });
  expect(leaseDaysOf([])).toBe(30);
  expect(leaseDaysOf([{ ruleSets: [silent] }])).toBe(30);
  expect(leaseDaysOf([{ ruleSets: [of(14), silent] }, { ruleSets: [of(7)] }])).toBe(7);
});
