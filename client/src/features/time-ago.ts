import { messages } from './messages.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** 2時間前: how long ago, in its largest whole unit. A clock set back reads as just now. */
export const timeAgo = (atMs: number, nowMs: number): string => {
  const ms = nowMs - atMs;
  if (ms < MINUTE_MS) return messages.justNow;
  if (ms < HOUR_MS) return messages.minutesAgo(Math.floor(ms / MINUTE_MS));
  if (ms < DAY_MS) return messages.hoursAgo(Math.floor(ms / HOUR_MS));
  return messages.daysAgo(Math.floor(ms / DAY_MS));
};
