import { useEffect, useState } from 'react';
import { useBanso } from './banso-context.tsx';

/** This device's clock, read again every `everyMs` and whenever the app comes back to the front. */
export const useNow = (everyMs = 10_000): number => {
  const { nowMs } = useBanso();
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    const read = () => setNow(nowMs());
    const timer = window.setInterval(read, everyMs);
    // Timers stand still while a phone sleeps: without this the first look after waking shows an old time.
    document.addEventListener('visibilitychange', read);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', read);
    };
  }, [nowMs, everyMs]);
  return now;
};
