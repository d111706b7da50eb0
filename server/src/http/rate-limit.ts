/** Counts what somebody asks for in a sliding window. */
export type RateLimit = {
  /** Counts this request, and says whether it is within the limit. */
  readonly allows: (who: string, nowMs: number) => boolean;
  /** The same, and says after how long the next one is: 0 when this one is within the limit. */
  readonly waitMs: (who: string, nowMs: number) => number;
};

const MAX_CALLERS = 10_000;

export const openRateLimit = ({
  limit,
  windowMs,
}: {
  readonly limit: number;
  readonly windowMs: number;
}): RateLimit => {
  const askedByCaller = new Map<string, readonly number[]>();
  const waitMs: RateLimit['waitMs'] = (who, nowMs) => {
    const recent = (askedByCaller.get(who) ?? []).filter((atMs) => atMs > nowMs - windowMs);
    const [oldest = nowMs] = recent;
    if (recent.length >= limit) return oldest + windowMs - nowMs;
    if (askedByCaller.size >= MAX_CALLERS) askedByCaller.clear();
    askedByCaller.set(who, [...recent, nowMs]);
    return 0;
  };
  return { waitMs, allows: (who, nowMs) => waitMs(who, nowMs) === 0 };
};
