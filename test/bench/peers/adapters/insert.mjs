// A limit: the visits in one INSERT into PostgreSQL over TCP, without a server between.
import { openPostgres } from '../lib/postgres.mjs';
import { CREATE, insertOf, visitsOf } from '../lib/visit-table.mjs';

export const label = 'limit: one INSERT, PostgreSQL';
export const measures = ['push', 'pull', 'crowd'];

export const server = async ({ dir, port }) => {
  const pool = await openPostgres(dir, port);
  await pool.query(CREATE);
  return { size: async () => Number((await pool.query("select pg_total_relation_size('visit') n")).rows[0].n) };
};

export const open = async ({ url }) => {
  const { default: pg } = await import('pg');
  const connection = new pg.Client(`${url.replace('http://', 'postgres://postgres@')}/postgres`);
  connection.on('error', () => {});
  const visits = new Map();
  let connected;
  const ready = () => (connected ??= connection.connect());
  return {
    apply: (edits) => {
      for (const { id, set } of edits) visits.set(id, { id, ...visits.get(id), ...set });
    },
    push: async () => {
      await ready();
      await connection.query(...insertOf([...visits.values()]));
    },
    pull: async () => {
      await ready();
      for (const visit of visitsOf((await connection.query('select * from visit')).rows)) visits.set(visit.id, visit);
    },
    read: () => [...visits.values()],
  };
};
