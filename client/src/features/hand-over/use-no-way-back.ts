import { useEffect } from 'react';

/**
 * The back button and the back gesture stay on this screen: one entry of the history is put on top, and put there again
 * whenever it was gone back from. What would be behind it is guarded anyway.
 */
export const useNoWayBack = (): void => {
  useEffect(() => {
    const stay = () => history.pushState(null, '', location.href);
    stay();
    window.addEventListener('popstate', stay);
    return () => window.removeEventListener('popstate', stay);
  }, []);
};
