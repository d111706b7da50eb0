// RxDB in memory with the replication of its HTTP guide; the guide's server on SQLite (WAL, synchronous=FULL), a transaction per
// push. Batches of 100, its default. It carries the last state of a visit, not its edits.
import { listen, sleep } from '../lib/wait.mjs';

export const label = 'RxDB 17 / Hono + SQLite (last states)';

export const server = async ({ dir, port }) => {
  const [{ Hono }, { serve }, { streamSSE }, { default: Database }] = await Promise.all([
    import('hono'),
    import('@hono/node-server'),
    import('hono/streaming'),
    import('better-sqlite3'),
  ]);
  const database = new Database(`${dir}/visits.db`);
  database.pragma('journal_mode=WAL');
  database.pragma('synchronous=FULL');
  database.exec(`create table if not exists visit (id text primary key, seq integer not null, doc text not null);
    create unique index if not exists visit_seq on visit (seq)`);
  let seq = database.prepare('select max(seq) m from visit').get().m ?? 0;
  const current = database.prepare('select doc from visit where id = ?').pluck();
  const put = database.prepare(
    'insert into visit values (?, ?, ?) on conflict (id) do update set seq = excluded.seq, doc = excluded.doc',
  );
  const after = database.prepare('select seq, doc from visit where seq > ? order by seq limit ?');
  const listeners = new Set();
  const json = { 'content-type': 'application/json' };
  const app = new Hono();
  app.get('/pull', (context) => {
    const from = Number(context.req.query('seq'));
    const rows = after.all(from, Number(context.req.query('limit')));
    const documents = rows.map(({ doc }) => doc).join();
    return context.body(`{"documents":[${documents}],"checkpoint":{"seq":${rows.at(-1)?.seq ?? from}}}`, 200, json);
  });
  app.post('/push', async (context) => {
    const conflicts = [];
    const documents = [];
    const take = database.transaction((rows) => {
      for (const { newDocumentState, assumedMasterState } of rows) {
        const text = current.get(newDocumentState.id);
        const master = text && JSON.parse(text);
        if (master && master.rev !== assumedMasterState?.rev) conflicts.push(master);
        else {
          seq += 1;
          put.run(newDocumentState.id, seq, JSON.stringify(newDocumentState));
          documents.push(newDocumentState);
        }
      }
    });
    take(await context.req.json());
    const event = JSON.stringify({ documents, checkpoint: { seq } });
    if (documents.length > 0) for (const tell of listeners) tell(event);
    return context.json(conflicts);
  });
  app.get('/stream', (context) =>
    streamSSE(context, async (stream) => {
      const tell = (data) => stream.writeSSE({ data });
      listeners.add(tell);
      await tell('RESYNC');
      await new Promise((resolve) => stream.onAbort(resolve));
      listeners.delete(tell);
    }),
  );
  await new Promise((resolve) => serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, resolve));
  const pragma = (name) => database.pragma(name, { simple: true });
  return { size: () => pragma('page_count') * pragma('page_size') };
};

const TEXTS =
  'expert company startedAt status place present gist endedAt content effect progress nextContent nextOn signature signedBy signedAt submittedAt';
const SCHEMA = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'string', maxLength: 40 },
    rev: { type: 'number' },
    ...Object.fromEntries(TEXTS.split(' ').map((name) => [name, { type: 'string' }])),
  },
};

export const open = async ({ url, name }) => {
  const [{ createRxDatabase }, { getRxStorageMemory }, { replicateRxCollection }, { Subject }] = await Promise.all([
    import('rxdb'),
    import('rxdb/plugins/storage-memory'),
    import('rxdb/plugins/replication'),
    import('rxjs'),
  ]);
  const storage = getRxStorageMemory();
  const database = await createRxDatabase({ name: `db${name.replaceAll('-', '')}`, storage, multiInstance: false });
  const { visits } = await database.addCollections({ visits: { schema: SCHEMA } });
  const states = new Map();
  const acked = new Map();
  const events = new Subject();
  const ended = new AbortController();
  let replication;
  // Until somebody pulls it only sends, as the others do.
  let pulls = false;
  const ask = async (path, options) => {
    const response = await fetch(url + path, options);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  };
  const replicate = () =>
    (replication ??= replicateRxCollection({
      collection: visits,
      replicationIdentifier: 'http',
      live: true,
      pull: {
        batchSize: 100,
        stream$: events,
        handler: async (checkpoint, limit) =>
          pulls
            ? ask(`/pull?seq=${checkpoint?.seq ?? 0}&limit=${limit}`)
            : { documents: [], checkpoint: checkpoint ?? { seq: 0 } },
      },
      push: {
        batchSize: 100,
        handler: async (rows) => {
          const headers = { 'content-type': 'application/json' };
          const conflicts = await ask('/push', { method: 'POST', headers, body: JSON.stringify(rows) });
          for (const { newDocumentState: state } of rows) acked.set(state.id, state.rev);
          return conflicts;
        },
      },
    }));
  const inSync = async () => {
    await replicate().awaitInitialReplication();
    await replicate().awaitInSync();
  };
  return {
    apply: async (edits) => {
      for (const { id, set } of edits) states.set(id, { id, ...states.get(id), ...set });
      const [first, ...rest] = edits.map(({ id }) => states.get(id));
      if (rest.length === 0) await visits.upsert(first);
      else {
        const { error } = await visits.bulkUpsert([first, ...rest]);
        if (error.length > 0) throw error[0];
      }
    },
    push: inSync,
    pull: async () => {
      pulls = true;
      await inSync();
    },
    live: async (seen) => {
      pulls = true;
      replicate().received$.subscribe(seen);
      const heard = (data) => events.next(data === 'RESYNC' ? data : JSON.parse(data));
      await new Promise((opened) => void listen(`${url}/stream`, heard, { signal: ended.signal, opened }));
      await sleep(50);
      await replicate().awaitInSync();
    },
    acked: () => [...acked],
    read: async () => (await visits.find().exec()).map((document) => document.toMutableJSON()),
  };
};
