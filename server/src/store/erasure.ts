import { sql } from 'kysely';
import { writeFeed } from './feed.ts';
import { lockRecords } from './parts.ts';
import type { Transaction } from './schema.ts';
import { lockTenantCounter, raiseTenantCounter } from './tenants.ts';

/**
 * Deletes an engagement's parts of these classes, with their bytes and what was written to companies out of them, and says in
 * every feed that had them that they are gone. A key that never was is left destroyed as well, so that nothing is ever sealed
 * under it again. Answers how much there was.
 */
export const eraseClasses = async (
  tx: Transaction,
  { engagement, classes }: { readonly engagement: string; readonly classes: readonly string[] },
): Promise<{ readonly operations: number; readonly parts: number; readonly photos: number }> => {
  await lockRecords(tx, [{ kind: 'engagement', id: engagement }]);
  const ofEngagement = sql<boolean>`kind = 'engagement' and aggregate_id = ${engagement}`;
  const operations = await tx
    .selectFrom('log')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('keyOwner', '=', `engagement/${engagement}`)
    .where('retention', 'in', classes)
    .executeTakeFirstOrThrow();
  const gone = await tx
    .deleteFrom('part')
    .where(ofEngagement)
    .where('retention', 'in', classes)
    .returning(['part'])
    .execute();
  const photos = await tx
    .deleteFrom('blob')
    .where(ofEngagement)
    .where('retention', 'in', classes)
    .returning(['part'])
    .execute();
  const parts = gone.map(({ part }) => part);
  for (const table of ['blobChunk', 'blobUpload'] as const)
    if (parts.length > 0) await tx.deleteFrom(table).where(ofEngagement).where('part', 'in', parts).execute();
  if (classes.includes('B'))
    await tx.updateTable('notice').set({ sealedContent: null }).where('engagement', '=', engagement).execute();
  await leaveFeeds(tx, engagement, parts);
  return { operations: operations.count, parts: parts.length, photos: photos.length };
};

/** Deletes the bytes of these parts, arrived or on their way; the records stay. Answers how many had arrived. */
export const eraseBytes = async (
  tx: Transaction,
  { kind, id, parts }: { readonly kind: string; readonly id: string; readonly parts: readonly string[] },
): Promise<number> => {
  if (parts.length === 0) return 0;
  const ofAggregate = sql<boolean>`kind = ${kind} and aggregate_id = ${id}`;
  const gone = await tx.deleteFrom('blob').where(ofAggregate).where('part', 'in', parts).returning(['part']).execute();
  for (const table of ['blobChunk', 'blobUpload'] as const)
    await tx.deleteFrom(table).where(ofAggregate).where('part', 'in', parts).execute();
  return gone.length;
};

const leaveFeeds = async (tx: Transaction, engagement: string, parts: readonly string[]): Promise<void> => {
  if (parts.length === 0) return;
  const shown = await tx
    .selectFrom('feed')
    .select(['scope', 'kind', 'aggregateId', 'part'])
    .where('kind', '=', 'engagement')
    .where('aggregateId', '=', engagement)
    .where('part', 'in', parts)
    .where('present', '=', true)
    .execute();
  const { head, logPosition, chain } = await lockTenantCounter(tx);
  await writeFeed(
    tx,
    shown.map((row) => ({ ...row, present: false, head: head + 1 })),
  );
  await raiseTenantCounter(tx, { head: head + 1, logPosition, chain });
};
