import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import type { Change } from '@banso/client/store/change-channel.ts';
import type { Clock } from '@banso/client/store/clock.ts';
import type { IndexedDb } from '@banso/client/store/database.ts';
import type { KeyTabs } from '@banso/client/store/key-tabs.ts';
import { webCrypto } from '@banso/client/store/device-crypto.ts';
import { browserRandom } from '@banso/client/store/random.ts';
import { type OpenedStore, openClientStore } from '@banso/client/store/open-client-store.ts';
import type { StorePorts } from '@banso/client/store/store-ports.ts';
import { IDBDatabase, IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb';

// For tests that make the disk fail.
export { IDBDatabase, IDBObjectStore };

/** A clock that stands still until it is moved; timers fire when it passes them. */
export type HeldClock = Clock & {
  readonly advance: (ms: number) => void;
  /** How many timers are set. */
  readonly timers: () => number;
};

/** A page's clock, at this instant (ms since 1970). Several pages may share one wall through `wall`. */
export const holdClock = (atMs: number, page = 'page-1'): HeldClock => {
  let now = atMs;
  const timers = new Set<{ readonly atMs: number; readonly run: () => void }>();
  return {
    wallMs: () => now,
    monoMs: () => now - atMs,
    page,
    after: (ms, run) => {
      const timer = { atMs: now + ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance: (ms) => {
      now += ms;
      const due = Array.from(timers).filter((timer) => timer.atMs <= now);
      for (const timer of due) {
        timers.delete(timer);
        timer.run();
      }
    },
    timers: () => timers.size,
  };
};

/** A browser profile's storage: survives everything but itself. */
export const newProfile = (): IndexedDb => ({ indexedDB: new IDBFactory(), IDBKeyRange });

/** Change notices between the tabs that share this value, for each database its own. */
export const tabsOfOneBrowser = (): StorePorts['changes'] => {
  const tabsByName = new Map<string, Set<(change: Change) => void>>();
  return (name) => {
    const tabs = tabsByName.get(name) ?? new Set();
    tabsByName.set(name, tabs);
    let mine: ((change: Change) => void) | null = null;
    return {
      tell: (change) => {
        for (const heard of tabs) if (heard !== mine) heard(change);
      },
      listen: (heard) => {
        mine = heard;
        tabs.add(heard);
      },
      close: () => {
        if (mine) tabs.delete(mine);
      },
    };
  };
};

/** How the tabs that share this value hand their key on. */
export const keysOfOneBrowser = (): ((database: string) => KeyTabs) => {
  type Tab = { key: CryptoKey | null; lock: () => void; active: () => void };
  const tabs = new Set<Tab>();
  return () => {
    const mine: Tab = { key: null, lock: () => {}, active: () => {} };
    tabs.add(mine);
    const others = () => [...tabs].filter((tab) => tab !== mine);
    return {
      ask: () => Promise.resolve(others().find(({ key }) => key)?.key ?? null),
      // Here a tab that is gone stays gone; loading one anew is a browser's own matter.
      keepOverReload: () => {},
      hold: (key) => {
        mine.key = key;
      },
      lockOthers: () => {
        for (const tab of others()) {
          tab.key = null;
          tab.lock();
        }
      },
      tellActive: () => {
        for (const { active } of others()) active();
      },
      onLock: (heard) => {
        mine.lock = heard;
      },
      onActive: (heard) => {
        mine.active = heard;
        return () => {
          mine.active = () => {};
        };
      },
      close: () => tabs.delete(mine),
    };
  };
};

/** One tab of one person on one profile: the production store over fake-indexeddb. */
export const openTab = (
  me: SignedIn,
  {
    profile = newProfile(),
    clock = holdClock(Date.parse('2025-12-18T01:00:00Z')),
    changes = tabsOfOneBrowser(),
  }: {
    readonly profile?: IndexedDb;
    readonly clock?: Clock;
    readonly changes?: StorePorts['changes'];
  } = {},
): Promise<OpenedStore> =>
  openClientStore(() => me, {
    ports: { clock, random: browserRandom, crypto: webCrypto, indexedDb: profile, changes },
    appVersion: '0.0.0',
  });
