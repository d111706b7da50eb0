import type { Database, OutboxRow, PhotoBytesRow, PhotoRow, SyncRow, TipRow } from './database.ts';
import type { Position } from './local-records.ts';

/** What an operation names and is kept with it, all or none: a photo and its bytes. */
export type Attached = { readonly photo: PhotoRow; readonly bytes: PhotoBytesRow };

/**
 * The one transaction of a recording; null, and nothing written, when the disk holds something newer than what the row was
 * prepared on. Rejects with what IndexedDB throws when the disk does not take it.
 *
 * Asked of the browser directly: Dexie's own turns between the requests cost a tap as much as the disk does. All requests are
 * asked at once and answered in their order.
 */
export const commitOperation = (
  database: Database,
  {
    row,
    position,
    attached,
  }: { readonly row: OutboxRow; readonly position: Position; readonly attached: Attached | null },
): Promise<TipRow | null> =>
  new Promise((resolve, reject) => {
    const tip: TipRow = { id: 'tip', seq: row.seq, chain: row.chain };
    const transaction = database
      .backendDB()
      .transaction(['meta', 'outbox', ...(attached ? ['photos', 'photoBytes'] : [])], 'readwrite', {
        durability: 'strict' as const,
      });
    let overtaken = false;
    transaction.addEventListener('complete', () => resolve(tip));
    transaction.addEventListener('abort', () => {
      // Another tab holds this sequence number already.
      overtaken ||= transaction.error?.name === 'ConstraintError';
      if (overtaken) resolve(null);
      else reject(transaction.error ?? new Error('The browser gave up the transaction.'));
    });
    try {
      const meta = transaction.objectStore('meta');
      const tipHeld = meta.get('tip') as IDBRequest<TipRow>;
      const syncHeld = meta.get('sync') as IDBRequest<SyncRow>;
      syncHeld.addEventListener('success', () => {
        if (isSamePosition({ tip: tipHeld.result, sync: syncHeld.result }, position)) return;
        overtaken = true;
        transaction.abort();
      });
      transaction.objectStore('outbox').add(row);
      if (attached) {
        transaction.objectStore('photos').put(attached.photo);
        transaction.objectStore('photoBytes').put(attached.bytes);
      }
      meta.put(tip);
    } catch (error) {
      reject(error as Error);
      // What was asked before it would be committed otherwise: half a recording.
      transaction.abort();
    }
  });

const isSamePosition = ({ tip, sync }: Position, then: Position): boolean =>
  tip.seq === then.tip.seq &&
  tip.chain === then.tip.chain &&
  sync.answers === then.sync.answers &&
  sync.sealing === then.sync.sealing &&
  sync.token === then.sync.token &&
  sync.offsetMs === then.sync.offsetMs;
