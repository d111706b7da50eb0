/** Counts failed tries per caller in a sliding window: ten wrong codes in ten minutes are no typing mistakes. */
export type Attempts = {
  /** Whether this caller may try now. A try under way counts as failed until it has ended: guesses sent at once get no further than one by one. */
  readonly allowed: (caller: string, nowMs: number) => boolean;
  readonly failed: (caller: string, nowMs: number) => void;
};

type Tries = { readonly failures: readonly number[]; readonly underWay: readonly number[] };

const WINDOW_MS = 10 * 60 * 1000;
/** Longer than any try takes; one that succeeded is forgotten after it. */
const UNDER_WAY_MS = 10 * 1000;
const LIMIT = 10;
const MAX_CALLERS = 10_000;

export const openAttempts = (): Attempts => {
  const triesByCaller = new Map<string, Tries>();
  const recent = (caller: string, nowMs: number): Tries => {
    const { failures = [], underWay = [] } = triesByCaller.get(caller) ?? {};
    return {
      failures: failures.filter((atMs) => atMs > nowMs - WINDOW_MS),
      underWay: underWay.filter((atMs) => atMs > nowMs - UNDER_WAY_MS),
    };
  };
  const keep = (caller: string, tries: Tries): void => {
    if (triesByCaller.size >= MAX_CALLERS) triesByCaller.clear();
    triesByCaller.set(caller, tries);
  };
  return {
    allowed: (caller, nowMs) => {
      const { failures, underWay } = recent(caller, nowMs);
      if (failures.length + underWay.length >= LIMIT) return false;
      keep(caller, { failures, underWay: [...underWay, nowMs] });
      return true;
    },
    failed: (caller, nowMs) => {
      const { failures, underWay } = recent(caller, nowMs);
      keep(caller, { failures: [...failures, nowMs], underWay: underWay.slice(1) });
    },
  };
};
