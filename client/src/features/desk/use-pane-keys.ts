import { useEffect, useEffectEvent } from 'react';
import { holdsKeys } from './holds-keys.ts';

export type PaneKeys = Readonly<Partial<Record<'a' | 'r' | 'j' | 'k', () => void>>>;

/**
 * Single letters of the opened visit. They are heard only while the focus is inside it and in no field: elsewhere a letter
 * stays a letter (WCAG 2.1.4).
 */
export const usePaneKeys = (keys: PaneKeys): void => {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    const { target } = event;
    if (!(target instanceof Element) || !target.closest('.review') || holdsKeys(target)) return;
    const act = isPaneKey(event.key) ? keys[event.key] : undefined;
    if (!act) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
};

const isPaneKey = (key: string): key is keyof PaneKeys => ['a', 'r', 'j', 'k'].includes(key);
