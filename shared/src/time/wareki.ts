import type { ClockTime, Day } from './day.ts';

/** 令和7年12月18日（木）; the first year of an era reads 元年. */
export const wareki = (day: Day): string => `${eraDate(day)}（${weekday(day)}）`;

/** 令和7年12月18日 */
export const eraDate = (day: Day): string => `${eraYear(day)}${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;

/** 12月18日（木） */
export const monthAndDay = (day: Day): string =>
  `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日（${weekday(day)}）`;

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

/**
 * Eras by the day on which they began, newest first (元号を改める政令; 改元の詔書). A table of our own: what a company signs names the day
 * by its era, and a phone whose system is older than an era would sign another text than the one that the office reads.
 */
const ERAS: readonly { readonly name: string; readonly from: Day; readonly firstYear: number }[] = [
  { name: '令和', from: '2019-05-01', firstYear: 2019 },
  { name: '平成', from: '1989-01-08', firstYear: 1989 },
  { name: '昭和', from: '1926-12-25', firstYear: 1926 },
  { name: '大正', from: '1912-07-30', firstYear: 1912 },
  // Japan has counted its days as we do since this one (明治5年太政官布告第337号); before, only the founding of a company is asked.
  { name: '明治', from: '1873-01-01', firstYear: 1868 },
];

/** 令和7年, 令和元年 */
export const eraYear = (day: Day): string => {
  const era = ERAS.find(({ from }) => from <= day);
  if (!era) return olderYear(day);
  const year = Number(day.slice(0, 4)) - era.firstYear + 1;
  return `${era.name}${year === 1 ? '元' : year}年`;
};

/** 慶応3年: two hundred eras more, which the platform knows. */
const olderYear = (day: Day): string =>
  new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { timeZone: 'Asia/Tokyo', era: 'long', year: 'numeric' }).format(
    new Date(`${day}T12:00:00+09:00`),
  );
