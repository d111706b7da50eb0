import type { ChangeChannel } from './change-channel.ts';
import { broadcastChanges } from './change-channel.ts';
import { browserClock, type Clock } from './clock.ts';
import { browserIndexedDb, type IndexedDb } from './database.ts';
import { type DeviceCrypto, webCrypto } from './device-crypto.ts';
import { browserRandom, type RandomBytes } from './random.ts';
import type { Estimate } from './room.ts';

/** Everything outside that the store uses; each can be replaced, so that tests run the production code. */
export type StorePorts = {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly crypto: DeviceCrypto;
  readonly indexedDb: IndexedDb;
  readonly changes: (database: string) => ChangeChannel;
  /** Whether the browser keeps these records when space runs short; null where it cannot be asked. */
  readonly persisted?: () => Promise<boolean | null>;
  /** How much room these records take and may take; null where it cannot be asked. */
  readonly estimate?: () => Promise<Estimate | null>;
};

/** The browser's own. `page`: a fresh id of this page load. */
export const browserStorePorts = (page: string): StorePorts => ({
  clock: browserClock(page),
  random: browserRandom,
  crypto: webCrypto,
  indexedDb: browserIndexedDb(),
  changes: broadcastChanges,
  persisted: async () =>
    (await storage()
      ?.persisted?.()
      .catch(() => null)) ?? null,
  estimate: async () => {
    const { usage, quota } =
      (await storage()
        ?.estimate?.()
        .catch(() => null)) ?? {};
    return usage === undefined || quota === undefined ? null : { usedBytes: usage, quotaBytes: quota };
  },
});

/** WebKitGTK has no navigator.storage, whatever the types say. */
const storage = (): Partial<StorageManager> | undefined => navigator.storage as StorageManager | undefined;

/** Asks the browser not to clear these records when space runs short; null where it cannot be asked. */
export const askToPersist = async (): Promise<boolean | null> =>
  (await storage()
    ?.persist?.()
    .catch(() => false)) ?? null;
