import type { TimeToken } from '@banso/shared/evidence/time-token.ts';
import type { Envelope } from '@banso/shared/operation/envelope.ts';
import type { TimeBounds } from '@banso/shared/time/clock-reading.ts';
import { type TokenKey, verifyTimeToken } from './time-tokens.ts';

/** Between which instants this operation was recorded, by the server's word alone: its token, and its arrival (L11). */
export const boundsOf = ({
  key,
  tenant,
  device,
  envelope,
  receivedAtMs,
}: {
  readonly key: TokenKey;
  readonly tenant: string;
  readonly device: string;
  readonly envelope: Envelope | null;
  readonly receivedAtMs: number;
}): TimeBounds => ({
  notBeforeMs: notBeforeOf(verifyTimeToken(key, envelope?.anchor ?? null, { tenant, device }), receivedAtMs),
  notAfterMs: receivedAtMs,
});

/** Several servers behind one proxy differ by this at most; the arrival itself is then the better bound. */
const SERVER_CLOCKS_MS = 2_000;

/**
 * A token from after its own arrival is the mistake of a server's clock, which was set right since: it bounds nothing, and
 * speaks against nobody.
 */
const notBeforeOf = (token: TimeToken | null, receivedAtMs: number): number | null =>
  token === null || token.atMs > receivedAtMs + SERVER_CLOCKS_MS ? null : Math.min(token.atMs, receivedAtMs);
