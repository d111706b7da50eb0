import { readPhoto } from '@banso/server/blobs/read-photo.ts';
import { refold } from '@banso/server/refold.ts';
import { photoPart } from '@banso/shared/engagement/photo.ts';
import { sha256HexOfBytes } from '@banso/shared/lib/hash.ts';
import type { ModelDatabase } from '../database/model-database.ts';
import { openModelStore } from '../database/model-store.ts';
import type { Chance } from './chance.ts';
import { PEOPLE } from './office.ts';
import type { Oracle } from './oracle.ts';
import type { Scheduler } from './scheduler.ts';
import { serverOver } from './servers.ts';

/**
 * Texts, chains, receipts and the fold of the log, by the same proof that an office runs; and every photo as it was taken, read as the
 * desk reads it.
 */
export const prove = async ({
  database,
  scheduler,
  chance,
  oracle,
}: {
  readonly database: ModelDatabase;
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly oracle: Oracle;
}): Promise<void> => {
  const server = serverOver(openModelStore(database).store, {
    clock: { nowMs: scheduler.nowMs },
    random: chance.bytes,
  });
  server.stop();
  for (const { photo, engagement, sha256 } of oracle.photos.promised()) {
    const record = { engagement, part: photoPart(photo) };
    const { tenant, person } = PEOPLE.approver;
    const kept = await readPhoto(server, { tenant, person }, { record, sha256 }).catch(() => null);
    if (!kept || sha256HexOfBytes(kept.bytes) !== sha256) oracle.fail(`conservation: photo ${photo} is not whole`);
  }
  const flaws = await refold(server);
  if (flaws.length > 0) oracle.fail(`chains verify: ${flaws.slice(0, 3).join(' / ')}`);
};
