import type { Visit, VisitTime } from '../engagement/visit.ts';
import type { ClockTime, Day } from '../time/day.ts';
import { eraDate, formTime, wareki } from '../time/wareki.ts';

const BLANK_DATE = '令和　　年　　月　　日';
const BLANK_TIME = '　　時　　分';

/** 令和7年12月18日（木） 13時02分～16時20分; what is not known yet is left blank to write in, as on the paper form. */
export const dateAndTimes = (time: VisitTime | null): string => {
  if (!time) return plannedTimes({ on: '', from: '', to: '' });
  const end =
    time.to && time.toOn !== time.on ? `${wareki(time.toOn)}${formTime(time.to)}` : timeOrBlank(time.to ?? '');
  return `${dateOrBlank(time.on)}　${timeOrBlank(time.from)}～${end}`;
};

/** The same for a day and two times of which each may be ''. */
const plannedTimes = ({ on, from, to }: { readonly on: Day; readonly from: ClockTime; readonly to: ClockTime }) =>
  `${dateOrBlank(on)}　${timeOrBlank(from)}～${timeOrBlank(to)}`;

/** What the report says of the next visit: its number once anything of it is written, and its times, blank where not known. */
export const nextVisit = ({
  fields,
  number,
}: Pick<Visit, 'fields' | 'number'>): {
  readonly number: number | null;
  readonly times: string;
  readonly written: boolean;
} => {
  const { nextOn, nextFrom, nextTo, nextContent } = fields;
  const written = [nextOn, nextFrom, nextTo, nextContent].some((value) => value !== '');
  return {
    number: written && number !== null ? number + 1 : null,
    times: plannedTimes({ on: nextOn, from: nextFrom, to: nextTo }),
    written,
  };
};

/** 令和7年12月18日作成 */
export const madeOnWords = (day: Day | null): string => `${day === null ? BLANK_DATE : eraDate(day)}作成`;

/** （第2回目） */
export const numberInForm = (number: number | null): string => `（第${number ?? '　'}回目）`;

const dateOrBlank = (day: Day): string => (day === '' ? BLANK_DATE : wareki(day));
const timeOrBlank = (time: ClockTime): string => (time === '' ? BLANK_TIME : formTime(time));
