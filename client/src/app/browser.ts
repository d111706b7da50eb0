import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import { browserIndexedDb } from '../store/database.ts';
import { broadcastKeys, type KeyTabs } from '../store/key-tabs.ts';
import { browserLocks, type Locks } from '../store/locks.ts';
import { browserRandom } from '../store/random.ts';
import { type SignIns, signInsOf } from '../store/sign-ins.ts';
import { browserStorePorts, type StorePorts } from '../store/store-ports.ts';
import { type AccountTransport, httpAccountTransport } from '../sync/account-transport.ts';
import { httpPhotoTransport, type PhotoTransport } from '../sync/photo-transport.ts';
import { type DeviceTransport, httpDeviceTransport } from '../sync/device-transport.ts';
import { httpTransport } from '../sync/http-transport.ts';
import { eventSourcePokes, type LivePokes } from '../sync/live-transport.ts';
import { httpOfficeTransport, type OfficeTransport } from '../sync/office-transport.ts';
import type { SyncTransport } from '../sync/sync-transport.ts';
import { type AskWhereabouts, browserWhereabouts } from '../sync/whereabouts.ts';
import { browserWakeUps, type WakeUps } from '../sync/wake-ups.ts';

/** Everything outside of the app. Another set runs the same app without a browser. */
export type AppPorts = {
  readonly store: StorePorts;
  readonly locks: Locks;
  readonly account: AccountTransport;
  readonly office: OfficeTransport;
  readonly devices: DeviceTransport;
  readonly transport: SyncTransport;
  readonly photos: PhotoTransport;
  readonly wakeUps: WakeUps;
  readonly live: (database: string) => LivePokes;
  readonly signIns: SignIns;
  readonly keyTabs: (database: string) => KeyTabs;
  readonly whereabouts: AskWhereabouts;
  readonly deviceLabel: string;
};

/** This browser. Throws where it has no IndexedDB at all. */
export const browserPorts = (): AppPorts => {
  const store = browserStorePorts(uuidv7(Date.now(), browserRandom(10)));
  const locks = browserLocks();
  return {
    store,
    locks,
    account: httpAccountTransport,
    office: httpOfficeTransport,
    devices: httpDeviceTransport,
    transport: httpTransport,
    photos: httpPhotoTransport,
    wakeUps: browserWakeUps,
    live: (database) => eventSourcePokes({ locks, clock: store.clock, lock: `${database}-live` }),
    signIns: signInsOf(browserIndexedDb()),
    keyTabs: broadcastKeys,
    whereabouts: browserWhereabouts,
    deviceLabel: deviceLabelOf(navigator.userAgent),
  };
};

/** "iPhone・Safari": enough for the office to tell a person's devices apart, and no more. */
export const deviceLabelOf = (userAgent: string): string =>
  [SYSTEMS.find(([mark]) => userAgent.includes(mark))?.[1], BROWSERS.find(([mark]) => userAgent.includes(mark))?.[1]]
    .filter((word) => word !== undefined)
    .join('・') || '不明な端末';

const SYSTEMS = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Macintosh', 'Mac'],
  ['Linux', 'Linux'],
] as const;

/** In this order: Edge also calls itself Chrome, and Chrome also calls itself Safari. */
const BROWSERS = [
  ['Edg', 'Edge'],
  ['Firefox', 'Firefox'],
  ['FxiOS', 'Firefox'],
  ['CriOS', 'Chrome'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const;
