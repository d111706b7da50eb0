// PouchDB in memory, replicating with express-pouchdb on leveldb. It carries the last state of a visit, not its edits.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export const label = 'PouchDB 9 / express-pouchdb 4.2 (last states)';

export const server = async ({ dir, port }) => {
  const PouchDB = require('pouchdb').defaults({ prefix: `${dir}/` });
  const options = { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: `${dir}/log.txt` };
  const app = require('express')();
  app.use('/', require('express-pouchdb')(PouchDB, options));
  await new Promise((resolve) => app.listen(port, '127.0.0.1', resolve));
  await new PouchDB('visits').info();
};

const visitOf = ({ _id: id, _rev, _conflicts: conflicts, ...visit }) => ({
  id,
  doubled: conflicts?.length ?? 0,
  ...visit,
});

export const open = async ({ url, name }) => {
  const PouchDB = require('pouchdb');
  if (!PouchDB.adapters.memory) PouchDB.plugin(require('pouchdb-adapter-memory'));
  const database = new PouchDB(name, { adapter: 'memory', auto_compaction: true });
  const remote = `${url}/visits`;
  const documents = new Map();
  const acked = new Map();
  const done = (replication) =>
    new Promise((resolve, reject) => replication.on('complete', resolve).on('error', reject));
  return {
    apply: async (edits) => {
      const next = edits.map(({ id, set }) => ({ _id: id, ...documents.get(id), ...set }));
      for (const [k, { id, rev, error }] of (await database.bulkDocs(next)).entries()) {
        if (error) throw new Error(`${id}: ${error}`);
        documents.set(id, { ...next[k], _rev: rev });
      }
    },
    push: () => {
      const replication = database.replicate.to(remote);
      replication.on('change', ({ docs }) => {
        for (const { _id: id, rev } of docs) acked.set(id, rev);
      });
      return done(replication);
    },
    pull: () => done(database.replicate.from(remote)),
    live: (seen) =>
      new Promise((resolve) => {
        database
          .changes({ live: true, since: 'now', include_docs: true })
          .on('change', ({ doc }) => seen(visitOf(doc)));
        database.sync(remote, { live: true, retry: true }).on('paused', resolve);
      }),
    acked: () => [...acked],
    read: async () =>
      (await database.allDocs({ include_docs: true, conflicts: true })).rows.map(({ doc }) => visitOf(doc)),
  };
};
