import './cover.css';

/**
 * Hides everything as soon as the app is no longer looked at, so that the list of open apps shows nothing of what it holds
 * (L15). By an attribute, at once: the system takes its picture right after the event, and an open dialog lies above every
 * other layer.
 */
export const coverWhenAway = (): void => {
  const root = document.documentElement;
  const cover = () => root.toggleAttribute('data-covered', true);
  const look = () => root.toggleAttribute('data-covered', document.visibilityState === 'hidden');
  document.addEventListener('visibilitychange', look);
  addEventListener('pagehide', cover);
  addEventListener('pageshow', look);
};
