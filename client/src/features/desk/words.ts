import type { Comment, Visit, VisitField, VisitTime } from '@banso/shared/engagement/visit.ts';
import { VISIT_FIELD_LABELS } from '@banso/shared/engagement/visit-fields.ts';
import { clockTimeInJapan, dayInJapan, isDay } from '@banso/shared/time/day.ts';
import { monthAndDay, wareki } from '@banso/shared/time/wareki.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { messages as common } from '../messages.ts';
import { messages } from './messages.ts';

/** 14:00～17:15; the day of the end stands there when it is another one. */
export const hoursWords = ({ on, from, to, toOn }: VisitTime): string =>
  `${from}～${to === null ? '' : `${toOn === on ? '' : monthAndDay(toOn)}${to}`}`;

/** 令和7年12月18日（木） 14:00～17:15 */
export const timeWords = (time: VisitTime | null): string =>
  time ? `${wareki(time.on)} ${hoursWords(time)}` : messages.emptyText;

/** 12月18日（木）14:30, in Japan */
export const instantWords = (atMs: number): string => `${monthAndDay(dayInJapan(atMs))}${clockTimeInJapan(atMs)}`;

/** What a comment stands beside. */
export const placeLabel = (field: Comment['field']): string => {
  if (field === 'time') return messages.timeField;
  if (field === 'signature') return messages.signatureField;
  return field === 'whole' ? messages.wholeField : VISIT_FIELD_LABELS[field];
};

/** A field's value as a person reads it. */
export const fieldWords = (field: VisitField, value: string | number): string =>
  value === '' ? messages.emptyText : (words[field]?.(value) ?? String(value));

/** サンプル製作所 第2回 */
export const visitName = (view: EngagementView, visit: Visit): string =>
  `${view.company?.name ?? messages.noCompany} ${common.number(visit.number)}`;

const words: Partial<Record<VisitField, (value: string | number) => string>> = {
  breakMinutes: (value) => (value === 0 ? messages.noBreak : messages.minutes(Number(value))),
  mode: (value) => (value === 'online' ? messages.online : messages.onSite),
  progress: (value) => (value === 'changed' ? messages.changed : messages.asPlanned),
  nextOn: (value) => (isDay(String(value)) ? wareki(String(value)) : String(value)),
};
