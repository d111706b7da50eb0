import { type Engagement, engagementParts } from '@banso/shared/engagement/engagement.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import { groupBy } from '@banso/shared/lib/group-by.ts';
import type { NotArrived } from '@banso/shared/protocol/devices.ts';
import { workScope } from '@banso/shared/scope/reach.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { arrivedFrom } from '../store/device-facts.ts';
import { partsOfAggregates } from '../store/parts.ts';
import { reachOfScopes } from '../store/reach.ts';
import type { DeviceRow, Transaction } from '../store/schema.ts';

/** What is known not to have arrived from a device: by its last word, by its numbers, and by the visits of its owner until then, the oldest first. */
export const notArrivedFrom = async (tx: Transaction, device: DeviceRow, untilMs: number): Promise<NotArrived> => {
  const { lastSeq, gaps } = await arrivedFrom(tx, device.id);
  const engagements = await engagementsOf(tx, device.person);
  return {
    operations: device.waitingOperations,
    photos: device.waitingPhotos,
    oldestMs: device.oldestWaitingAt?.getTime() ?? null,
    missingNumbers: Math.max(0, device.recordedTo - lastSeq),
    gaps,
    visits: engagements
      .flatMap(([id, engagement]) => openVisits(id, engagement, dayInJapan(untilMs)))
      .toSorted((a, b) => (a.on ?? '').localeCompare(b.on ?? '') || (a.number ?? 0) - (b.number ?? 0)),
    photosWithoutBytes: engagements
      .flatMap(([, { photos }]) => Object.values(photos))
      .filter(({ by, stored, removed }) => by === device.person && !stored && !removed).length,
  };
};

const engagementsOf = async (tx: Transaction, person: string): Promise<readonly (readonly [string, Engagement])[]> => {
  const reach = await reachOfScopes(tx, [workScope(person)]);
  const ids = [...new Set(reach.flatMap(({ kind, aggregateId }) => (kind === 'engagement' ? [aggregateId] : [])))];
  const parts = await partsOfAggregates(
    tx,
    ids.map((id) => ({ kind: 'engagement', id })),
  );
  return [...groupBy(parts, ({ aggregateId }) => aggregateId)].map(
    ([id, own]) => [id, engagementParts.fromParts(own)] as const,
  );
};

/** Visits that should have begun by that day, or began, and are not at their end: what is missing may lie on the device. */
const openVisits = (engagement: string, { visits, confirmations }: Engagement, day: string): NotArrived['visits'] =>
  Object.values(visits).flatMap((visit) => {
    const lacks = lackOf(visit, new Set(Object.values(confirmations).map((one) => one.visit)));
    const on = visit.time?.on ?? visit.schedule?.on ?? null;
    if (!lacks || on === null || on > day) return [];
    return [{ engagement, visit: visit.id, number: visit.number, on, lacks }];
  });

const lackOf = ({ id, status }: Visit, confirmed: ReadonlySet<string>): 'start' | 'end' | 'confirmation' | null => {
  if (status === 'scheduled') return 'start';
  if (status === 'started') return 'end';
  return status === 'ended' && !confirmed.has(id) ? 'confirmation' : null;
};
