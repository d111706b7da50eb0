import type { Visit } from '@banso/shared/engagement/visit.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { messages as common } from '../messages.ts';

/** 訪問中 第2回, and the company below it. */
export const visitTitle = (title: string, view: EngagementView, visit: Visit) => ({
  title: `${title}　${common.number(visit.number)}`,
  subtitle: view.company?.name ?? '',
});
