import { erasedStatement } from '@banso/shared/device/device.ts';
import { type Database, databaseName, databaseOf, type ErasedRow, withConnection } from './database.ts';
import type { StorePorts } from './store-ports.ts';

/** This device's signed word that its keys and records are gone; `left`: what had not reached the server by then. */
export type ErasedWord = {
  readonly tenant: string;
  readonly device: string;
  readonly order: string;
  readonly left: ErasedRow['left'];
  readonly signature: string;
};

type Who = { readonly tenant: string; readonly person: string };
type Crypto = Pick<StorePorts, 'crypto'>;

/**
 * Obeys the server's order: every key that opens something here goes first (the one beside the data, the data key's wraps, the box
 * and the glance of the lock), in a commit of its own, so that a phone switched off in the middle holds nothing that can be read;
 * then what they sealed. It asks for no key itself: a locked phone obeys as well. The key that signs stays until the server has
 * this device's word. Obeyed twice it is the same word. Throws where nothing can be written.
 */
export const eraseDevice = async (
  database: Database,
  { order, tenant, crypto }: Crypto & { readonly order: string; readonly tenant: string },
): Promise<ErasedWord> => {
  await withConnection(database, () =>
    database.transaction('rw', [database.meta, database.outbox, database.photos], async () => {
      if ((await database.meta.get('erased'))?.id === 'erased') return;
      const identity = await database.meta.get('identity');
      if (identity?.id !== 'identity') throw new Error('This database was never set up.');
      const { sealKey: _, ...signer } = identity;
      const operations = await database.outbox.where('stage').equals('waiting').count();
      const photos = await database.photos.where('stage').equals('waiting').count();
      const erased: ErasedRow = { id: 'erased', order, left: { operations, photos } };
      // Without its seal key the row is no identity any more; everything that opens records asks for one.
      await database.meta.clear();
      await database.meta.bulkPut([{ ...signer, id: 'signer' }, erased]);
    }),
  );
  const word = await wordIn(database, { tenant, crypto });
  if (!word) throw new Error('The word of an erased device is missing.');
  return word;
};

/** The word of a device that was erased and has not reached the server with it; null for every other. */
export const unsentErasedWord = async (who: Who, ports: StorePorts): Promise<ErasedWord | null> => {
  const database = databaseOf(databaseName(who), ports.indexedDb);
  try {
    return await wordIn(database, { tenant: who.tenant, crypto: ports.crypto });
  } finally {
    database.close();
  }
};

/** Forgets the device itself: the server has its word. The next sign-in is another device. */
export const dropErased = async (who: Who, { indexedDb }: Pick<StorePorts, 'indexedDb'>): Promise<void> => {
  await databaseOf(databaseName(who), indexedDb).delete();
};

/** Also finishes what a power cut interrupted: the records may still lie there, unreadable. */
const wordIn = async (
  database: Database,
  { tenant, crypto }: Crypto & { readonly tenant: string },
): Promise<ErasedWord | null> => {
  const [erased, signer] = await withConnection(database, () => database.meta.bulkGet(['erased', 'signer']));
  if (erased?.id !== 'erased' || signer?.id !== 'signer') return null;
  const others = database.tables.filter(({ name }) => name !== 'meta');
  await withConnection(database, () =>
    database.transaction('rw', [database.meta, ...others], async () => {
      for (const table of others) await table.clear();
      // What another tab still wrote down before it was told.
      await database.meta.where('id').noneOf(['erased', 'signer']).delete();
    }),
  );
  const { order, left } = erased;
  const { device } = signer;
  const signature = await crypto.sign(signer.deviceKey, erasedStatement({ tenant, device, order, left }));
  return { tenant, device, order, left, signature };
};
