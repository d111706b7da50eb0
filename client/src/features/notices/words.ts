import type { Visit } from '@banso/shared/engagement/visit.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { monthAndDay } from '@banso/shared/time/wareki.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { messages as common } from '../messages.ts';

/** 12月18日（木）14:30, in Japan */
export const instantWords = (atMs: number): string => `${monthAndDay(dayInJapan(atMs))}${clockTimeInJapan(atMs)}`;

/** みのり野製麺 第2回 */
export const visitName = (view: EngagementView | undefined, visit: Pick<Visit, 'number'> | undefined): string =>
  [view?.company?.name, visit && common.number(visit.number)].filter(Boolean).join('　');
