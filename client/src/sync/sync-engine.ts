import type { Change } from '../store/change-channel.ts';
import { isFull } from '../store/database.ts';
import type { Locks } from '../store/locks.ts';
import { type RandomBytes, randomFraction } from '../store/random.ts';
import { SealChanged } from '../store/seal.ts';
import type { LivePokes } from './live-transport.ts';
import { createPhotoSender, type PhotoSenderPorts } from './photo-sender.ts';
import type { PhotoTransport } from './photo-transport.ts';
import { LONGEST_QUIET_MS } from './server-transport.ts';
import { type CycleEnd, type CyclePorts, syncCycle } from './sync-cycle.ts';
import type { SyncEngine, SyncStatus } from './sync-status.ts';
import type { WakeUps } from './wake-ups.ts';

export type SyncEnginePorts = CyclePorts & {
  readonly locks: Locks;
  readonly random: RandomBytes;
  readonly live: LivePokes;
  readonly wakeUps: WakeUps;
  readonly photos: PhotoTransport;
  readonly device: PhotoSenderPorts['device'];
  /** How many of the operations that were not carried out their author still has to look at. */
  readonly attention: () => Promise<number>;
};

/** Without live pokes the server is asked this often. */
const POLL_MS = 30_000;
/** With them, still this often: a time token from then on says when a tap cannot have been earlier (L11). */
const TOKEN_MS = 5 * 60_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

const BEFORE_FIRST: SyncStatus = {
  waiting: 0,
  photosWaiting: 0,
  oldestMs: null,
  attention: 0,
  reachable: null,
  sending: false,
  problem: null,
  lastContactMs: null,
  clockOffsetMs: null,
  received: false,
  diskFull: false,
};

/** Sends and fetches for one tab; of all tabs of a browser one does so at a time, a lock held for one cycle. */
export const createSyncEngine = (ports: SyncEnginePorts): SyncEngine => {
  const { store, clock } = ports;
  const listeners = new Set<() => void>();
  let status = BEFORE_FIRST;
  let failures = 0;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let waking: Promise<void> | null = null;
  let stops: readonly (() => void)[] | null = null;
  let stopped = false;
  let cancelTimer = () => {};
  /** By the clock that nobody sets: until then only a press goes out. */
  let quietUntilMs = 0;
  let connected = () => false;
  /** The last number of this device that a request was made of. */
  let askedWith = 0;

  const show = (change: Partial<SyncStatus>) => {
    const changed = { ...status, ...change };
    if (JSON.stringify(changed) === JSON.stringify(status)) return;
    status = changed;
    for (const listener of listeners) listener();
  };

  /** Shows how much waits, and answers with the last number of this device. */
  const count = async (): Promise<number> => {
    const { waiting, oldestMs, attention, photosWaiting, photosRefused, recordedTo, ...contact } =
      await store.sendingState();
    const { lastContactMs, clockOffsetMs, cursor } = contact;
    const needed = attention === 0 ? 0 : await ports.attention();
    const giant = status.problem === 'too_large' ? 1 : 0;
    show({
      waiting,
      photosWaiting,
      oldestMs,
      attention: needed + giant + photosRefused,
      lastContactMs,
      clockOffsetMs,
      received: cursor > 0,
    });
    return recordedTo;
  };

  const photos = createPhotoSender({
    ...ports,
    transport: ports.photos,
    mayGo: () => running === null && status.waiting === 0,
  });

  const sendPhotos = async (by: 'itself' | 'press') => {
    await photos.send(by).then(count).catch(told);
  };

  const asking: CyclePorts = {
    ...ports,
    store: {
      ...store,
      nextRequest: async (limit) => {
        const request = await store.nextRequest(limit);
        askedWith = request.tip?.seq ?? 0;
        return request;
      },
    },
  };

  /** Records that were closed under a stopped engine, or sealed with another key meanwhile, are opened anew by the app: no failure. */
  const told = (error: unknown): void => {
    if (!stopped && !(error instanceof SealChanged)) logged(error);
  };

  /** The disk failed in the middle of a cycle: nothing was taken in, the next cycle asks again. Of the network it says nothing. */
  const cycleFailed = (error: unknown): CycleEnd & { readonly diskFailed?: true } => {
    told(error);
    return isFull(error) && !stopped
      ? { reached: true, problem: null, full: true }
      : { reached: false, problem: null, diskFailed: true };
  };

  const cycle = async () => {
    cancelTimer();
    show({ sending: true });
    const end: CycleEnd & { readonly diskFailed?: true } = await ports.locks
      .whileHeld(`${store.database}-sync`, () => syncCycle(asking))
      .catch(cycleFailed);
    if (end.erased) return show({ sending: false, reachable: true });
    failures = end.reached && end.problem === null && !end.full ? 0 : failures + 1;
    show({
      sending: false,
      reachable: end.diskFailed ? status.reachable : end.reached,
      problem: end.reached && !end.full ? end.problem : status.problem,
      diskFull: end.full === true,
    });
    await count().catch(told);
    const quietMs = Math.min(end.retryAfterMs ?? 0, LONGEST_QUIET_MS);
    // After a press into a pause that no answer came to, the pause stands.
    if (end.reached || quietMs > 0) quietUntilMs = clock.monoMs() + quietMs;
    if (stops) cancelTimer = clock.after(Math.max(pauseMs(), quietUntilMs - clock.monoMs()), timeIsUp);
  };

  const pauseMs = (): number => {
    if (failures === 0) return connected() ? TOKEN_MS : POLL_MS;
    const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1));
    // Jitter: a hundred phones that lost the server together must not come back together.
    return wait * (0.5 + randomFraction(ports.random));
  };

  const run = () => {
    next = null;
    // What was to follow the last cycle of a closed app: the app that stands there now sends it.
    if (stopped) return Promise.resolve();
    running = cycle().finally(() => {
      running = null;
      // Also when the session has ended: like operations, photos go by the device's signature.
      if (stops && status.reachable && status.photosWaiting > 0) void sendPhotos('itself');
    });
    return running;
  };

  const syncNow = (): Promise<void> => {
    if (!running) return run();
    // What was recorded after the running cycle looked needs another one.
    next ??= running.then(run);
    return next;
  };

  const wakeAnyway = () => void syncNow();
  /** Pokes, taps and a network that is back do not break the pause that the server asked for: its own end wakes this again. */
  const wake = () => {
    // The running cycle's answer may ask for a pause: what wants another one behind it waits for that.
    if (running && !next) waking ??= running.then(wakeBehind, wakeBehind);
    else if (clock.monoMs() >= quietUntilMs) wakeAnyway();
  };
  const wakeBehind = () => {
    waking = null;
    // A press has asked for one meanwhile: it takes everything along.
    if (!next) wake();
  };

  /**
   * Not asked again whether the pause is over: a timer that fires a millisecond early would never be set again. Behind a running cycle
   * it is: on a page that was frozen a timer fires though that cycle has cancelled it.
   */
  const timeIsUp = () => {
    if (running) wake();
    else wakeAnyway();
  };

  const heardChange = async () => {
    const before = status.waiting;
    const recordedTo = await count();
    // Not by the count alone: when an answer settles one operation while the next is recorded, as many wait as before, and the new
    // one would lie there until the next poll, five minutes later.
    if (status.waiting > before || (status.waiting > 0 && recordedTo > askedWith)) wake();
  };

  const heardPoke = async (head: number) => {
    // Mostly the echo of what this device is sending: it comes before the answer, which brings the cursor there.
    await running;
    const { cursor } = await store.sendingState();
    if (head > cursor) wake();
  };

  return {
    status: () => status,
    counted: async () => {
      try {
        await count();
        return status;
      } catch (error) {
        told(error);
        return null;
      }
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    syncNow,
    sendPhotos: () => sendPhotos('press'),
    start: () => {
      if (stops) return;
      stopped = false;
      const live = ports.live({ poked: (head) => void heardPoke(head).catch(told), opened: wake });
      connected = live.connected;
      const heard = (change: Change) => {
        if (change !== 'erased') void heardChange().catch(told);
      };
      stops = [store.subscribe(heard), ports.wakeUps(wake), live.stop];
      void count().catch(told);
      wake();
    },
    stop: () => {
      for (const stop of stops ?? []) stop();
      stops = null;
      stopped = true;
      cancelTimer();
      photos.stop();
    },
  };
};

const logged = (error: unknown) => console.error('Sync', error);
