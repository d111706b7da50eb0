import type { DeviceRoom } from '@banso/shared/device/device.ts';
import type { SyncRequest } from '@banso/shared/protocol/sync.ts';
import { type Database, withConnection } from './database.ts';
import { readPosition } from './local-records.ts';
import { outboxCounts } from './outbox-entries.ts';
import type { StorageRoom } from './room.ts';
import type { StorePorts } from './store-ports.ts';

/** How this device stands, for the register of devices; a locked one can say it too. */
export const contactOf = async (
  database: Database,
  { persisted }: Pick<StorePorts, 'persisted'>,
  room: StorageRoom | null,
): Promise<NonNullable<SyncRequest['contact']>> => {
  const { sync } = await withConnection(database, () => readPosition(database));
  const { waiting, oldestMs } = await outboxCounts(database);
  const photos = await withConnection(database, () => database.photos.where('stage').equals('waiting').count());
  return {
    waiting: { operations: waiting, photos, oldestMs },
    clockOffsetMs: sync.offsetMs,
    persisted: await (persisted?.() ?? null),
    ...(room ? { room: roomWords(room) } : {}),
  };
};

/** By tens: each change is a write at the office. */
const roomWords = ({ freeBytes, usedBytes, reserve }: StorageRoom): DeviceRoom => ({
  freeMb: tens(freeBytes),
  usedMb: tens(usedBytes),
  reserve,
});

const tens = (bytes: number | null): number | null =>
  bytes === null ? null : Math.min(2_000_000_000, Math.round(bytes / (10 * 1024 * 1024)) * 10);
