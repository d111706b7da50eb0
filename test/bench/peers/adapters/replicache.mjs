// Replicache in memory with the "global version" backend of its guides: Hono and PostgreSQL, a transaction per push, a poke by SSE.
// Every edit is kept apart until the server has run it.
import { openPostgres } from '../lib/postgres.mjs';
import { listen, sleep } from '../lib/wait.mjs';

export const label = 'Replicache 15 / Hono + PostgreSQL (every edit)';
export const rooms = true;
export const oneRoomForMore = true;

const TABLES = `
  create table if not exists space (version bigint not null);
  insert into space select 0 where not exists (select from space);
  create table if not exists client (id text primary key, grp text not null, last bigint not null, version bigint not null);
  create index if not exists client_by_group on client (grp, version);
  create table if not exists visit (id text primary key, data text not null, version bigint not null, room text);
  create index if not exists visit_by_version on visit (version)`;

export const server = async ({ dir, port }) => {
  const [{ Hono }, { serve }, { streamSSE }] = await Promise.all([
    import('hono'),
    import('@hono/node-server'),
    import('hono/streaming'),
  ]);
  const pool = await openPostgres(dir, port + 2_000);
  await pool.query(TABLES);
  const listeners = new Set();
  const transact = async (begin, work) => {
    const connection = await pool.connect();
    try {
      await connection.query(begin);
      const answer = await work(async (text, ...values) => (await connection.query(text, values)).rows);
      await connection.query('commit');
      return answer;
    } catch (error) {
      await connection.query('rollback').catch(() => {});
      throw error;
    } finally {
      connection.release();
    }
  };
  const app = new Hono();
  app.post('/push', async (context) => {
    const { clientGroupID, mutations } = await context.req.json();
    await transact('begin', async (ask) => {
      const [{ version }] = await ask('update space set version = version + 1 returning version');
      const clientIds = [...new Set(mutations.map(({ clientID }) => clientID))];
      const visitIds = [...new Set(mutations.map(({ args }) => args.id))];
      const clients = await ask('select id, last from client where id = any($1)', clientIds);
      const last = new Map(clients.map((row) => [row.id, Number(row.last)]));
      const stored = await ask('select id, data from visit where id = any($1)', visitIds);
      const visits = new Map(stored.map(({ id, data }) => [id, JSON.parse(data)]));
      const changed = new Set();
      for (const { clientID, id, args } of mutations) {
        const done = last.get(clientID) ?? 0;
        if (id <= done) continue;
        if (id > done + 1) throw new Error('a mutation before this one is missing');
        visits.set(args.id, { id: args.id, ...visits.get(args.id), ...args.set });
        changed.add(args.id);
        last.set(clientID, id);
      }
      await ask(
        `insert into visit select id, data, $3, $4 from unnest($1::text[], $2::text[]) as row (id, data)
         on conflict (id) do update set data = excluded.data, version = excluded.version`,
        [...changed],
        [...changed].map((id) => JSON.stringify(visits.get(id))),
        version,
        context.req.query('room'),
      );
      await ask(
        `insert into client select id, $3, last, $4 from unnest($1::text[], $2::bigint[]) as row (id, last)
         on conflict (id) do update set last = excluded.last, version = excluded.version`,
        [...last.keys()],
        [...last.values()],
        clientGroupID,
        version,
      );
    });
    for (const poke of listeners) poke();
    return context.json({});
  });
  app.post('/pull', async (context) => {
    const { clientGroupID, cookie } = await context.req.json();
    const answer = await transact('begin isolation level repeatable read', async (ask) => {
      const [{ version }] = await ask('select version from space');
      const clients = await ask(
        'select id, last from client where grp = $1 and version > $2',
        clientGroupID,
        cookie ?? 0,
      );
      const room = context.req.query('room');
      const rows = await ask('select id, data from visit where version > $1 and room = $2', cookie ?? 0, room);
      const changes = JSON.stringify(Object.fromEntries(clients.map(({ id, last }) => [id, Number(last)])));
      const puts = rows.map(({ id, data }) => `{"op":"put","key":"visit/${id}","value":${data}}`);
      const patch = [...(cookie === null ? ['{"op":"clear"}'] : []), ...puts].join();
      return `{"cookie":${version},"lastMutationIDChanges":${changes},"patch":[${patch}]}`;
    });
    return context.body(answer, 200, { 'content-type': 'application/json' });
  });
  app.get('/poke', (context) =>
    streamSSE(context, async (stream) => {
      const poke = () => stream.writeSSE({ data: 'poke' });
      listeners.add(poke);
      await new Promise((resolve) => stream.onAbort(resolve));
      listeners.delete(poke);
    }),
  );
  await new Promise((resolve) => serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, resolve));
  const size = "select pg_total_relation_size('visit') + pg_total_relation_size('client') n";
  return { size: async () => Number((await pool.query(size)).rows[0].n) };
};

const OFFLINE = { httpRequestInfo: { httpStatusCode: 503, errorMessage: 'offline' } };

export const open = async ({ url, name, room }) => {
  const { Replicache, TEST_LICENSE_KEY } = await import('replicache');
  const acked = new Map();
  const ended = new AbortController();
  let online = false;
  const send = async (path, body) => {
    if (!online) return OFFLINE;
    try {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${url}${path}?room=${room}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      const httpRequestInfo = { httpStatusCode: response.status, errorMessage: '' };
      return { response: await response.json(), httpRequestInfo };
    } catch {
      return OFFLINE;
    }
  };
  const replicache = new Replicache({
    name,
    licenseKey: TEST_LICENSE_KEY,
    kvStore: 'mem',
    pullInterval: null,
    logSinks: [],
    schemaVersion: '1',
    mutators: {
      edit: async (tx, { id, set }) => {
        await tx.set(`visit/${id}`, { id, ...(await tx.get(`visit/${id}`)), ...set });
      },
    },
    pusher: async (body) => {
      const { httpRequestInfo } = await send('/push', body);
      if (httpRequestInfo.httpStatusCode === 200)
        for (const { args } of body.mutations) acked.set(args.id, args.set.rev);
      return { httpRequestInfo };
    },
    puller: (body) => send('/pull', body),
  });
  const pending = async () => (await replicache.experimentalPendingMutations()).length;
  return {
    apply: async (edits) => {
      for (const { id, set } of edits) await replicache.mutate.edit({ id, set });
    },
    push: async () => {
      online = true;
      // Pushed anew only when some pulls have not confirmed it.
      for (let tries = 0; (await pending()) > 0; tries += 1) {
        if (tries % 10 === 0) await replicache.push({ now: true }).catch(() => {});
        await replicache.pull({ now: true }).catch(() => {});
        if ((await pending()) > 0) await sleep(20);
      }
    },
    pull: async () => {
      online = true;
      await replicache.pull({ now: true });
    },
    live: async (seen) => {
      online = true;
      const watch = (changes) => {
        for (const { newValue } of changes) if (newValue) seen(newValue);
      };
      replicache.experimentalWatch(watch, { prefix: 'visit/' });
      const heard = () => void replicache.pull({ now: true }).catch(() => {});
      await new Promise((opened) => void listen(`${url}/poke`, heard, { signal: ended.signal, opened }));
    },
    acked: () => [...acked],
    read: () => replicache.query((tx) => tx.scan({ prefix: 'visit/' }).values().toArray()),
  };
};
