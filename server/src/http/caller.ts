/**
 * The address a request comes from. Behind proxies (`proxies`: how many) each of them has put at the end of `X-Forwarded-For` who
 * asked it; what stands before those places was written by the caller and is worth nothing. When there are fewer places than
 * proxies, somebody came past them: the socket's own address counts.
 */
export const callerAddress = ({
  proxies,
  socket,
  forwardedFor,
}: {
  readonly proxies: number;
  readonly socket: string | undefined;
  readonly forwardedFor: string | undefined;
}): string => {
  const places = (forwardedFor ?? '').split(',').map((place) => place.trim());
  const told = proxies === 0 ? undefined : places.at(-proxies);
  return told || socket || 'unknown';
};
