import { useSyncExternalStore } from 'react';
import { workerUrl } from './worker-url.ts';
import { hasUnsavedInput, onUnsavedInputChange, otherTabHasUnsavedInput } from './unsaved-input.ts';

/**
 * Where an update stands in this tab.
 * none: nothing to do. waiting: a new version is there and may be accepted. switched: another tab accepted it while this
 * one held input; this tab goes on with the old code until the person reloads.
 */
export type UpdateState = 'none' | 'waiting' | 'switched';

/** An installed app may stay open for days: ask again this often, and whenever it comes to the front. */
const CHECK_EVERY_MS = 60 * 60 * 1000;

/** How soon a first installation that broke off is begun anew; doubled each time, up to the longest. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 5 * 60 * 1000;

let state: UpdateState = 'none';
let waiting: ServiceWorker | null = null;
const listeners = new Set<() => void>();

/** Starts the service worker and watches for new versions. Call once; does nothing where there is none (dev, plain http). */
export async function registerServiceWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const workers = navigator.serviceWorker;
  // The first worker takes over a page that had none: that is no update.
  let controlled = workers.controller !== null;
  workers.addEventListener('controllerchange', () => {
    if (controlled) switchVersion();
    controlled = true;
  });
  const registration = await untilInstalled(workers);
  watch(registration);
  const check = () => void registration.update().catch(() => {});
  setInterval(check, CHECK_EVERY_MS);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') check();
  });
}

/** The state of the update, for a component. */
export function useUpdateState(): UpdateState {
  return useSyncExternalStore(listen, () => state);
}

/** Whether this tab holds unsaved input, for a component. */
export function useHasUnsavedInput(): boolean {
  return useSyncExternalStore(onUnsavedInputChange, hasUnsavedInput);
}

/** Lets the waiting version take over, and so reloads. Refuses while this or another tab holds input. */
export async function acceptUpdate(): Promise<'accepted' | 'inputHere' | 'inputElsewhere'> {
  if (hasUnsavedInput()) return 'inputHere';
  if (await otherTabHasUnsavedInput()) return 'inputElsewhere';
  // The worker may have taken over meanwhile through another tab.
  if (waiting?.state === 'installed') waiting.postMessage({ type: 'SKIP_WAITING' });
  else window.location.reload();
  return 'accepted';
}

/**
 * A browser that loses the network in the middle of the first installation gives it up, and does not take it up by itself: the
 * app would stand on the screen all day, and open no more after the next loss of signal.
 */
async function untilInstalled(workers: ServiceWorkerContainer): Promise<ServiceWorkerRegistration> {
  const url = workerUrl();
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const registration = await workers.register(url).catch(() => null);
    if (registration && (await isInstalled(registration))) return registration;
    await networkOrPause(pauseMs);
  }
}

/** Whether what the registration has now, or is installing, gets as far as serving the app. */
function isInstalled(registration: ServiceWorkerRegistration): Promise<boolean> {
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  if (!worker) return Promise.resolve(false);
  return new Promise((resolve) => {
    const look = () => {
      if (worker.state !== 'installing') resolve(worker.state !== 'redundant');
    };
    worker.addEventListener('statechange', look);
    look();
  });
}

/** The network coming back ends the pause. */
function networkOrPause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const back = () => {
      clearTimeout(timer);
      resolve();
    };
    window.addEventListener('online', back, { once: true });
  });
}

function watch(registration: ServiceWorkerRegistration): void {
  const offer = (worker: ServiceWorker | null) => {
    // Without a controller it is the first install, which nobody has to accept.
    if (!worker || !navigator.serviceWorker.controller) return;
    waiting = worker;
    setState('waiting');
  };
  offer(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed') offer(worker);
    });
  });
}

function switchVersion(): void {
  if (hasUnsavedInput()) setState('switched');
  else window.location.reload();
}

function setState(next: UpdateState): void {
  state = next;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
