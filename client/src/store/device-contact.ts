import type { SyncRequest } from '@banso/shared/protocol/sync.ts';
import { type Database, withConnection } from './database.ts';
import { readPosition } from './local-records.ts';
import { outboxCounts } from './outbox-entries.ts';
import type { StorePorts } from './store-ports.ts';

/** How this device stands, for the register of devices; a locked one can say it too. */
export const contactOf = async (
  database: Database,
  { persisted }: Pick<StorePorts, 'persisted'>,
): Promise<NonNullable<SyncRequest['contact']>> => {
  const { sync } = await withConnection(database, () => readPosition(database));
  const { waiting, oldestMs } = await outboxCounts(database);
  const photos = await withConnection(database, () => database.photos.where('stage').equals('waiting').count());
  return {
    waiting: { operations: waiting, photos, oldestMs },
    clockOffsetMs: sync.offsetMs,
    persisted: await (persisted?.() ?? null),
  };
};
