import { useEffect, useEffectEvent } from 'react';
import { holdsKeys } from './holds-keys.ts';

/** Esc closes what is open beside the list, and the focus goes back to its row; never out of a field or a dialog. */
export const useCloseByEscape = (isOpen: boolean, close: () => void): void => {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing || holdsKeys(event.target)) return;
    document.querySelector<HTMLElement>('.split__list tr[aria-current]')?.focus();
    close();
  });
  useEffect(() => {
    if (!isOpen) return;
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [isOpen]);
};
