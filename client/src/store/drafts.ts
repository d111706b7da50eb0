import type { ClientStore } from './client-store.ts';
import { type Database, type DraftRow, withConnection } from './database.ts';
import { readSealedAs } from './local-records.ts';
import type { Room } from './room.ts';
import type { Seal } from './seal.ts';

/** What was typed or drawn and is not an operation yet; sealed like everything else. */
export const draftsIn = ({
  database,
  seal,
  room,
  changed,
}: {
  readonly database: Database;
  readonly seal: Seal;
  readonly room: Pick<Room, 'write'>;
  readonly changed: () => void;
}): Pick<ClientStore, 'saveDraft' | 'draft' | 'draftKeys' | 'dropDraft'> => {
  const latest = new Map<string, symbol>();
  return {
    saveDraft: async (key, value) => {
      const mine = Symbol(key);
      latest.set(key, mine);
      try {
        const sealed = await seal.seal(draftPlace(key), JSON.stringify(value ?? null));
        // A later keystroke may have been sealed sooner: an older text must not overwrite it.
        if (latest.get(key) === mine)
          await room.write(() => withConnection(database, () => putDraft(database, seal, { key, sealed })));
        changed();
        return 'saved';
      } catch (error) {
        console.error('Saving a draft failed', error);
        return 'failed';
      }
    },
    draft: async (key) => {
      const row = await withConnection(database, () =>
        database.transaction('r', [database.meta, database.drafts], async () => {
          await readSealedAs(database, seal);
          return database.drafts.get(key);
        }),
      );
      const text = row ? await seal.open(draftPlace(key), row.sealed) : null;
      return text === null ? undefined : (JSON.parse(text) as unknown);
    },
    draftKeys: () => withConnection(database, () => database.drafts.toCollection().primaryKeys()),
    dropDraft: async (key) => {
      latest.delete(key);
      await withConnection(database, () => database.drafts.delete(key));
      changed();
    },
  };
};

const putDraft = (database: Database, seal: Seal, row: DraftRow): Promise<unknown> =>
  database.transaction('rw', [database.meta, database.drafts], async () => {
    await readSealedAs(database, seal);
    await database.drafts.put(row);
  });

export const draftPlace = (key: string): string => `draft/${key}`;
