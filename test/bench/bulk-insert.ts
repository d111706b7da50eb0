import { join } from 'node:path';
import { openDurablePglite } from '@banso/server/store/pglite-durable.ts';

/** The least a database can cost: every text in one INSERT, on an empty table of the same durable PGlite. */
export type BulkInsert = {
  readonly run: (texts: readonly string[]) => Promise<number>;
  readonly close: () => Promise<void>;
};

export const openBulkInsert = async (folder: string): Promise<BulkInsert> => {
  const pglite = await openDurablePglite({ folder: join(folder, 'bulk-insert') });
  await pglite.exec('create table text_only (id serial primary key, body text not null)');
  return {
    run: async (texts) => {
      await pglite.exec('truncate text_only');
      const beganMs = performance.now();
      await pglite.query('insert into text_only (body) select * from json_array_elements_text($1::json)', [
        JSON.stringify(texts),
      ]);
      return performance.now() - beganMs;
    },
    close: () => pglite.close(),
  };
};
