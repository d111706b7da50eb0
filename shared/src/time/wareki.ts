import type { ClockTime, Day } from './day.ts';

/** 令和7年12月18日（木）; the first year of an era reads 元年 by itself. The era table is the platform's. */
export const wareki = (day: Day): string => `${eraDate(day)}（${weekday(day)}）`;

/** 令和7年12月18日 */
export const eraDate = (day: Day): string => inEra(day, { year: 'numeric', month: 'long', day: 'numeric' });

/** 12月18日（木） */
export const monthAndDay = (day: Day): string =>
  `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日（${weekday(day)}）`;

/** 令和7年 */
export const eraYear = (day: Day): string => inEra(day, { year: 'numeric' });

/** 木 */
export const weekday = (day: Day): string => '日月火水木金土'.charAt(new Date(`${day}T00:00:00Z`).getUTCDay());

/** 午後2時30分: the words a signer reads aloud. */
export const spokenTime = (time: ClockTime): string => {
  const hour = Number(time.slice(0, 2));
  const minute = Number(time.slice(3, 5));
  const half = hour < 12 ? '午前' : '午後';
  return `${half}${hour % 12}時${minute === 0 ? '' : `${minute}分`}`;
};

/** 3時間5分, 45分, 3時間 */
export const spokenDuration = (minutes: number): string => {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest}分`;
  return rest === 0 ? `${hours}時間` : `${hours}時間${rest}分`;
};

/** `2:02` for a running clock. */
export const clockDuration = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

/** 13時02分: how the paper forms leave room for it. */
export const formTime = (time: ClockTime): string => `${Number(time.slice(0, 2))}時${time.slice(3, 5)}分`;

type Parts = Pick<Intl.DateTimeFormatOptions, 'year' | 'month' | 'day'>;

// Made when first asked for: each costs several milliseconds, and the first screen shows only a year.
const eraFormats = new Map<string, Intl.DateTimeFormat>();

const inEra = (day: Day, parts: Parts): string => {
  const key = Object.keys(parts).join();
  const format =
    eraFormats.get(key) ??
    new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { timeZone: 'Asia/Tokyo', era: 'long', ...parts });
  eraFormats.set(key, format);
  return format.format(new Date(`${day}T12:00:00+09:00`));
};
