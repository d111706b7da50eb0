import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { databaseName } from '../store/database.ts';
import { addOpener, protectDevice, setIdleMinutes, waysOf } from '../store/device-lock.ts';
import type { KeyTabs } from '../store/key-tabs.ts';
import type { Opener } from '../store/key-wraps.ts';
import { type Device, openDevice } from '../store/open-device.ts';
import type { Banso, Protection } from '../sync/banso-context.tsx';
import type { AppPorts } from './browser.ts';
import { type Known, openBanso } from './open-banso.ts';
import type { LockedApp } from './open-locked.ts';

export type AppState =
  | { readonly at: 'opening' }
  | { readonly at: 'noStorage' }
  | { readonly at: 'signedOut' }
  /** Real work outside the office begins only on a protected device. */
  | { readonly at: 'protect'; readonly protect: (opener: Opener) => Promise<void> }
  | { readonly at: 'locked'; readonly app: LockedApp }
  | { readonly at: 'open'; readonly banso: Banso; readonly tabs: KeyTabs };

/** Which person's records stand open, locked or unprotected in this tab. */
export type AppSession = {
  readonly state: () => AppState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Opens from this device's own records first, then asks the server who is signed in. */
  readonly start: (signedInHere: Promise<Known | null>) => Promise<void>;
  readonly signedIn: (me: SignedIn) => Promise<void>;
  readonly close: () => void;
};

/** One person's device in this tab. `meet` takes their names and roles in, where the app stands open. */
type Shown = {
  readonly known: Known;
  readonly meet: ((me: SignedIn) => void) | null;
  readonly syncNow: () => void;
  readonly close: () => void;
};

type Found = { readonly known: Known; readonly device: Device; readonly tabs: KeyTabs };

export const createAppSession = (ports: AppPorts): AppSession => {
  const listeners = new Set<() => void>();
  let state: AppState = { at: 'opening' };
  let shown: Shown | null = null;
  let last: Promise<void> = Promise.resolve();

  const show = (next: AppState) => {
    state = next;
    for (const listener of listeners) listener();
  };

  /** One after the other: two at once would open the same records twice. */
  const inTurn = (work: () => Promise<void> | void): Promise<void> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };

  const close = () => {
    shown?.close();
    shown = null;
  };

  const find = async (known: Known): Promise<Found> => {
    close();
    const tabs = ports.keyTabs(databaseName(known));
    return { known, tabs, device: await openDevice(known, ports.store) };
  };

  const open = async (known: Known): Promise<void> => {
    const found = await find(known);
    const { device, tabs } = found;
    const dataKey = device.lock && (await tabs.ask());
    if (device.lock && !dataKey) return showLocked(found);
    if (!device.lock && !known.sample && goesOut(known)) return showUnprotected(found);
    return showOpen(found, dataKey);
  };

  const reopen = (known: Known) => void inTurn(() => open(known)).catch(failed);

  const showOpen = async (found: Found, dataKey: CryptoKey | null): Promise<void> => {
    const { known, device, tabs } = found;
    const app = await openBanso(known, ports, { device, dataKey });
    const present = () => {
      const protection = protectionOf(found);
      show({ at: 'open', tabs, banso: { ...app.banso, me: app.me(), signOut, protection } });
    };
    const stopGlancing = device.lock ? app.glance() : () => {};
    shown = {
      known,
      meet: (me) => {
        app.meet(me);
        present();
      },
      syncNow: () => void app.banso.sync.syncNow(),
      close: () => {
        stopGlancing();
        app.close();
        tabs.close();
      },
    };
    tabs.hold(dataKey);
    tabs.onLock(() => reopen(bare(app.me())));
    present();
    // Names that an earlier version kept in the clear.
    if ('name' in known) await ports.signIns.remember(known, ports.store.clock.wallMs());
    const mine = shown;
    void firstScreenDrawn().then(() => {
      // Not if they signed out meanwhile, or somebody else signed in.
      if (shown !== mine) return;
      app.banso.sync.start();
      app.settle().catch((error: unknown) => console.error('Settling', error));
      // Locking must not wait for code that is not there yet.
      if (device.lock) void import('./open-locked.ts').catch(() => undefined);
    });
  };

  const showLocked = async ({ known, device, tabs }: Found): Promise<void> => {
    // Not among what an open app waits for at its start.
    const { openLocked } = await import('./open-locked.ts');
    const app = await openLocked(device, ports, {
      opened: (dataKey) => void inTurn(async () => showOpen(await find(known), dataKey)).catch(failed),
      startedAnew: () => void inTurn(leave).catch(failed),
    });
    shown = {
      known,
      meet: null,
      syncNow: () => void app.sync.syncNow(),
      close: () => {
        app.close();
        tabs.close();
      },
    };
    // Somebody unlocked another tab a moment before this one asked, or protects the device anew.
    tabs.onLock(() => reopen(known));
    show({ at: 'locked', app });
    app.sync.start();
  };

  const showUnprotected = (found: Found): void => {
    const close = () => {
      found.device.database.close();
      found.tabs.close();
    };
    shown = { known: found.known, meet: null, syncNow: () => {}, close };
    show({ at: 'protect', protect: (opener) => protect(found, opener) });
  };

  const protect = ({ known, device, tabs }: Found, opener: Opener): Promise<void> =>
    inTurn(async () => {
      const made = await protectDevice(device, opener, ports.store);
      // They write with the key that goes now: they open anew, and ask for this one.
      tabs.hold(made?.dataKey ?? null);
      tabs.lockOthers();
      if (made) await showOpen(await find(known), made.dataKey);
      else await open(known);
    });

  const protectionOf = ({ known, device, tabs }: Found): Protection => ({
    ways: device.lock && waysOf(device.lock),
    idleMinutes: device.lock?.idleMinutes ?? null,
    protect: (opener) => protect({ known, device, tabs }, opener),
    change: (current, next) => addOpener(device.database, { current, next, random: ports.store.random }),
    setIdleMinutes: (minutes) => setIdleMinutes(device.database, minutes),
    lock: () => {
      tabs.hold(null);
      tabs.lockOthers();
      reopen(bare(known));
    },
  });

  const leave = async (): Promise<void> => {
    await ports.signIns.forget();
    close();
    show({ at: 'signedOut' });
  };

  const signOut = async (): Promise<void> => {
    await ports.account.signOut();
    await inTurn(leave);
  };

  const meet = (me: SignedIn): Promise<void> =>
    inTurn(async () => {
      await ports.signIns.remember(me, ports.store.clock.wallMs());
      if (shown && isSamePerson(shown.known, me) && shown.meet) shown.meet(me);
      else await open(me);
    });

  const failed = (error: unknown) => {
    console.error('Opening failed', error);
    show({ at: 'noStorage' });
  };

  const boot = async (signedInHere: Promise<Known | null>): Promise<void> => {
    const known = await signedInHere;
    if (!known) return show({ at: 'signedOut' });
    await inTurn(() => open(known));
    await firstScreenDrawn();
    const asked = await ports.account.me();
    // Somebody else's session in this browser is not this person's: their records stay apart.
    if (!('answer' in asked) || !isSamePerson(asked.answer, known)) return;
    if (state.at === 'open' && !isSame(asked.answer, state.banso.me)) await meet(asked.answer);
  };

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    start: (signedInHere) => boot(signedInHere).catch(failed),
    signedIn: async (me) => {
      await meet(me);
      shown?.syncNow();
    },
    close,
  };
};

/** Without the names: they are sealed with the records now. */
const bare = ({ tenant, person, roles, sample }: Known): Known => ({ tenant, person, roles, sample });

const isSamePerson = (a: Known, b: Known): boolean => a.tenant === b.tenant && a.person === b.person;

const isSame = (a: SignedIn, b: SignedIn): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The network has time: what a person waits for at a start is the screen. At most half a second, also in a hidden tab. */
const firstScreenDrawn = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 500 });
    else setTimeout(resolve, 200);
  });

/** Who carries records out of the office. A desk's PC stays in its room; it is protected when its user wants it. */
const goesOut = ({ roles }: Known): boolean => roles.some(({ role }) => role === 'expert' || role === 'supportOfficer');
