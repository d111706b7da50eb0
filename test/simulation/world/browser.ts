import type { AppPorts } from '@banso/client/app/browser.ts';
import { type OpenedBanso, openBanso } from '@banso/client/app/open-banso.ts';
import { type LockedApp, openLocked } from '@banso/client/app/open-locked.ts';
import { protectDevice } from '@banso/client/store/device-lock.ts';
import type { Opener } from '@banso/client/store/key-wraps.ts';
import { openDevice } from '@banso/client/store/open-device.ts';
import type { SyncEngine } from '@banso/client/sync/sync-status.ts';
import type { SyncResponse } from '@banso/client/sync/sync-transport.ts';
import type { Versions } from '../versions/load-versions.ts';
import type { Change } from '@banso/client/store/change-channel.ts';
import { databaseName } from '@banso/client/store/database.ts';
import type { Locks } from '@banso/client/store/locks.ts';
import { signInsOf } from '@banso/client/store/sign-ins.ts';
import { type PhotoAnswer, readPhotoAnswer } from '@banso/client/sync/photo-transport.ts';
import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { keysOfOneBrowser } from '../../support/open-device.ts';
import { SILENT_PORTS } from '../../support/silent-ports.ts';
import type { Chance } from './chance.ts';
import type { Disk } from './disk.ts';
import { type Life, newLife } from './life.ts';
import { locksOfOneBrowser } from './locks-of-one-browser.ts';
import { modelDeviceCrypto } from './model-crypto.ts';
import type { Network } from './network.ts';
import { pokesFor } from './pokes.ts';
import type { Scheduler } from './scheduler.ts';
import type { ServerProcess } from './servers.ts';
import type { Troubles } from './trouble.ts';

/** One tab with the production client in it. */
export type Tab = {
  readonly name: string;
  readonly life: Life;
  readonly me: SignedIn;
  readonly database: string;
  /** Null until it stands open, and while it is locked. */
  opened: OpenedBanso | null;
  /** On a day when devices are protected: the app behind its lock. */
  locked: LockedApp | null;
  /** Its device was protected when what stands open in it was opened. */
  underLock: boolean;
  /** Of what stands open in it, or locked. */
  line: Line;
  /** Openings of this tab come one after the other, as in the session of the app. */
  lastOpening: Promise<void>;
  /** Called once, when the next answer reaches this tab and nothing of it is on the disk yet. */
  atNextAnswer: () => void;
};

/** How one opening of a tab stands with the server: the next opening begins anew, while a cycle of the last one may still end. */
export type Line = {
  /** How many cycles are still to come because somebody pressed for sending: they go out in a pause, too. */
  pressed: number;
  /** Until then the server wants not to be asked. */
  quietUntilMs: number;
};

const newLine = (): Line => ({ pressed: 0, quietUntilMs: 0 });

/** One browser profile: its disk, its clock, its session, its tabs. */
export type Browser = {
  readonly name: string;
  readonly disk: Disk;
  readonly people: SignedIn[];
  /** Whose cookie it has. */
  session: SignedIn | null;
  tabs: Tab[];
  clockOffsetMs: number;
  /** What is opened from now on is a later version of the app. */
  updated: boolean;
  readonly locks: (life: Life) => Locks;
  readonly channels: Map<string, Set<(change: Change) => void>>;
};

export type BrowserPorts = {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly troubles: Troubles;
  readonly network: Network;
  readonly servers: () => readonly ServerProcess[];
  readonly say: (line: string) => void;
  readonly photosTravel: boolean;
  readonly versions: Versions;
  /** A tab asked the server again before it wanted to be asked. */
  readonly tooEarly: (tab: Tab) => void;
};

export const newBrowser = (name: string, disk: Disk, owner: SignedIn): Browser => ({
  name,
  disk,
  people: [owner],
  session: owner,
  tabs: [],
  clockOffsetMs: 0,
  updated: false,
  locks: locksOfOneBrowser(),
  channels: new Map(),
});

let pages = 0;

/** The same names for the same seed, whatever was simulated before it. */
export const forgetPages = (): void => {
  pages = 0;
};

/** Opens a tab for this person; it starts to send and fetch as soon as it stands. */
export const openTab = (browser: Browser, me: SignedIn, ports: BrowserPorts): Tab => {
  pages += 1;
  const life = newLife(`${browser.name}/tab${pages}`);
  const tab: Tab = {
    name: life.name,
    life,
    me,
    database: databaseName(me),
    opened: null,
    locked: null,
    underLock: false,
    line: newLine(),
    lastOpening: Promise.resolve(),
    atNextAnswer: () => {},
  };
  browser.tabs.push(tab);
  life.whenOver(() => {
    browser.tabs = browser.tabs.filter((other) => other !== tab);
  });
  ports.say(`${tab.name} opens for ${me.person}`);
  if (ports.troubles.has('locks')) {
    openAsItLies(browser, tab, ports);
    return tab;
  }
  const app = browser.updated ? ports.versions.later : { openBanso };
  if (browser.updated) ports.say(`${tab.name} is a later version`);
  app.openBanso(me, portsOf(browser, tab, ports, tab.line)).then(
    (opened) => {
      if (life.isOver()) return;
      shows(tab, opened);
    },
    doesNotOpen(tab, ports),
  );
  return tab;
};

/** Somebody presses for sending, which no pause holds back. */
export const press = (tab: Tab): void => {
  const sync = tab.opened?.banso.sync ?? tab.locked?.sync;
  if (!sync) return;
  // Behind a cycle that is running another one is begun.
  tab.line.pressed = sync.status().sending ? 2 : 1;
  void sync.syncNow().catch(() => undefined);
};

const countCycles = (line: Line, sync: SyncEngine): void => {
  let sending = false;
  sync.subscribe(() => {
    const ended = sending && !sync.status().sending;
    sending = sync.status().sending;
    if (ended) line.pressed = Math.max(0, line.pressed - 1);
  });
};

const shows = (tab: Tab, opened: OpenedBanso): void => {
  tab.opened = opened;
  countCycles(tab.line, opened.banso.sync);
  opened.banso.sync.start();
  opened.settle().catch(() => undefined);
};

const doesNotOpen =
  ({ life, name }: Tab, { say }: BrowserPorts) =>
  (error: unknown): void => {
    if (!life.isOver()) say(`${name} does not open: ${error instanceof Error ? error.message : 'unknown'}`);
    life.end();
  };

/** As the session of the app does: an open device opens, a protected one stands locked until its owner is there. */
const openAsItLies = (browser: Browser, tab: Tab, ports: BrowserPorts, dataKey: CryptoKey | null = null): void => {
  const { life, me } = tab;
  const line = newLine();
  const app = portsOf(browser, tab, ports, line);
  const open = async () => {
    closeApp(tab);
    tab.line = line;
    const device = await openDevice(me, app.store);
    if (life.isOver()) return;
    tab.underLock = device.lock !== null;
    if (device.lock && !dataKey) {
      const locked = await openLocked(device, app, {
        opened: (key) => openAsItLies(browser, tab, ports, key),
        startedAnew: () => {},
        erased: () => {},
        alsoBy: null,
      });
      if (life.isOver()) return;
      ports.say(`${tab.name} is locked`);
      tab.locked = locked;
      countCycles(line, locked.sync);
      locked.sync.start();
      return;
    }
    let isChanged = false;
    const sealChanged = () => {
      // Told by every read and write that fails, until this tab is open anew.
      if (!isChanged) openAsItLies(browser, tab, ports);
      isChanged = true;
    };
    const opened = await openBanso(me, app, { unlocked: { device, dataKey }, sealChanged });
    if (life.isOver()) return;
    if (device.lock) {
      ports.say(`${tab.name} is unlocked`);
      opened.glance();
    }
    shows(tab, opened);
  };
  tab.lastOpening = tab.lastOpening.then(open).catch(doesNotOpen(tab, ports));
};

const closeApp = (tab: Tab): void => {
  tab.opened?.close();
  tab.locked?.close();
  tab.opened = null;
  tab.locked = null;
};

/** What opens everything that this person protects. */
const openerOf = ({ person }: SignedIn): Opener => ({
  way: 'passkey',
  credential: person,
  secret: new Uint8Array(32).fill(person.length),
});

/** A word between tabs may come late. */
const TOLD_AFTER_MS = [5, 5, 5_000, 60_000] as const;

/**
 * Its owner turns to the lock of this tab: an open tab is locked, one that stands locked is opened. A device that nobody has
 * protected is protected first; its other tabs, whose key goes, open anew.
 */
export const turnLock = async (browser: Browser, tab: Tab, ports: BrowserPorts): Promise<void> => {
  if (tab.locked) {
    await tab.locked.unlock(openerOf(tab.me));
    return;
  }
  if (!tab.opened) return;
  const app = portsOf(browser, tab, ports);
  const device = await openDevice(tab.me, app.store);
  if (device.lock) {
    device.database.close();
    openAsItLies(browser, tab, ports);
    return;
  }
  const made = await protectDevice(device, openerOf(tab.me), app.store);
  if (tab.life.isOver()) return;
  device.database.close();
  if (made) ports.say(`${tab.name} protects its device`);
  for (const other of browser.tabs)
    if (other !== tab && other.database === tab.database)
      ports.scheduler.after(ports.troubles.has('locks')?.pick(TOLD_AFTER_MS) ?? 0, () =>
        other.life.whenAwake(() => openAsItLies(browser, other, ports)),
      );
  openAsItLies(browser, tab, ports, made?.dataKey ?? null);
};

const portsOf = (browser: Browser, tab: Tab, ports: BrowserPorts, line: Line = newLine()): AppPorts => {
  const { life, me } = tab;
  const { scheduler, chance, troubles } = ports;
  const beganMs = scheduler.nowMs();
  const indexedDb = browser.disk.forTab(life);
  /** The tab may die at any call to something outside of it. */
  const call = <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    if (troubles.strikes('crashAtCall')) {
      ports.say(`${life.name} crashes`);
      life.end();
    }
    return life.through(work);
  };
  const crypto = modelDeviceCrypto(chance.bytes);
  const ask = (path: string, body: unknown) =>
    call(() => {
      const holder = browser.session && { tenant: browser.session.tenant, person: browser.session.person };
      return ports.network.send(life, { path, body, holder });
    });
  const postHeeding = async (request: unknown): Promise<SyncResponse> => {
    if (scheduler.nowMs() < line.quietUntilMs && line.pressed === 0) ports.tooEarly(tab);
    const reply = await ask('/api/sync', request);
    const isAnswer = reply !== null && (reply.body !== null || reply.status === 413);
    // Whoever answers without asking for a pause is asked again like always.
    if (isAnswer || reply?.retryAfterMs !== undefined)
      line.quietUntilMs = scheduler.nowMs() + (reply?.retryAfterMs ?? 0);
    const told = tab.atNextAnswer;
    tab.atNextAnswer = () => {};
    told();
    return reply;
  };
  // On days without photos those of an old profile stay where they are: these seeds keep the course they had before.
  const sendBytes = async (body: unknown): Promise<PhotoAnswer> => {
    const reply = ports.photosTravel ? await ask('/api/blobs', body) : null;
    return reply && readPhotoAnswer(reply.status, reply.body);
  };
  return {
    store: {
      clock: {
        wallMs: () => scheduler.nowMs() + browser.clockOffsetMs,
        monoMs: () => scheduler.nowMs() - beganMs,
        page: life.name,
        after: (ms, run) => scheduler.after(ms, () => life.whenAwake(run)),
      },
      random: chance.bytes,
      crypto: {
        hash: (text) => call(() => crypto.hash(text)),
        createDeviceKey: () => call(() => crypto.createDeviceKey()),
        createSealKey: () => call(() => crypto.createSealKey()),
        sign: (key, statement) => call(() => crypto.sign(key, statement)),
        encrypt: (key, plain, place) => call(() => crypto.encrypt(key, plain, place)),
        decrypt: (key, cipher, place) => call(() => crypto.decrypt(key, cipher, place)),
      },
      indexedDb,
      changes: (name) => channelOf(browser, life, { name, scheduler }),
    },
    locks: browser.locks(life),
    transport: { post: (request) => postHeeding(request) },
    photos: {
      ask: (upload) => sendBytes({ upload }),
      send: (upload, { offset, bytes }) => sendBytes({ upload, piece: { offset, bytes: bytesToBase64url(bytes) } }),
    },
    account: {
      ...SILENT_PORTS.account,
      registerDevice: async (device) =>
        (await ask('/api/devices', device))?.status === 204 ? { answer: null } : { unreachable: true },
    },
    office: SILENT_PORTS.office,
    devices: SILENT_PORTS.devices,
    whereabouts: SILENT_PORTS.whereabouts,
    wakeUps: () => () => {},
    live: () => pokesFor(life, me, ports),
    signIns: signInsOf(indexedDb),
    keyTabs: keysOfOneBrowser(),
    deviceLabel: browser.name,
  };
};

const channelOf = (browser: Browser, life: Life, { name, scheduler }: { name: string; scheduler: Scheduler }) => {
  const tabs = browser.channels.get(name) ?? new Set();
  browser.channels.set(name, tabs);
  let mine: ((change: Change) => void) | null = null;
  const close = () => {
    if (mine) tabs.delete(mine);
  };
  life.whenOver(close);
  return {
    tell: (change: Change) => {
      if (life.isOver()) return;
      for (const heard of tabs) if (heard !== mine) scheduler.after(1, () => heard(change));
    },
    listen: (heard: (change: Change) => void) => {
      mine = (change) => life.whenAwake(() => heard(change));
      tabs.add(mine);
    },
    close,
  };
};
