import { openTab, press, turnLock } from './browser.ts';
import { deedInRush, hear } from './deeds.ts';
import { tapLocked } from './lock-troubles.ts';
import { PEOPLE } from './office.ts';
import { takeRole } from './role-troubles.ts';
import { openTabs, perform, type Place, type World } from './world.ts';

/** Troubles with a stream of their own: whatever they do is drawn from it. */
export const laterTroubles = (world: World): void => {
  const { troubles, scheduler, say } = world;
  const versions = troubles.has('earlierServer');
  if (versions?.happens(0.5)) {
    const experts = openTabs(world).filter(({ tab }) => tab.me.roles.some(({ role }) => role === 'expert'));
    const place = experts.length > 0 ? versions.pick(experts) : null;
    if (place) perform(world, place, hear, { chance: versions });
  }
  const updates = troubles.has('update');
  if (updates && troubles.strikes('update')) {
    const browser = updates.pick(world.browsers);
    const [owner] = browser.people;
    browser.updated = true;
    say(`${browser.name} has a later version`);
    if (owner) openTab(browser, browser.session ?? owner, world.browserPorts);
  }
  const roles = troubles.has('roleEnds');
  if (roles && troubles.strikes('roleEnds')) {
    const person = roles.pick([PEOPLE.expert, PEOPLE.otherExpert]);
    for (const place of openTabs(world).filter(({ tab }) => tab.me.person === person.person)) {
      perform(world, place, deedInRush(place.tab), { chance: roles });
      scheduler.after(roles.between(0, 300), () => press(place.tab));
    }
    takeRole(world, { person, chance: roles });
  }
  const locks = troubles.has('locks');
  if (!locks) return;
  for (const browser of world.browsers)
    for (const tab of browser.tabs.slice()) {
      if (tab.locked && locks.happens(0.5)) tapLocked(world, { browser, tab }, locks);
      if (troubles.strikes('locks')) unlock(world, { browser, tab });
    }
};

/** Its owner turns to the lock of this tab. */
export const unlock = (world: World, { browser, tab }: Place): void => {
  turnLock(browser, tab, world.browserPorts).catch((error: unknown) => {
    if (!tab.life.isOver()) world.say(`${tab.name}: its lock ${error instanceof Error ? error.message : 'unknown'}`);
  });
};
