import { useState, useSyncExternalStore } from 'react';

/**
 * A press, from when the finger or button goes down until its click was given out. Whatever moves the screen in between takes the
 * control away under it, and the tap is lost: leaving a field records at once, and the strip that then appears once did that.
 */
let pressed = false;
let releasing: ReturnType<typeof setTimeout> | undefined;
let listening = false;
const listeners = new Set<() => void>();

/** A touch gives its click a moment after it was lifted. */
const CLICK_MS = 60;

/** Runs this now, or as soon as the press under way has ended. */
export const afterPress = (work: () => void): void => {
  listen();
  if (!pressed) return work();
  const once = () => {
    if (pressed) return;
    listeners.delete(once);
    work();
  };
  listeners.add(once);
};

/** A value for what stands above the controls: it changes only while nothing is pressed. */
export const useStill = <Value>(value: Value): Value => {
  const still = useSyncExternalStore(subscribe, isPressed);
  const [shown, setShown] = useState(value);
  if (!still && shown !== value) setShown(value);
  return still ? shown : value;
};

const isPressed = (): boolean => pressed;

const subscribe = (listener: () => void): (() => void) => {
  listen();
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

const set = (next: boolean): void => {
  clearTimeout(releasing);
  if (pressed === next) return;
  pressed = next;
  for (const listener of listeners) listener();
};

const release = (inMs: number): void => {
  clearTimeout(releasing);
  releasing = setTimeout(() => set(false), inMs);
};

const listen = (): void => {
  if (listening) return;
  listening = true;
  const heard = { capture: true, passive: true } as const;
  window.addEventListener('pointerdown', () => set(true), heard);
  window.addEventListener('pointerup', () => release(CLICK_MS), heard);
  // Before the click has been given out to everybody, the release must not come.
  window.addEventListener('click', () => release(0), heard);
  // A press that ends elsewhere, or becomes a scroll.
  for (const end of ['pointercancel', 'dragend'] as const) window.addEventListener(end, () => release(0), heard);
  // The window's own, not that of the field which the press leaves.
  window.addEventListener('blur', ({ target }) => {
    if (target === window) release(0);
  });
};
