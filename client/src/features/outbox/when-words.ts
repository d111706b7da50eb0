import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { monthAndDay } from '@banso/shared/time/wareki.ts';

/** 13:05, or 12月18日13:05 on another day than today. */
export const whenWords = (atMs: number, nowMs: number): string => {
  const [day, time] = [dayInJapan(atMs), clockTimeInJapan(atMs)];
  return day === dayInJapan(nowMs) ? time : `${monthAndDay(day)}${time}`;
};
