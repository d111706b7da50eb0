import type { Schedule, Visit } from '@banso/shared/engagement/visit.ts';
import type { EngagementView } from '../store/client-store.ts';
import { messages } from './messages.ts';

/** 本社工場（訪問） or オンライン */
export const placeWords = ({ mode, place }: Pick<Schedule, 'mode' | 'place'>): string =>
  mode === 'online' ? messages.online : messages.onSite(place);

/** 第2回・本社工場（訪問） */
export const visitWords = (visit: Visit): string =>
  `${messages.number(visit.number)}・${placeWords(visit.time ? visit.fields : (visit.schedule ?? visit.fields))}`;

/** Whether there is a plan to look at: not every programme asks for one. */
export const hasPlan = ({ engagement, ruleSet }: EngagementView): boolean =>
  engagement.plan !== null || ruleSet?.planForm !== undefined;
