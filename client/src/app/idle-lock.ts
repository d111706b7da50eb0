import type { KeyTabs } from '../store/key-tabs.ts';

const MINUTE_MS = 60_000;
/** Other tabs hear at most this often that somebody works here. */
const TELL_MS = 30_000;
const SIGNS = ['pointerdown', 'keydown', 'touchstart', 'wheel'] as const;

/**
 * Calls `lock` when nobody has touched this tab or another for so long. Asked again every quarter of a minute and whenever the
 * tab comes back, because a sleeping phone runs no timers. `busy`: the phone is in the company's hands; nobody locks it under
 * a signature. Returns the way to stop.
 */
export const lockWhenIdle = ({
  minutes,
  tabs,
  busy,
  lock,
}: {
  readonly minutes: number;
  readonly tabs: KeyTabs;
  readonly busy: () => Promise<boolean>;
  readonly lock: () => void;
}): (() => void) => {
  let touchedMs = Date.now();
  let toldMs = touchedMs;
  let stopped = false;
  const touched = () => {
    touchedMs = Date.now();
    if (touchedMs - toldMs < TELL_MS) return;
    toldMs = touchedMs;
    tabs.tellActive();
  };
  const check = async () => {
    // A clock that was set back counts as no time: never longer than the minutes from now.
    touchedMs = Math.min(touchedMs, Date.now());
    if (Date.now() - touchedMs < minutes * MINUTE_MS || (await busy()) || stopped) return;
    stop();
    lock();
  };
  const back = () => void check();
  const stopListening = tabs.onActive(() => {
    touchedMs = Date.now();
  });
  const timer = setInterval(back, MINUTE_MS / 4);
  for (const sign of SIGNS) addEventListener(sign, touched, { passive: true, capture: true });
  document.addEventListener('visibilitychange', back);
  const stop = () => {
    stopped = true;
    stopListening();
    clearInterval(timer);
    for (const sign of SIGNS) removeEventListener(sign, touched, { capture: true });
    document.removeEventListener('visibilitychange', back);
  };
  return stop;
};
