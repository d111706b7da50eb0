import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { appVersion } from '../pwa/app-version.ts';
import { databaseName } from '../store/database.ts';
import { addOpener, protectDevice, setIdleMinutes, unlockDevice, waysOf } from '../store/device-lock.ts';
import { type ErasedWord, unsentErasedWord } from '../store/erase-device.ts';
import type { KeyTabs } from '../store/key-tabs.ts';
import type { Opener, PasskeyOpener } from '../store/key-wraps.ts';
import { type Device, findDevice, type Owner } from '../store/open-device.ts';
import type { Protection } from '../sync/banso-context.tsx';
import type { AppState, FirstUse } from './app-state.ts';
import type { AppPorts } from './browser.ts';
import { firstScreenDrawn } from './first-screen-drawn.ts';
import { type Erased, type Known, openBanso } from './open-banso.ts';
import { bare, goesOut, isSame, isSamePerson, namesIn } from './known.ts';
import { forgetErased, lookingAfter, tellErased } from './tell-erased.ts';

/** Which person's records stand open, locked or unprotected in this tab. */
export type AppSession = {
  readonly state: () => AppState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Opens from this device's own records first, then asks the server who is signed in. */
  readonly start: (signedInHere: Promise<Known | null>) => Promise<void>;
  /** `passkey`: they signed in with one that can open this device, too. */
  readonly signedIn: (me: SignedIn, passkey?: PasskeyOpener | null) => Promise<void>;
  readonly close: () => void;
};

/** One person's device in this tab. `meet` takes their names and roles in, where the app stands open. */
type Shown = {
  readonly known: Known;
  readonly meet: ((me: SignedIn) => void) | null;
  readonly syncNow: () => void;
  readonly close: () => void;
};

type Found = {
  readonly known: Known;
  readonly device: Device;
  readonly tabs: KeyTabs;
  /** What the person signed in with a moment ago, where it can open a device. */
  readonly passkey: PasskeyOpener | null;
};

export const createAppSession = (ports: AppPorts): AppSession => {
  const listeners = new Set<() => void>();
  let state: AppState = { at: 'opening' };
  let shown: Shown | null = null;
  let closed = false;
  let stopWatching = () => {};
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

  /** Goes on with the device as it now lies on the disk; one that has erased itself opens for nobody. */
  const withDevice = async (
    known: Known,
    goOn: (found: Found) => Promise<void> | void,
    passkey: PasskeyOpener | null = null,
  ): Promise<void> => {
    // What was still under way: a new device must not come of it.
    if (state.at === 'erased') return;
    close();
    const device = await findDevice(known, ports.store);
    if (device === 'erased') return showErased(known, await unsentErasedWord(known, ports.store));
    await goOn({ known, device, tabs: ports.keyTabs(databaseName(known)), passkey });
  };

  const open = (known: Known, passkey: PasskeyOpener | null = null): Promise<void> => {
    const present = async (found: Found) => {
      const { device, tabs } = found;
      const dataKey = device.lock && ((passkey && (await unlockDevice(device.lock, passkey))) ?? (await tabs.ask()));
      if (device.lock && !dataKey) return showLocked(found);
      if (!device.lock && !known.sample) return showUnprotected(found);
      return showOpen(found, dataKey);
    };
    return withDevice(known, present, passkey);
  };

  const reopen = (known: Known) => void inTurn(() => open(known)).catch(failed);

  const showOpen = async (found: Found, dataKey: CryptoKey | null): Promise<void> => {
    const { known, device, tabs } = found;
    let mine: Shown | null = null;
    // Told by every work that fails. When its turn comes this tab may be open anew: it was the one that changed the key, and a key
    // stroke on its way to the disk locked the screen of somebody who had just chosen a passphrase.
    const sealChanged = () => void inTurn(async () => (shown === mine ? open(bare(known)) : undefined)).catch(failed);
    const app = await openBanso(known, ports, { unlocked: { device, dataKey }, erased: erasedBy(known), sealChanged });
    const present = () => {
      const protection = protectionOf(found);
      show({ at: 'open', tabs, banso: { ...app.banso, me: app.me(), signOut, protection } });
    };
    const stopGlancing = device.lock ? app.glance() : () => {};
    mine = {
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
    shown = mine;
    tabs.hold(dataKey);
    if (!goesOut(known)) tabs.keepOverReload();
    tabs.onLock(() => reopen(bare(app.me())));
    present();
    // Names that an earlier version kept in the clear.
    if ('name' in known) await ports.signIns.remember(known, ports.store.clock.wallMs());
    void firstScreenDrawn().then(() => {
      // Not if they signed out meanwhile, or somebody else signed in.
      if (shown !== mine) return;
      app.banso.sync.start();
      app.settle().catch((error: unknown) => console.error('Settling', error));
      // Locking must not wait for code that is not there yet.
      if (device.lock) void import('./open-locked.ts').catch(() => undefined);
    });
  };

  const showLocked = async ({ known, device, tabs, passkey }: Found): Promise<void> => {
    // Not among what an open app waits for at its start.
    const { openLocked } = await import('./open-locked.ts');
    const app = await openLocked(device, ports, {
      alsoBy: passkey,
      opened: (dataKey) => void inTurn(() => withDevice(known, (found) => showOpen(found, dataKey))).catch(failed),
      startedAnew: () => void inTurn(leave).catch(failed),
      erased: erasedBy(known),
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

  /** One clear step after the other: declared first, where nothing has come here yet, then protected. */
  const showUnprotected = async (found: Found): Promise<void> => {
    const { known, device, tabs } = found;
    let sending: Pick<Shown, 'close'> | null = null;
    // It may hold records from before it had to be protected, and be lost: it sends what waits, hears an order, receives nothing.
    const send = async () => {
      sending ??= await sendOnly(found);
    };
    const mine: Shown = {
      known,
      meet: null,
      syncNow: () => {},
      close: () => {
        sending?.close();
        device.database.close();
        tabs.close();
      },
    };
    shown = mine;
    if (device.met) await send();
    if (device.received) return showProtect(found);
    const steps = firstSteps(found, { stillShown: () => shown === mine && state.at === 'declare', send });
    steps.show({ full: false });
    // While the form stands there: whether this person has room for it, or has declared it before.
    void steps.look();
  };

  /** One touch for both: who signed in with a passkey that can open a device is not asked for another way. */
  const showProtect = (found: Found): void => {
    if (found.passkey) protect(found, found.passkey).catch(failed);
    else show({ at: 'protect', protect: (opener) => protect(found, opener), words: namesIn(found.known) });
  };

  const firstSteps = (
    found: Found,
    { stillShown, send }: { readonly stillShown: () => boolean; readonly send: () => Promise<void> },
  ) => {
    const { device: id, deviceKey } = found.device.identity;
    const device = { id, label: ports.deviceLabel };

    const showStep = ({ full }: { readonly full: boolean }): void => {
      const { devices, store } = ports;
      show({ at: 'declare', first: { devices, device, nowMs: store.clock.wallMs, full, declare, tryAgain } });
    };

    /** False where this device is not registered now. */
    const register = async (): Promise<boolean> => {
      const { publicKey } = deviceKey;
      const asked = await ports.account.registerDevice({ device: id, publicKey, label: device.label, appVersion });
      if (!stillShown()) return false;
      if ('problem' in asked) {
        if (asked.problem === 'too_many_devices') showStep({ full: true });
        if (asked.problem === 'signed_out') await inTurn(leave);
        if (asked.problem === 'device_revoked') await send();
      }
      return 'answer' in asked;
    };

    const declare: FirstUse['declare'] = async (declaration) => {
      if (!(await register())) return false;
      const declared = 'answer' in (await ports.devices.declare(id, declaration));
      if (declared && stillShown()) showProtect(found);
      return declared;
    };

    const tryAgain: FirstUse['tryAgain'] = async () => {
      if (await register()) showStep({ full: false });
    };

    const look = async (): Promise<void> => {
      if (!(await register())) return;
      const listed = await ports.devices.register();
      const mine = 'answer' in listed ? listed.answer.devices.find((one) => one.id === id) : undefined;
      if (mine?.state === 'inUse' && stillShown()) showProtect(found);
    };
    return { show: showStep, look };
  };

  const protect = ({ known, device, tabs }: Omit<Found, 'passkey'>, opener: Opener): Promise<void> =>
    inTurn(async () => {
      const made = await protectDevice(device, opener, ports.store);
      // They write with the key that goes now: they open anew, and ask for this one.
      tabs.hold(made?.dataKey ?? null);
      tabs.lockOthers();
      if (made) await withDevice(known, (again) => showOpen(again, made.dataKey));
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

  const sendOnly = async ({ known, device }: Found): Promise<Pick<Shown, 'close'>> => {
    const post: AppPorts['transport']['post'] = (request) => ports.transport.post({ ...request, pull: null });
    const app = await openBanso(
      known,
      { ...ports, transport: { post } },
      { unlocked: { device, dataKey: null }, erased: erasedBy(known) },
    );
    app.banso.sync.start();
    return app;
  };

  const erasedBy =
    (known: Known): Erased =>
    (word) =>
      void inTurn(() => showErased(known, word)).catch(failed);

  /** Whatever stood on the screen is gone; the office is told until it has answered. */
  const showErased = async (known: Known, word: ErasedWord | null): Promise<void> => {
    // Told by this tab and by another; or somebody else works here now.
    if (state.at === 'erased' || (shown && !isSamePerson(shown.known, known))) return;
    close();
    show({ at: 'erased', leave: null });
    let cancelTimer = () => {};
    const tellSoon = () => void inTurn(tell).catch(failed);
    const stopWaking = ports.wakeUps(tellSoon);
    const mine: Shown = {
      known,
      meet: null,
      syncNow: tellSoon,
      close: () => {
        cancelTimer();
        stopWaking();
      },
    };
    const done = async () => {
      mine.close();
      await lookingAfter(ports, () => forgetErased(known, ports));
    };
    const tell = async () => {
      if (shown !== mine) return;
      cancelTimer();
      const told = await tellErased(word, ports);
      if (shown !== mine) return;
      if (told === 'later') {
        cancelTimer = ports.store.clock.after(TELL_AGAIN_MS, tellSoon);
        return;
      }
      await done();
      if (told === 'told') show({ at: 'erased', leave: () => void inTurn(leave).catch(failed) });
      else await leave();
    };
    shown = mine;
    await tell();
  };

  const signOut = async (): Promise<void> => {
    await ports.account.signOut();
    await inTurn(leave);
  };

  const meet = (me: SignedIn, passkey: PasskeyOpener | null = null): Promise<void> =>
    inTurn(async () => {
      await ports.signIns.remember(me, ports.store.clock.wallMs());
      if (shown && isSamePerson(shown.known, me) && shown.meet) shown.meet(me);
      else await open(me, passkey);
    });

  const failed = (error: unknown) => {
    console.error('Opening failed', error);
    show({ at: 'noStorage' });
  };

  /** Where nobody works here, or the same person does in this very tab, the screen says it; otherwise nobody is disturbed. */
  const sayErased = (owner: Owner, word: ErasedWord | null): boolean => {
    if (state.at !== 'signedOut') return shown !== null && isSamePerson(shown.known, owner);
    erasedBy(owner)(word);
    return true;
  };

  /** Who signed out here may have been robbed of this device since: their records hear of it, too. */
  const watchOthers = async (): Promise<void> => {
    const { watchSignedOut } = await import('./signed-out-devices.ts');
    stopWatching();
    if (!closed) stopWatching = watchSignedOut(ports, sayErased);
  };

  const boot = async (signedInHere: Promise<Known | null>): Promise<void> => {
    const known = await signedInHere;
    if (known) await inTurn(() => open(known));
    else show({ at: 'signedOut' });
    await firstScreenDrawn();
    watchOthers().catch((error: unknown) => console.error('Signed-out devices', error));
    if (!known) return;
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
    start: (signedInHere) => {
      closed = false;
      return boot(signedInHere).catch(failed);
    },
    signedIn: async (me, passkey) => {
      await meet(me, passkey);
      shown?.syncNow();
    },
    close: () => {
      closed = true;
      stopWatching();
      close();
    },
  };
};

const TELL_AGAIN_MS = 30_000;
