import { databaseName } from '@banso/client/store/database.ts';
import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import type { ModelDatabase } from '../database/model-database.ts';
import { type Browser, forgetPages, newBrowser, openTab, press, type Tab } from './browser.ts';
import { type Chance, chanceOf } from './chance.ts';
import { deedInRush, forgetTexts, nextDeed, poison } from './deeds.ts';
import { type Disk, type DiskEvents, newDisk } from './disk.ts';
import { judgeLook } from './judge-look.ts';
import { newNetwork } from './network.ts';
import { BEGINNING_MS, PEOPLE, raiseEpoch } from './office.ts';
import { promiseOld } from './old-profile.ts';
import { newOracle, type Oracle } from './oracle.ts';
import { restoredWithPhotos, takePhoto } from './photo-deeds.ts';
import { laterTroubles } from './later-troubles.ts';
import { judgeTexts } from './lock-troubles.ts';
import { drain } from './drain.ts';
import { judgeCalm } from './calm.ts';
import { openTabs, perform, type World } from './world.ts';
import type { Versions } from '../versions/load-versions.ts';
import { prove } from './prove.ts';
import { endRoleMeanwhile } from './role-troubles.ts';
import { openScheduler, type Scheduler } from './scheduler.ts';
import { startServer } from './servers.ts';
import { chooseTroubles } from './trouble.ts';

/** What became of one seed. `trace`: what happened, line by line; the same for the same seed. */
export type SeedEnd = {
  readonly seed: number;
  readonly failure: string | null;
  readonly trace: readonly string[];
  readonly counts: ReturnType<Oracle['counts']>;
  readonly steps: number;
};

export type SeedOptions = {
  /** The office's database; this seed works on a fork of it. */
  readonly office: ModelDatabase;
  readonly setScheduler: (scheduler: Scheduler) => void;
  /** Disks that published versions of the app left; a phone of the expert may begin with a copy of one. */
  readonly oldDisks: readonly Disk[];
  readonly versions: Versions;
};

const DAY_MS = 6 * 60_000;
/** Ten times what the busiest day takes. */
const MOST_STEPS = 150_000;
/** Share of the seeds on whose day photos are taken. */
const SEEDS_WITH_PHOTOS = 0.3;

/** A day of an office, its people, devices and servers with their troubles; then everything is mended and has to come to rest. */
export const runSeed = async (
  seed: number,
  { office, setScheduler, oldDisks, versions }: SeedOptions,
): Promise<SeedEnd> => {
  forgetPages();
  forgetTexts();
  const scheduler = openScheduler(BEGINNING_MS);
  setScheduler(scheduler);
  const trace: string[] = [];
  const say = (line: string) => {
    trace.push(`${((scheduler.nowMs() - BEGINNING_MS) / 1_000).toFixed(3)} ${line}`);
  };
  const world = newWorld(seed, { office, oldDisks, versions, scheduler, say });
  let over = false;
  void live(world)
    .catch((error: unknown) =>
      world.oracle.fail(`the simulator itself: ${error instanceof Error ? error.stack : 'unknown'}`),
    )
    .finally(() => {
      over = true;
    });
  const steps = await scheduler.run({
    untilMs: Number.POSITIVE_INFINITY,
    isOver: (taken) => over || world.oracle.failure() !== null || taken > MOST_STEPS,
  });
  const failure = world.oracle.failure() ?? (over ? null : 'every operation gets a verdict: nothing goes on any more');
  for (const { life } of [...world.servers, ...world.browsers.flatMap(({ tabs }) => tabs)]) life.end();
  if (failure !== null) say(`FAILED ${failure}`);
  return { seed, failure, trace, counts: world.oracle.counts(), steps };
};

const newWorld = (
  seed: number,
  {
    office,
    oldDisks,
    versions,
    scheduler,
    say,
  }: Pick<SeedOptions, 'office' | 'oldDisks' | 'versions'> & {
    readonly scheduler: Scheduler;
    readonly say: (line: string) => void;
  },
): World => {
  const chance = chanceOf(seed, 'world');
  const photos = chanceOf(seed, 'pictures');
  const photosTravel = photos.happens(SEEDS_WITH_PHOTOS);
  const troubles = chooseTroubles(seed);
  say(`troubles: ${troubles.chosen.join(', ')}`);
  const oracle = newOracle();
  const tooEarly = ({ name }: Tab) =>
    oracle.fail(`a pause is kept: ${name} asks before the server wants to be asked again`);
  const servers = () => world.servers;
  const ports = { scheduler, troubles, servers, say };
  const network = newNetwork({ ...ports, chance: chanceOf(seed, 'network') });
  const world: World = {
    seed,
    scheduler,
    chance,
    troubles,
    oracle,
    oldDisks,
    browserPorts: { ...ports, network, chance: chanceOf(seed, 'browsers'), photosTravel, versions, tooEarly },
    browsers: [],
    say,
    photos: photosTravel ? photos : null,
    restores: chanceOf(seed, 'restores'),
    database: office.fork(),
    backup: null,
    servers: [],
    earlier: new Set(),
  };
  take(world, world.database);
  return world;
};

/** From now on this is the office's database. */
const take = (world: World, database: ModelDatabase): void => {
  world.database = database;
  world.oracle.restored(database);
  database.onCommit = world.oracle.committed;
};

let serverNumber = 0;

const startOne = (world: World): void => {
  serverNumber += 1;
  const name = `server${serverNumber}`;
  const { scheduler, troubles, oracle, say, database, seed } = world;
  say(`${name} starts`);
  const earlier = troubles.strikes('earlierServer');
  if (earlier) say(`${name} runs an earlier program`);
  const server = (earlier ? world.browserPorts.versions.earlier : { startServer }).startServer({
    name,
    database,
    scheduler,
    troubles,
    say,
    chance: chanceOf(seed, name),
    asked: oracle.asked,
    heldUp: () => endRoleMeanwhile(world),
    answered: (_request, answer, holder) => oracle.answered(answer, holder),
  });
  world.servers.push(server);
  if (earlier) world.earlier.add(server);
  server.life.whenOver(() => {
    world.servers = world.servers.filter((other) => other !== server);
    scheduler.after(world.chance.between(500, 20_000), () => {
      if (world.database === database) startOne(world);
    });
  });
};

const live = async (world: World): Promise<void> => {
  const { chance, scheduler, troubles, oracle } = world;
  serverNumber = 0;
  for (let count = chance.between(1, 4); count > 0; count -= 1) startOne(world);
  const owners = [PEOPLE.expert, PEOPLE.administrator, PEOPLE.expert, PEOPLE.otherExpert, PEOPLE.approver];
  for (const owner of owners.slice(0, chance.between(2, 5))) addBrowser(world, owner);
  const endsMs = BEGINNING_MS + DAY_MS;
  const moments = chance.between(12, 28);
  for (let moment = 0; moment < moments && scheduler.nowMs() < endsMs; moment += 1) {
    await scheduler.sleep(chance.happens(0.3) ? chance.between(0, 400) : chance.between(500, 14_000));
    trouble(world);
    act(world);
    if (world.photos?.happens(0.6)) photograph(world, world.photos);
    laterTroubles(world);
    if (troubles.strikes('rush')) rush(world);
  }
  world.say('everything is mended');
  troubles.end();
  // The update has reached every process.
  for (const server of world.earlier) server.stop();
  for (const { tabs } of world.browsers) for (const { life } of tabs) life.thaw();
  await drain(world, startOne);
  await judgeCalm(world);
  // What was recorded in calm reaches the others, too.
  await drain(world, startOne);
  oracle.judgeEnd(world.browsers, world.database);
  if (troubles.has('locks')) await judgeTexts(world);
  if (oracle.failure() === null) await prove(world);
};

const addBrowser = (world: World, owner: SignedIn): void => {
  const name = `${owner.person}.${world.browsers.length + 1}`;
  const { oracle, chance, troubles, say, oldDisks } = world;
  const events: DiskEvents = {
    troubles,
    say,
    changed: (database, stores) => oracle.diskChanged(browser, database, stores),
  };
  const isFirst = world.browsers.length === 0;
  const found = isFirst && oldDisks.length > 0 && chance.happens(0.3) ? chance.pick(oldDisks) : null;
  // Its copies are sealed to the office that the version was published with: behind a lock they would be all that this one gets.
  const old = troubles.has('locks') ? null : found;
  const browser = newBrowser(name, old ? old.copy(events) : newDisk(events), owner);
  world.browsers.push(browser);
  if (old) promiseOld({ oracle, say }, browser, databaseName(owner));
  for (let tabs = world.chance.pick([1, 1, 2, 3]); tabs > 0; tabs -= 1) openTab(browser, owner, world.browserPorts);
};

/** Somebody looks, or does something. */
const act = (world: World): void => {
  const { chance, troubles, oracle } = world;
  const tabs = openTabs(world);
  if (tabs.length === 0) return;
  const { browser, tab } = chance.pick(tabs);
  if (chance.happens(0.25)) judgeLook({ tab, browser, oracle }).catch(() => undefined);
  else perform(world, { browser, tab }, troubles.strikes('poison') ? poison : nextDeed(tab, chance));
};

/** An expert takes a photo; the screen says what became of it. */
const photograph = (world: World, chance: Chance): void => {
  const places = openTabs(world).filter(({ tab }) => tab.me.roles.some(({ role }) => role === 'expert'));
  if (places.length === 0) return;
  const { browser, tab } = chance.pick(places);
  takePhoto(tab, chance).then(
    (photo) => {
      if (!photo || tab.life.isOver()) return;
      perform(world, { browser, tab }, photo.record, {
        saved: () => world.oracle.photos.taken(browser, tab.database, photo.taken),
      });
    },
    () => undefined,
  );
};

/** Everybody comes out of the same tunnel: all devices do and send something at once. */
const rush = (world: World): void => {
  for (const place of openTabs(world)) {
    perform(world, place, deedInRush(place.tab));
    press(place.tab);
  }
};

/** What happens to devices, servers and database at this moment. */
const trouble = (world: World): void => {
  const { chance, troubles, say } = world;
  for (const browser of world.browsers.slice()) troubleBrowser(world, browser);
  if (troubles.strikes('serverDies') && world.servers.length > 0) {
    const server = chance.pick(world.servers);
    say(`${server.life.name} is killed`);
    server.stop();
  }
  if (troubles.strikes('databaseDies')) {
    say('the database is killed');
    world.database.crash();
    world.oracle.restored(world.database);
  }
  if (world.backup === null && chance.happens(0.1)) world.backup = world.database.fork();
  if (world.backup && (troubles.strikes('restore') || restoredWithPhotos(world))) restore(world, world.backup);
};

const troubleBrowser = (world: World, browser: Browser): void => {
  const { chance, troubles, scheduler, say, oracle, browserPorts } = world;
  if (troubles.strikes('powerCut') || troubles.strikes('eviction')) {
    const evicted = chance.happens(0.15);
    for (const { life } of browser.tabs) life.end();
    if (evicted) {
      say(`${browser.name} is cleared by its browser`);
      oracle.evicted(browser);
      browser.disk.evict();
    } else {
      say(`${browser.name} loses power`);
      browser.disk.losePower();
    }
  }
  if (troubles.strikes('freeze') && browser.tabs.length > 0) {
    const { life } = chance.pick(browser.tabs);
    say(`${life.name} freezes`);
    life.freeze();
    scheduler.after(chance.between(1_000, 120_000), life.thaw);
  }
  if (troubles.strikes('clockJump')) {
    browser.clockOffsetMs = chance.pick([-3_600_000, 3_600_000, 10 * 365 * 86_400_000, -45_000, 0]);
    say(`${browser.name} has its clock at ${browser.clockOffsetMs}`);
  }
  if (troubles.strikes('sessionsEnd')) {
    say(`${browser.name} is signed out`);
    browser.session = null;
    scheduler.after(chance.between(5_000, 60_000), () => {
      browser.session ??= browser.people[0] ?? null;
    });
  }
  if (troubles.strikes('otherUser')) changeUser(world, browser);
  if (troubles.strikes('clone') && world.browsers.length < 7) cloneBrowser(world, browser);
  if (browser.tabs.length === 0 || (browser.tabs.length < 3 && chance.happens(0.03)))
    openTab(browser, browser.session ?? browser.people[0] ?? PEOPLE.expert, browserPorts);
};

/** Another person signs in on the same browser; what the first one left stays where it is. */
const changeUser = (world: World, browser: Browser): void => {
  const next = world.chance.pick([PEOPLE.expert, PEOPLE.otherExpert, PEOPLE.approver]);
  world.say(`${browser.name} is used by ${next.person}`);
  browser.session = next;
  if (!browser.people.includes(next)) browser.people.push(next);
  if (world.chance.happens(0.6)) for (const { life } of browser.tabs) life.end();
  openTab(browser, next, world.browserPorts);
};

const cloneBrowser = (world: World, browser: Browser): void => {
  if (browser.disk.databases().length === 0) return;
  const name = `${browser.name}-copy${world.browsers.length}`;
  world.say(`${browser.name} is copied to ${name}`);
  const [owner] = browser.people;
  if (!owner) return;
  const copy: Browser = newBrowser(
    name,
    browser.disk.copy({ changed: (database, stores) => world.oracle.diskChanged(copy, database, stores) }),
    owner,
  );
  copy.people.push(...browser.people.slice(1));
  world.browsers.push(copy);
  openTab(copy, owner, world.browserPorts);
};

/** The office goes back to its backup, as a new epoch of its records. */
const restore = (world: World, backup: ModelDatabase): void => {
  world.say('the office is restored from its backup');
  for (const server of world.servers) server.stop();
  const restored = backup.fork();
  raiseEpoch(restored, world.oracle.epoch() + 1);
  world.backup = null;
  take(world, restored);
  for (let count = world.chance.between(1, 3); count > 0; count -= 1) startOne(world);
};
