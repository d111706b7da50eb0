import type { Visit } from '@banso/shared/engagement/visit.ts';
import { dayInJapan, instantInJapan } from '@banso/shared/time/day.ts';

const HOUR_MS = 60 * 60_000;

/**
 * Whether the end of a visit under way was probably not tapped. `surely`: it is another day, or it has run for twelve hours;
 * `maybe`: its planned end is an hour ago. Only what the screen offers first depends on it, never what may be recorded.
 */
export const endForgotten = (visit: Visit, nowMs: number): 'no' | 'maybe' | 'surely' => {
  const { time, schedule } = visit;
  if (visit.status !== 'started' || !time || time.to !== null) return 'no';
  const runsMs = nowMs - instantInJapan(time.on, time.from);
  // A support may end after midnight; six hours later it does not.
  if (runsMs >= 12 * HOUR_MS || (dayInJapan(nowMs) !== time.on && runsMs >= 6 * HOUR_MS)) return 'surely';
  const planned = schedule?.on === time.on && schedule.to > time.from ? schedule.to : null;
  return planned !== null && nowMs >= instantInJapan(time.on, planned) + HOUR_MS ? 'maybe' : 'no';
};
