import { addDays, type Day } from './day.ts';
import { holidaysOf } from './holidays.ts';
import { weekday } from './wareki.ts';

/** Why banks are closed on a day (土日, 祝日, 年末年始 12/31 to 1/3); null when they are open. Source: 銀行法施行令第5条. */
export const bankClosure = (day: Day): '土曜日' | '日曜日' | '祝日' | '年末年始' | null => {
  const monthDay = day.slice(5);
  if (monthDay === '12-31' || monthDay <= '01-03') return '年末年始';
  if (weekday(day) === '土') return '土曜日';
  if (weekday(day) === '日') return '日曜日';
  return holidaysOf(Number(day.slice(0, 4))).has(day) ? '祝日' : null;
};

/** The day itself when banks are open, else the last business day before it. */
export const bankDayBy = (day: Day): Day => (bankClosure(day) === null ? day : bankDayBy(addDays(day, -1)));
