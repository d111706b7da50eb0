import { useEffect } from 'react';

/** While any screen of any tab holds this lock, nobody updates: another tab's lazy parts would vanish under it. */
export const UNSAVED_LOCK = 'banso-unsaved-input';

const holders = new Set<symbol>();
const listeners = new Set<() => void>();

/** Says that a screen holds input which is not stored yet, for as long as `active`. */
export function useUnsavedInput(active: boolean): void {
  useEffect(() => (active ? holdUnsavedInput() : undefined), [active]);
}

/** The same outside React; returns the release. */
export function holdUnsavedInput(): () => void {
  const holder = Symbol('unsaved input');
  holders.add(holder);
  tell();
  const unlock = lockShared();
  return () => {
    holders.delete(holder);
    unlock();
    tell();
  };
}

/** Whether this tab holds input that is not stored yet. */
export function hasUnsavedInput(): boolean {
  return holders.size > 0;
}

/** Calls back whenever the answer may have changed; returns the end of it. */
export function onUnsavedInputChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether another tab holds input; false where the browser cannot tell. */
export async function otherTabHasUnsavedInput(): Promise<boolean> {
  const locks = lockManager();
  if (!locks) return false;
  const { held = [] } = await locks.query();
  return held.filter(({ name }) => name === UNSAVED_LOCK).length > holders.size;
}

function tell(): void {
  for (const listener of listeners) listener();
}

/** Plain http has none; neither has Node 20, where the tests run. */
function lockManager(): LockManager | undefined {
  return globalThis.navigator?.locks as LockManager | undefined;
}

function lockShared(): () => void {
  const locks = lockManager();
  if (!locks) return () => {};
  const { promise, resolve } = promiseWithResolve();
  const ended = new AbortController();
  locks
    .request(UNSAVED_LOCK, { mode: 'shared', signal: ended.signal }, () => promise)
    // Released before it was granted: nothing is held.
    .catch(() => {});
  return () => {
    ended.abort();
    resolve();
  };
}

function promiseWithResolve(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
