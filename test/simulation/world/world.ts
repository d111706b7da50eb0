import type { ModelDatabase } from '../database/model-database.ts';
import type { Browser, BrowserPorts, Tab } from './browser.ts';
import type { Chance } from './chance.ts';
import { type Deed, poison } from './deeds.ts';
import type { Disk } from './disk.ts';
import type { Oracle } from './oracle.ts';
import type { Scheduler } from './scheduler.ts';
import type { ServerProcess } from './servers.ts';
import type { Troubles } from './trouble.ts';

/** Everything that there is on the day of one seed. */
export type World = {
  readonly seed: number;
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly troubles: Troubles;
  readonly oracle: Oracle;
  readonly browserPorts: BrowserPorts;
  readonly browsers: Browser[];
  readonly oldDisks: readonly Disk[];
  readonly say: (line: string) => void;
  /** Whether photos are taken on this day, and what is drawn for them: seeds without photos keep the course they had before. */
  readonly photos: Chance | null;
  readonly restores: Chance;
  database: ModelDatabase;
  backup: ModelDatabase | null;
  servers: ServerProcess[];
  /** Those of them that run an earlier program. */
  readonly earlier: Set<ServerProcess>;
};

export type Place = { readonly browser: Browser; readonly tab: Tab };

export const openTabs = (world: World): readonly Place[] =>
  world.browsers.flatMap((browser) => browser.tabs.filter(({ opened }) => opened).map((tab) => ({ browser, tab })));

/** Somebody does something at this tab, and the screen says what became of it. */
export const perform = (
  world: World,
  { browser, tab }: Place,
  deed: Deed,
  { chance = world.chance, saved = () => {} }: { readonly chance?: Chance; readonly saved?: () => void } = {},
): void => {
  const { oracle, say, troubles } = world;
  // Its screen was closed meanwhile: nobody taps there.
  if (!tab.opened) return;
  if (deed === poison) say(`${tab.name} does what nothing can hold`);
  const opened = tab.opened;
  const full = troubles.count('diskFull');
  const broken = troubles.count('connectionDies') + troubles.count('commitUnheard');
  deed(tab, chance).then(
    (recorded) => {
      // Whoever looked at this screen saw nothing any more.
      if (tab.life.isOver() || recorded === null) return;
      if ('refusal' in recorded) say(`${tab.name} refused ${recorded.refusal.refused}`);
      if ('failed' in recorded) {
        say(`${tab.name} could not save`);
        const breaks = troubles.count('connectionDies') + troubles.count('commitUnheard') - broken;
        // The lock closed this screen in the middle, or another tab changed the key since it was opened: it is just being opened anew,
        // and whoever tapped has been told that it is not saved.
        if (tab.opened !== opened || isProtected(browser, tab) !== tab.underLock) return;
        // Once is mended by a second try; a full disk, or a connection that dies twice, is told to the person.
        if (troubles.count('diskFull') === full && breaks <= 1) oracle.fail(`a tap is saved: ${tab.name} could not`);
      }
      if (!('recorded' in recorded)) return;
      const { id, seq, type, aggregate, visit } = recorded.recorded;
      say(`${tab.name} saved ${seq} ${type} ${visit ?? aggregate}`);
      oracle.saved(browser, { id, seq, type, aggregate, visit, browser: browser.name, database: tab.database });
      saved();
    },
    (error: unknown) => {
      if (!tab.life.isOver()) say(`${tab.name} could not look: ${error instanceof Error ? error.message : 'unknown'}`);
    },
  );
};

const isProtected = (browser: Browser, { database }: Tab): boolean =>
  (browser.disk.durableRows(database, 'meta') as readonly { readonly id: string }[]).some(({ id }) => id === 'lock');
