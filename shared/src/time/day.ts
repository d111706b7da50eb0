import * as v from 'valibot';

/** A calendar day in Japan, `2025-12-18`. */
export type Day = string;
/** A wall-clock minute in Japan, `14:30`. */
export type ClockTime = string;

const JST_OFFSET_MS = 9 * 60 * 60 * 1000;
const MINUTE_MS = 60_000;

/** The calendar day in Japan at an instant (ms since 1970 UTC). Japan has had no summer time since 1951. */
export const dayInJapan = (atMs: number): Day => new Date(atMs + JST_OFFSET_MS).toISOString().slice(0, 10);

/** Hour and minute in Japan at an instant, seconds dropped: the value that is shown and signed. */
export const clockTimeInJapan = (atMs: number): ClockTime => new Date(atMs + JST_OFFSET_MS).toISOString().slice(11, 16);

/** The instant (ms) at which a clock in Japan shows this day and time. */
export const instantInJapan = (day: Day, time: ClockTime): number => Date.parse(`${day}T${time}:00+09:00`);

/** The day `days` later (earlier if negative). */
export const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * 60 * MINUTE_MS).toISOString().slice(0, 10);

/** The same day of the month, so many calendar months later; the last day of a month that has no such day (民法第143条). */
export const monthsAfter = (day: Day, months: number): Day => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  // Day 0 of a month is the last of the one before.
  const last = new Date(Date.UTC(year, month + months, 0));
  const days = Math.min(date, last.getUTCDate());
  return `${last.toISOString().slice(0, 7)}-${String(days).padStart(2, '0')}`;
};

/** Whole days from `from` to `to`, first day not counted. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / (24 * 60 * MINUTE_MS));

/** Minutes from `from` to `to` on one day; negative if `to` is earlier. */
export const minutesBetween = (from: ClockTime, to: ClockTime): number => minuteOfDay(to) - minuteOfDay(from);

/** True for a day that exists (2025-02-30 does not). */
export const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const atMs = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().slice(0, 10) === text;
};

/** Schema of a calendar day. */
export const daySchema = v.pipe(v.string(), v.check(isDay, '日付として読めません。'));

/** Schema of an hour and minute from 00:00 to 23:59. */
export const clockTimeSchema = v.pipe(
  v.string(),
  v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, '時刻は 00:00 から 23:59 までで入力してください。'),
);

const minuteOfDay = (time: ClockTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
