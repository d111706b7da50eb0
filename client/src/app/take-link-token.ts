/**
 * The one-time token of a sign-in link `/sign-in#TOKEN`, or null. Taken out of the address at once, so that neither the
 * history nor a shared screen keeps it; behind `#` it never reached a server's log.
 */
export const takeLinkToken = ({ location, history }: Pick<Window, 'location' | 'history'>): string | null => {
  if (location.pathname !== '/sign-in' || location.hash.length < 2) return null;
  const token = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
  return token;
};
