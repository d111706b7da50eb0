import type { EngagementView, OutboxEntry } from '../../store/client-store.ts';
import { messages as common } from '../messages.ts';

export type ViewsById = ReadonlyMap<string, EngagementView>;

/** みのり野製麺・第2回: what an operation was about; the company alone where it is not about a visit. */
export const entryPlace = (entry: OutboxEntry, viewsById: ViewsById): string => {
  const view = viewsById.get(entry.aggregate);
  const visit = entry.visit === null ? undefined : view?.engagement.visits[entry.visit];
  return [view?.company?.name, visit && common.number(visit.number)].filter(Boolean).join('・');
};
