/** Counts what somebody asks for in a sliding window. */
export type RateLimit = {
  /** Counts this request, and says whether it is within the limit. */
  readonly allows: (who: string, nowMs: number) => boolean;
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
  return {
    allows: (who, nowMs) => {
      const recent = (askedByCaller.get(who) ?? []).filter((atMs) => atMs > nowMs - windowMs);
      if (recent.length >= limit) return false;
      if (askedByCaller.size >= MAX_CALLERS) askedByCaller.clear();
      askedByCaller.set(who, [...recent, nowMs]);
      return true;
    },
  };
};
