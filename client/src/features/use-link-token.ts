import { useEffect, useState } from 'react';

/** The link's secret behind `#`, and that of another link opened in the same tab. */
export const useLinkToken = (): string => {
  const [token, setToken] = useState(readToken);
  useEffect(() => {
    const changed = () => setToken(readToken());
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  }, []);
  return token;
};

const readToken = (): string => window.location.hash.slice(1);
