// TinyBase: a mergeable store by its WebSocket server, which writes the whole store as one JSON file at each change.
import { WebSocket, WebSocketServer } from 'ws';
import { reach } from '../lib/wait.mjs';

export const label = 'TinyBase 10 / its WebSocket server (file)';
export const lazy = true;
export const settleMs = 1_500;
export const rooms = true;
export const measures = ['push', 'pull', 'crowd', 'crash'];
/** The library's default; starting waits this long where nobody else is connected. */
const REQUEST_SECONDS = 1;
const RECONNECT_MS = 300;

const submittedIn = (store) =>
  store.getRowIds('visits').filter((id) => store.getCell('visits', id, 'status') === 'submitted').length;

export const server = async ({ dir, port, stored }) => {
  const [{ createMergeableStore }, { createWsServer }, { createFilePersister }] = await Promise.all([
    import('tinybase'),
    import('tinybase/synchronizers/synchronizer-ws-server'),
    import('tinybase/persisters/persister-file'),
  ]);
  const counts = new Map();
  const sockets = new WebSocketServer({ port, host: '127.0.0.1' });
  createWsServer(sockets, (path) => {
    const store = createMergeableStore();
    const persister = createFilePersister(store, `${dir}/${path.replace(/\W/g, '-')}.json`);
    persister.addStatusListener((_, status) => {
      if (status !== 0) return;
      counts.set(path, submittedIn(store));
      stored([...counts.values()].reduce((sum, count) => sum + count, 0));
    });
    return persister;
  });
  await new Promise((resolve) => sockets.on('listening', resolve));
};

export const open = async ({ url, room }) => {
  const [{ createMergeableStore }, { createWsSynchronizer }] = await Promise.all([
    import('tinybase'),
    import('tinybase/synchronizers/synchronizer-ws-client'),
  ]);
  const store = createMergeableStore();
  let connected;
  const connect = async () => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/${room}`);
    socket.on('error', () => {});
    socket.on('close', () => setTimeout(connect, RECONNECT_MS));
    await (await createWsSynchronizer(store, socket, REQUEST_SECONDS)).startSync();
  };
  return {
    apply: (edits) =>
      store.transaction(() => {
        for (const { id, set } of edits) store.setPartialRow('visits', id, set);
      }),
    push: () => (connected ??= connect()),
    pull: async (count) => {
      await (connected ??= connect());
      await reach(() => submittedIn(store), count);
    },
    read: () => store.getRowIds('visits').map((id) => ({ id, ...store.getRow('visits', id) })),
  };
};
