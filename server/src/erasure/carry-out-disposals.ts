import { type Disposal, disposalParts } from '@banso/shared/disposal/disposal.ts';
import { type Envelope, SYSTEM } from '@banso/shared/operation/envelope.ts';
import type { Server } from '../server.ts';
import { erasePassbooks, passbooksOnlyOf } from './erase-passbooks.ts';
import { eraseClasses } from '../store/erasure.ts';
import { destroySealKey } from '../store/seal-keys.ts';
import type { Transaction } from '../store/schema.ts';
import { partsOfAggregates } from '../store/parts.ts';
import { recordAsServer } from '../sync/record-as-server.ts';

/** Which of the operations just carried out ask the server to erase. */
export const approvedDisposals = (operations: readonly Envelope[]): readonly string[] =>
  operations.flatMap(({ type, aggregate }) => (type === 'disposal-approved@1' ? [aggregate] : []));

/**
 * Erases what these disposals name, in the transaction of their approval: the engagement's keys of the classes are destroyed, so
 * that log and backups can never be opened again, its parts of the classes are deleted and leave every feed, the photos' bytes go.
 * Then the server records what it did. The hashes stay and the chains still verify (L16).
 */
export const carryOutDisposals = async (
  tx: Transaction,
  server: Pick<Server, 'accept' | 'clock' | 'random'>,
  { tenant, disposals }: { readonly tenant: string; readonly disposals: readonly string[] },
): Promise<void> => {
  for (const id of disposals) {
    const disposal = await disposalOf(tx, id);
    if (!disposal || disposal.carriedOut) continue;
    const atMs = server.clock.nowMs();
    const owner = `engagement/${disposal.engagement}`;
    const { engagement, classes } = disposal;
    // Read before its own records go.
    const passbooks = classes.includes('D') ? await passbooksOnlyOf(tx, engagement) : [];
    for (const retention of classes) await destroySealKey(tx, { owner, class: retention, at: new Date(atMs) });
    const erased = await eraseClasses(tx, { engagement, classes });
    const passbookPhotos = await erasePassbooks(tx, server, { tenant, passbooks, atMs });
    const body = { ...erased, photos: erased.photos + passbookPhotos };
    await recordAsServer(tx, {
      server,
      tenant,
      operations: [{ kind: 'disposal', aggregate: id, actor: SYSTEM, atMs, type: 'disposal-carried-out@1', body }],
    });
  }
};

const disposalOf = async (tx: Transaction, id: string): Promise<Disposal | null> =>
  disposalParts.fromParts(await partsOfAggregates(tx, [{ kind: 'disposal', id }]));
