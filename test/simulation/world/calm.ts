import type { OutboxRow } from '@banso/client/store/database.ts';
import { chanceOf } from './chance.ts';
import { deedInRush } from './deeds.ts';
import type { Scheduler } from './scheduler.ts';
import { openTabs, perform, type Place, type World } from './world.ts';

/** What is recorded on a day without troubles is answered within this. The next poll would come after half a minute at the soonest. */
const AT_ONCE_MS = 15_000;
/** By then the first tap has its answer. */
const ANSWERED_MS = 2_000;
/** Turns of the disk: the second tap comes in the middle of what an answer does there. */
const ANSWER_TAKES = 60;
const ROUNDS = 8;
/** A message that was slow while there were troubles comes, or is given up, within this. */
const UNDER_WAY_MS = 4 * 60_000;
const A_WHILE_MS = 5_000;

/**
 * Nothing is wrong any more: what somebody records now is sent by itself, and at once, also what is recorded just as the answer to
 * what was recorded before comes in. Nobody presses for sending. One at a time: what others do would wake this device as well.
 */
export const judgeCalm = async (world: World): Promise<void> => {
  const chance = chanceOf(world.seed, 'calm');
  const { scheduler, oracle } = world;
  const latestMs = scheduler.nowMs() + UNDER_WAY_MS;
  while (somebodySends(world) && scheduler.nowMs() < latestMs) await scheduler.sleep(A_WHILE_MS);
  for (let round = 0; round < ROUNDS && oracle.failure() === null; round += 1) {
    const places = openTabs(world).filter((place) => isReady(place, scheduler.nowMs()));
    if (places.length === 0) return;
    const place = chance.pick(places);
    const record = () => perform(world, place, deedInRush(place.tab), { chance });
    place.tab.atNextAnswer = () => afterTurns(scheduler, chance.between(0, ANSWER_TAKES), record);
    record();
    await scheduler.sleep(ANSWERED_MS);
    // A refused tap has no answer: that to something else, later, is none to what was recorded here.
    place.tab.atNextAnswer = () => {};
    await scheduler.sleep(AT_ONCE_MS);
    if (waits(place))
      oracle.fail(`in calm what is recorded is sent at once: ${place.tab.name} waits after ${AT_ONCE_MS / 1_000} s`);
  }
};

/** What was under way when everything was mended holds up what comes behind it: the network's doing, not the device's. */
const somebodySends = ({ browsers }: World): boolean =>
  browsers.some(({ tabs }) =>
    tabs.some(({ opened, locked }) => (opened?.banso.sync ?? locked?.sync)?.status().sending === true),
  );

/** In the same moment, behind so many things that are done in it. */
const afterTurns = (scheduler: Scheduler, turns: number, run: () => void): void => {
  if (turns === 0) run();
  else scheduler.after(0, () => afterTurns(scheduler, turns - 1, run));
};

/** Its person is signed in, and the server has not asked this tab for a pause. */
const isReady = ({ browser, tab }: Place, nowMs: number): boolean =>
  browser.session?.person === tab.me.person && tab.line.quietUntilMs <= nowMs;

const waits = ({ browser, tab }: Place): boolean =>
  !tab.life.isOver() &&
  (browser.disk.durableRows(tab.database, 'outbox') as readonly OutboxRow[]).some(({ verdict }) => verdict === null);
