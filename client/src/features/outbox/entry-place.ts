import type { EngagementView, OutboxEntry } from '../../store/client-store.ts';
import { messages as common } from '../messages.ts';

export type ViewsById = ReadonlyMap<string, EngagementView>;

/** みのり野製麺・第2回: what an operation or a photo was about; the company alone where it is not about a visit. */
export const entryPlace = (entry: Pick<OutboxEntry, 'aggregate' | 'visit'>, viewsById: ViewsById): string => {
  const view = viewsById.get(entry.aggregate);
  const visit = entry.visit === null ? undefined : view?.engagement.visits[entry.visit];
  return [view?.company?.name, visit && common.number(visit.number)].filter(Boolean).join('・');
};
