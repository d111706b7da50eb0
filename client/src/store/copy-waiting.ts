import { chainNext } from '@banso/shared/operation/chain.ts';
import { officePlace } from '@banso/shared/protocol/office-place.ts';
import { type Database, type OutboxRow, withConnection } from './database.ts';
import { outboxPlace, readPosition } from './local-records.ts';
import type { Seal } from './seal.ts';
import type { SealedBox } from './sealed-box.ts';

/**
 * Gives what waits, and was recorded before this device knew the office's key, its copy for the office: from then on it can be
 * sent from a locked phone, too.
 */
export const copyWaiting = async ({
  database,
  seal,
  officeBox,
  who,
  device,
}: {
  readonly database: Database;
  readonly seal: Seal;
  readonly officeBox: (officeKey: string) => Promise<SealedBox | null>;
  readonly who: { readonly tenant: string };
  readonly device: string;
}): Promise<void> => {
  const { sync } = await withConnection(database, () => readPosition(database));
  const box = sync.officeKey === undefined ? null : await officeBox(sync.officeKey);
  if (!box) return;
  const waiting = await withConnection(database, () => database.outbox.where('seq').above(sync.acked).toArray());
  for (const row of waiting.filter(({ forOffice }) => forOffice === undefined)) {
    const text = await seal.open(outboxPlace(row), row.sealed);
    if (text === null || chainNext(row.previousChain, text) !== row.chain) continue;
    const place = officePlace({ tenant: who.tenant, device, seq: row.seq });
    const forOffice = await box.seal(place, new TextEncoder().encode(text));
    await withConnection(database, () => database.outbox.update(row.seq, { forOffice } satisfies Partial<OutboxRow>));
  }
};
