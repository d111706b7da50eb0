import { openRateLimit, type RateLimit } from './rate-limit.ts';
import { Problem } from './problem.ts';

const WINDOW_MS = 60_000;

/**
 * What one person, or without a session one address, may ask for in a minute. Far above what an app does: a device asks one thing
 * after the other, and 3,000 operations that waited go up in a few requests. Only a program that has gone wrong, or means harm,
 * asks without a pause.
 */
const LIMITS = {
  /** `POST /api/sync`. */
  sync: 3_000,
  /** Pieces of photos, 64 kB each: some 200 MB a minute from one address, behind which a whole office may stand. */
  pieces: 3_000,
  /** Streams opened: an app opens one, and after a cut line one more every few seconds at most. */
  live: 300,
  /** Papers printed, one at a time: each keeps a processor busy. */
  papers: 120,
} as const;

/** Counts a request. Throws `too_frequent`, with the moment from which it will be heard again. */
export type TrafficLimits = (what: keyof typeof LIMITS, who: string, nowMs: number) => void;

/** `others`: limits in place of the usual ones. */
export const openTrafficLimits = (others: Partial<Record<keyof typeof LIMITS, number>> = {}): TrafficLimits => {
  const open = (limit: number): RateLimit => openRateLimit({ limit, windowMs: WINDOW_MS });
  const most = { ...LIMITS, ...others };
  const limits = {
    sync: open(most.sync),
    pieces: open(most.pieces),
    live: open(most.live),
    papers: open(most.papers),
  };
  return (what, who, nowMs) => {
    const retryAfterMs = limits[what].waitMs(who, nowMs);
    if (retryAfterMs > 0) throw new Problem('too_frequent', '', { retryAfterMs });
  };
};
