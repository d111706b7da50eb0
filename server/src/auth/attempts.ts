/** Counts failed tries per caller in a sliding window: ten wrong codes in ten minutes are no typing mistakes. */
export type Attempts = {
  readonly allowed: (caller: string, nowMs: number) => boolean;
  readonly failed: (caller: string, nowMs: number) => void;
};

const WINDOW_MS = 10 * 60 * 1000;
const LIMIT = 10;
const MAX_CALLERS = 10_000;

export const openAttempts = (): Attempts => {
  const failures = new Map<string, readonly number[]>();
  const recent = (caller: string, nowMs: number) =>
    (failures.get(caller) ?? []).filter((atMs) => atMs > nowMs - WINDOW_MS);
  return {
    allowed: (caller, nowMs) => recent(caller, nowMs).length < LIMIT,
    failed: (caller, nowMs) => {
      if (failures.size >= MAX_CALLERS) failures.clear();
      failures.set(caller, [...recent(caller, nowMs), nowMs]);
    },
  };
};
