// A limit: the same INSERT into PGlite on a disk, in the client's own process. As shipped: it does not flush.
import { CREATE, insertOf } from '../lib/visit-table.mjs';

export const label = 'limit: one INSERT, PGlite in process, unflushed';
export const measures = ['push'];
export const inProcess = true;
export const server = async () => {};

export const open = async ({ dir }) => {
  const { PGlite } = await import('@electric-sql/pglite');
  const database = await PGlite.create(`${dir}/pglite`);
  await database.exec(CREATE);
  const visits = new Map();
  return {
    apply: (edits) => {
      for (const { id, set } of edits) visits.set(id, { id, ...visits.get(id), ...set });
    },
    push: async () => {
      await database.query(...insertOf([...visits.values()]));
    },
    read: () => [...visits.values()],
  };
};
