/** Moments at which the line may be back; returns the way to stop. `navigator.onLine` is never asked: it lies. */
export type WakeUps = (wake: () => void) => () => void;

/** Network back, tab in front again, page out of the back-forward cache. iOS offers nothing better. */
export const browserWakeUps: WakeUps = (wake) => {
  const whenVisible = () => {
    if (document.visibilityState === 'visible') wake();
  };
  window.addEventListener('online', wake);
  window.addEventListener('pageshow', wake);
  document.addEventListener('visibilitychange', whenVisible);
  return () => {
    window.removeEventListener('online', wake);
    window.removeEventListener('pageshow', wake);
    document.removeEventListener('visibilitychange', whenVisible);
  };
};
