import { useEffect } from 'react';
import { DEFAULT_IDLE_MINUTES } from '../store/device-lock.ts';
import type { KeyTabs } from '../store/key-tabs.ts';
import { useBanso } from '../sync/banso-context.tsx';
import { handOverInProgress } from '../sync/hand-over-draft.ts';
import { lockWhenIdle } from './idle-lock.ts';

/** Locks a protected device that nobody touches; not while the company reads or signs on it. `ready`: fetches the screen to come. */
export function IdleLock({ tabs, ready }: { readonly tabs: KeyTabs; readonly ready: () => void }) {
  const { protection, store } = useBanso();
  const { ways, idleMinutes, lock } = protection;
  const mayLock = ways !== null;
  useEffect(() => {
    if (!mayLock) return;
    ready();
    return lockWhenIdle({
      minutes: idleMinutes ?? DEFAULT_IDLE_MINUTES,
      tabs,
      busy: async () => (await handOverInProgress(store)) !== null,
      lock,
    });
  }, [mayLock, idleMinutes, tabs, store, lock, ready]);
  return null;
}
