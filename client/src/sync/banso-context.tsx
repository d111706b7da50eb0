import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { createContext, type DependencyList, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { ClientStore } from '../store/client-store.ts';
import type { WayHere } from '../store/device-lock.ts';
import type { Opener } from '../store/key-wraps.ts';
import type { Lease } from '../store/open-client-store.ts';
import type { DeviceTransport } from './device-transport.ts';
import { keepAsking } from './failed-reads.ts';
import type { OfficeTransport } from './office-transport.ts';
import type { AskWhereabouts } from './whereabouts.ts';
import type { SyncEngine, SyncStatus } from './sync-status.ts';

/** How this device is protected, and what can be changed about it. */
export type Protection = {
  /** How it can be opened; null: it opens for everybody who holds it. */
  readonly ways: readonly WayHere[] | null;
  /** Null: the usual time. */
  readonly idleMinutes: number | null;
  readonly protect: (opener: Opener) => Promise<void>;
  /** Another way, or another passphrase; false when `current` does not open it. What waits stays as it is. */
  readonly change: (current: Opener, next: Opener) => Promise<boolean>;
  readonly setIdleMinutes: (minutes: number | null) => Promise<void>;
  /** Locks this tab and every other. */
  readonly lock: () => void;
};

/** What a signed-in screen works with. `sign` is the device key's signature (base64url) over a statement. */
export type Banso = {
  readonly me: SignedIn;
  readonly store: ClientStore;
  readonly sync: SyncEngine;
  readonly office: OfficeTransport;
  readonly devices: DeviceTransport;
  /** This browser profile as a device of the person signed in. */
  readonly device: { readonly id: string; readonly label: string };
  readonly whereabouts: AskWhereabouts;
  readonly appVersion: string;
  /** Whether the browser keeps these records when space runs short; null where it cannot be asked. */
  readonly persisted: () => Promise<boolean | null>;
  /** How this browser is called in lists: system and browser. */
  readonly deviceLabel: string;
  readonly protection: Protection;
  readonly lease: Lease;
  readonly sign: (statement: string) => Promise<string>;
  readonly newId: () => string;
  /** 128 random bits, base64url. */
  readonly newSecret: () => string;
  readonly nowMs: () => number;
  /** Ends the session here and at the server. Records and what still waits stay on this device (L5). */
  readonly signOut: () => Promise<void>;
};

export const BansoContext = createContext<Banso | null>(null);

/** The app of the person signed in; a screen outside of it is a bug. */
export const useBanso = (): Banso => {
  const banso = useContext(BansoContext);
  if (!banso) throw new Error('useBanso outside of BansoContext');
  return banso;
};

/**
 * What the store answers, again after every change of records; undefined until the first answer. A read that fails is asked again,
 * and told above the screen while it fails. Who shows drafts says so: a draft is written at every key stroke, and a desk of hundreds
 * of engagements must not be read again for it.
 */
export const useQuery = <Answer,>(
  load: (store: ClientStore) => Promise<Answer>,
  dependencies: DependencyList,
  { drafts = false }: { readonly drafts?: boolean } = {},
): Answer | undefined => {
  const { store } = useBanso();
  const [answer, setAnswer] = useState<{ readonly value: Answer }>();
  useEffect(() => {
    const { ask, stop: stopAsking } = keepAsking(
      () => load(store),
      (value) => setAnswer({ value }),
    );
    ask();
    const stop = store.subscribe((change) => {
      // Nothing is asked of a device that has just erased itself: what was shown stays until the app says so itself.
      if (change === 'records' || (drafts && change === 'drafts')) ask();
    });
    return () => {
      stopAsking();
      stop();
    };
    // oxlint-disable-next-line react/exhaustive-deps -- `load` is written inline by every caller; its inputs are `dependencies`
  }, [store, drafts, ...dependencies]);
  return answer?.value;
};

/** How the sending stands, always current. */
export const useSyncStatus = (): SyncStatus => {
  const { sync } = useBanso();
  return useSyncExternalStore(sync.subscribe, sync.status);
};

const HOUR_MS = 60 * 60_000;

/** Whether this device has been without its office for too long (L15); asked again after every contact and every hour. */
export const useLeaseOver = (): boolean => {
  const { lease } = useBanso();
  const { lastContactMs } = useSyncStatus();
  const [over, setOver] = useState(lease.overAtStart);
  useEffect(() => {
    let current = true;
    const check = () =>
      void lease
        .check()
        .then((now) => {
          if (current) setOver(now);
        })
        .catch((error: unknown) => console.error('The lease could not be read', error));
    check();
    const timer = setInterval(check, HOUR_MS);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [lease, lastContactMs]);
  return over;
};
