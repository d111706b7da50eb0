import { useEffect } from 'react';
import { DEFAULT_IDLE_MINUTES } from '../store/device-lock.ts';
import type { KeyTabs } from '../store/key-tabs.ts';
import { useBanso } from '../sync/banso-context.tsx';
import { handOverInProgress } from '../sync/hand-over-draft.ts';
import { lockWhenIdle } from './idle-lock.ts';

/** Locks a protected device that nobody touches; not while the company reads or signs on it. */
export function IdleLock({ tabs }: { readonly tabs: KeyTabs }) {
  const { protection, store } = useBanso();
  const { ways, idleMinutes, lock } = protection;
  const mayLock = ways !== null;
  useEffect(() => {
    if (!mayLock) return;
    return lockWhenIdle({
      minutes: idleMinutes ?? DEFAULT_IDLE_MINUTES,
      tabs,
      busy: async () => (await handOverInProgress(store)) !== null,
      lock,
    });
  }, [mayLock, idleMinutes, tabs, store, lock]);
  return null;
}
