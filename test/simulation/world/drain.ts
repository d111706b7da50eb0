import { databaseName } from '@banso/client/store/database.ts';
import { type Browser, openTab, press } from './browser.ts';
import { unlock } from './later-troubles.ts';
import type { LeftOver } from './oracle.ts';
import { giveRolesBack } from './role-troubles.ts';
import type { World } from './world.ts';

/** After the last trouble, everything has to have its verdict within this. */
const DRAIN_MS = 20 * 60_000;

/** Everybody who left something on a browser comes back to it, until nothing is left over. */
export const drain = async (world: World, startOne: (world: World) => void): Promise<void> => {
  const { scheduler, oracle, say } = world;
  const endsMs = scheduler.nowMs() + DRAIN_MS;
  for (let round = 0; scheduler.nowMs() < endsMs; round += 1) {
    if (world.servers.length === 0) startOne(world);
    await giveRolesBack(world);
    const left = oracle.leftOver(world.browsers, world.database);
    if (round > 0 && left.length === 0) return;
    for (const browser of world.browsers) comeBack(world, browser, { round, left });
    await scheduler.sleep(20_000);
  }
  for (const { browser, database, why } of oracle.leftOver(world.browsers, world.database))
    say(`${browser.name}/${database}: ${why}`);
  for (const tab of world.browsers.flatMap(({ tabs }) => tabs))
    say(`${tab.name} ${tab.opened ? JSON.stringify(tab.opened.banso.sync.status()) : 'never stood open'}`);
  oracle.fail(`every operation gets a verdict: not within ${DRAIN_MS / 60_000} minutes after the last trouble`);
};

const ROUNDS_A_PERSON = 4;

/** One of those who left something signs in again; a tab of theirs that stands open is left to mend itself. */
const comeBack = (
  world: World,
  browser: Browser,
  { round, left }: { readonly round: number; readonly left: readonly LeftOver[] },
): void => {
  const mine = left.filter((one) => one.browser === browser).map(({ database }) => database);
  const waiting = browser.people.filter((person) => mine.includes(databaseName(person)));
  const turn = Math.floor(round / ROUNDS_A_PERSON) % Math.max(1, waiting.length);
  const person = waiting[turn];
  if (!person) return;
  browser.session = person;
  const open = browser.tabs.filter((tab) => tab.me.person === person.person);
  if (open.length === 0) openTab(browser, person, world.browserPorts);
  for (const tab of open) {
    press(tab);
    // What is locked sends without being opened; its owner comes a little later.
    if (tab.locked && round % ROUNDS_A_PERSON >= 2) unlock(world, { browser, tab });
  }
};
