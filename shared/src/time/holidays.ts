import { addDays, type Day } from './day.ts';

/**
 * 国民の祝日 of a year, computed by the law as it stands since 2022; earlier years had moved days, and throw a RangeError, as do
 * years whose equinoxes nobody can compute. The equinoxes are announced each February for the year after; until then they are
 * the astronomical expectation, which has agreed with every announcement so far. Source: 国民の祝日に関する法律第2条・第3条.
 */
export const holidaysOf = (year: number): ReadonlySet<Day> => {
  if (!Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR)
    throw new RangeError(`the holidays of ${year} are not known`);
  const known = years.get(year);
  if (known) return known;
  const named = new Set([
    ...FIXED.map(([month, day]) => dayOf(year, month, day)),
    ...MONDAYS.map(([month, week]) => mondayOf(year, month, week)),
    dayOf(year, 3, equinox(year, SPRING)),
    dayOf(year, 9, equinox(year, AUTUMN)),
  ]);
  const holidays = new Set([...named, ...substitutesOf(named), ...betweenOf(named)]);
  years.set(year, holidays);
  return holidays;
};

const FIRST_YEAR = 2022;
const LAST_YEAR = 2099;
const years = new Map<number, ReadonlySet<Day>>();

const FIXED = [
  [1, 1],
  [2, 11],
  [2, 23],
  [4, 29],
  [5, 3],
  [5, 4],
  [5, 5],
  [8, 11],
  [11, 3],
  [11, 23],
] as const;

/** 成人の日, 海の日, 敬老の日, スポーツの日: the n-th Monday of a month. */
const MONDAYS = [
  [1, 2],
  [7, 3],
  [9, 3],
  [10, 2],
] as const;

const SPRING = 20.8431;
const AUTUMN = 23.2488;

/** The day of March or September on which the equinox falls in Japan, 1980 to 2099. */
const equinox = (year: number, in1980: number): number =>
  Math.floor(in1980 + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4));

/** 振替休日: after a holiday on a Sunday the first day that is none. */
const substitutesOf = (named: ReadonlySet<Day>): readonly Day[] =>
  [...named]
    .filter((day) => weekdayOf(day) === 0)
    .map((day) => {
      let next = addDays(day, 1);
      while (named.has(next)) next = addDays(next, 1);
      return next;
    });

/** 国民の休日: a day between two holidays. */
const betweenOf = (named: ReadonlySet<Day>): readonly Day[] =>
  [...named].filter((day) => named.has(addDays(day, 2)) && !named.has(addDays(day, 1))).map((day) => addDays(day, 1));

const mondayOf = (year: number, month: number, week: number): Day => {
  const first = dayOf(year, month, 1);
  return addDays(first, ((8 - weekdayOf(first)) % 7) + 7 * (week - 1));
};

const dayOf = (year: number, month: number, day: number): Day =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);

const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay();
