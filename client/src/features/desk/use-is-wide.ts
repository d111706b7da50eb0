import { useSyncExternalStore } from 'react';

// The same width at which the ui kit's Split puts list and detail side by side.
const WIDE = window.matchMedia('(min-width: 64rem)');

/** Whether list and detail stand side by side. */
export const useIsWide = (): boolean => useSyncExternalStore(subscribe, () => WIDE.matches);

const subscribe = (listener: () => void) => {
  WIDE.addEventListener('change', listener);
  return () => WIDE.removeEventListener('change', listener);
};
