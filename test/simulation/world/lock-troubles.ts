import type { OutboxRow } from '@banso/client/store/database.ts';
import type { Chance } from './chance.ts';
import type { Place, World } from './world.ts';

/** Somebody records a start or an end at a locked tab, without opening it. */
export const tapLocked = ({ oracle, say, troubles }: World, { browser, tab }: Place, chance: Chance): void => {
  const { locked, database, life, name } = tab;
  const rows = () => browser.disk.durableRows(database, 'outbox') as readonly OutboxRow[];
  const tap = async () => {
    const visits = (await locked?.visits()) ?? [];
    if (!locked || visits.length === 0 || life.isOver()) return;
    const { engagement, visit, state } = chance.pick(visits);
    const type = state === 'planned' ? 'visit-started@1' : 'visit-ended@1';
    const full = troubles.count('diskFull');
    const broken = troubles.count('connectionDies') + troubles.count('commitUnheard');
    const before = new Set(rows().map(({ id }) => id));
    const answer = await locked.recordTap({ type, engagement, visit });
    if (life.isOver()) return;
    if (answer === 'failed') {
      say(`${name} could not save while locked`);
      const breaks = troubles.count('connectionDies') + troubles.count('commitUnheard') - broken;
      if (troubles.count('diskFull') === full && breaks <= 1 && tab.locked === locked)
        oracle.fail(`a tap is saved: ${name} could not, locked`);
      return;
    }
    const saved = rows().filter((row) => row.type === type && row.visit === visit && !before.has(row.id));
    if (saved.length === 0)
      oracle.fail(`conservation: ${name} called ${type} ${visit} saved while locked, and it is not on its disk`);
    for (const { id, seq, aggregate } of saved) {
      say(`${name} saved ${seq} ${type} ${visit} while locked`);
      oracle.saved(browser, { id, seq, type, aggregate, visit, browser: browser.name, database });
    }
  };
  tap().catch((error: unknown) => {
    if (!life.isOver()) say(`${name} could not look, locked: ${error instanceof Error ? error.message : 'unknown'}`);
  });
};

/** Whoever opens a device reads everything that was ever recorded on it, locked or open, before its protection and after. */
export const judgeTexts = async ({ browsers, oracle }: World): Promise<void> => {
  for (const browser of browsers)
    for (const { opened, database, name } of browser.tabs) {
      const rows = opened ? (browser.disk.durableRows(database, 'outbox') as readonly OutboxRow[]) : [];
      for (const { id, seq, type } of rows)
        if ((await opened?.banso.store.operationText(id)) === null)
          oracle.fail(`what is saved is shown: ${name} cannot read ${type} ${seq}`);
    }
};
