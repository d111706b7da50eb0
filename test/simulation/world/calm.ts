import type { OutboxRow } from '@banso/client/store/database.ts';
import { chanceOf } from './chance.ts';
import { deedInRush } from './deeds.ts';
import { openTabs, perform, type Place, type World } from './world.ts';

/** What is recorded on a day without troubles is answered within this. The next poll would come after half a minute at the soonest. */
const AT_ONCE_MS = 15_000;
const ROUNDS = 3;
/** The second tap comes in the middle of what an answer does on the disk. */
const ANSWER_TAKES_MS = 40;

/**
 * Nothing is wrong any more: what people record now is sent by itself, and at once, also what is recorded just as the answer to
 * what was recorded before comes in. Nobody presses for sending.
 */
export const judgeCalm = async (world: World): Promise<void> => {
  const chance = chanceOf(world.seed, 'calm');
  const { scheduler, oracle } = world;
  for (let round = 0; round < ROUNDS && oracle.failure() === null; round += 1) {
    const places = openTabs(world).filter((place) => isReady(place, scheduler.nowMs()));
    for (const place of places) {
      const record = () => perform(world, place, deedInRush(place.tab), { chance });
      place.tab.atNextAnswer = () => scheduler.after(chance.between(0, ANSWER_TAKES_MS), record);
      record();
    }
    await scheduler.sleep(AT_ONCE_MS);
    for (const place of places.filter(waits))
      oracle.fail(`in calm what is recorded is sent at once: ${place.tab.name} waits after ${AT_ONCE_MS / 1_000} s`);
  }
};

/** Its person is signed in, and the server has not asked this tab for a pause. */
const isReady = ({ browser, tab }: Place, nowMs: number): boolean =>
  browser.session?.person === tab.me.person && tab.quietUntilMs <= nowMs;

const waits = ({ browser, tab }: Place): boolean =>
  !tab.life.isOver() &&
  (browser.disk.durableRows(tab.database, 'outbox') as readonly OutboxRow[]).some(({ verdict }) => verdict === null);
