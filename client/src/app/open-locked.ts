import { appVersion } from '../pwa/app-version.ts';
import {
  addOpener,
  noteTry,
  pauseAfter,
  readTries,
  startAnew,
  unlockDevice,
  type WayHere,
  waysOf,
} from '../store/device-lock.ts';
import type { GlanceVisit } from '../store/glance.ts';
import type { Opener, PasskeyOpener } from '../store/key-wraps.ts';
import type { Device } from '../store/open-device.ts';
import { type LockedStore, type LockedTap, openLockedStore } from '../store/open-locked-store.ts';
import { createSyncEngine } from '../sync/sync-engine.ts';
import type { SyncEngine } from '../sync/sync-status.ts';
import type { AppPorts } from './browser.ts';
import { enginePorts, type Erased, obeyOrders } from './open-banso.ts';

/** `again`: when the next answer is looked at, ms since 1970. */
export type Unlocking = 'opened' | { readonly wrong: number; readonly againMs: number };

/** A locked app: it records and sends, and waits to be opened. */
export type LockedApp = {
  readonly ways: readonly WayHere[];
  readonly sample: boolean;
  readonly sync: SyncEngine;
  readonly visits: () => Promise<readonly GlanceVisit[]>;
  readonly recordTap: (tap: LockedTap) => Promise<'recorded' | 'failed'>;
  readonly unlock: (opener: Opener) => Promise<Unlocking>;
  readonly unlocking: () => Promise<Exclude<Unlocking, 'opened'>>;
  /**
   * Nobody knows the passphrase any more. Everything recorded is sent first, then the session is ended, so that whoever holds
   * the phone has to sign in anew; only then the device forgets what it cannot read.
   */
  readonly startAnew: () => Promise<'done' | 'unsent' | 'unreachable'>;
  readonly unsentFile: LockedStore['unsentFile'];
  readonly nowMs: () => number;
  readonly close: () => void;
};

/** Throws without storage. */
export const openLocked = async (
  device: Device,
  ports: AppPorts,
  {
    opened,
    startedAnew,
    erased,
    alsoBy,
  }: {
    readonly opened: (key: CryptoKey) => void;
    readonly startedAnew: () => void;
    readonly erased: Erased;
    /** The passkey that the person signed in with: once they have opened the device another way, it opens it, too. */
    readonly alsoBy: PasskeyOpener | null;
  },
): Promise<LockedApp> => {
  const { lock, database, identity, owner } = device;
  if (!lock) throw new Error('A device that nobody protected is never locked.');
  const { clock } = ports.store;
  const locked = await openLockedStore(device, { ports: ports.store, appVersion });
  const sender = {
    sync: locked.sync,
    sign: locked.sign,
    device: { id: identity.device, publicKey: identity.deviceKey.publicKey },
  };
  const sync = createSyncEngine({
    ...enginePorts(ports, sender, {
      tenant: owner.tenant,
      person: owner.person,
      obey: (order) => obedience.obey(order),
    }),
    attention: () => Promise.resolve(0),
  });
  let gone = false;
  const obedience = obeyOrders({
    opened: locked,
    owner,
    ports,
    sync,
    erased: (word) => {
      gone = true;
      erased(word);
    },
  });
  const unlocking: LockedApp['unlocking'] = async () => {
    const { wrong, lastMs } = await readTries(database);
    return { wrong, againMs: lastMs + pauseAfter(wrong) };
  };
  return {
    ways: waysOf(lock),
    sample: owner.sample,
    sync,
    visits: locked.visits,
    recordTap: locked.recordTap,
    unlocking,
    unlock: async (opener) => {
      const before = await unlocking();
      // The clock set back would make the pause longer, not shorter; a passkey cannot be guessed.
      if (opener.way === 'passphrase' && clock.wallMs() < before.againMs) return before;
      const key = await unlockDevice(lock, opener);
      await noteTry(database, key !== null, clock.wallMs());
      if (!key) return unlocking();
      // Nothing that holds up the opening: it is asked again at the next sign-in.
      if (alsoBy)
        await addOpener(database, { current: opener, next: alsoBy, random: ports.store.random }).catch(failed);
      opened(key);
      return 'opened';
    },
    startAnew: async () => {
      await sync.syncNow();
      // The office had ordered it meanwhile: there is nothing left to begin anew with.
      if (gone) return 'done';
      // What does not go now goes later, as it lies sealed here: nothing of it needs the key that is given up.
      await sync.sendPhotos();
      const { reachable, waiting } = sync.status();
      if (reachable !== true) return 'unreachable';
      if (waiting > 0) return 'unsent';
      const left = await ports.account.signOut();
      if ('unreachable' in left) return 'unreachable';
      if ((await startAnew(database, ports.store)) === 'unsent') return 'unsent';
      startedAnew();
      return 'done';
    },
    unsentFile: locked.unsentFile,
    nowMs: clock.wallMs,
    close: () => {
      sync.stop();
      locked.close();
    },
  };
};

const failed = (error: unknown): void => console.error('A passkey for the lock', error);
