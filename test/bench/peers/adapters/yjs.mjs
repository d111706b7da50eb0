// Yjs: one document for each room, a map of visits; Hocuspocus with its SQLite extension, which stores two to ten seconds later.
import { WebSocket } from 'ws';
import { reach, sleep } from '../lib/wait.mjs';

export const label = 'Yjs 13 / Hocuspocus 4 (SQLite), one document';
export const lazy = true;
export const settleMs = 2_800;
export const rooms = true;
export const oneRoomForMore = true;

export const server = async ({ dir, port, stored }) => {
  const [{ Server }, { SQLite }] = await Promise.all([
    import('@hocuspocus/server'),
    import('@hocuspocus/extension-sqlite'),
  ]);
  const counts = new Map();
  const submitted = (document) =>
    [...document.getMap('visits').values()].filter((visit) => visit.get('status') === 'submitted').length;
  const hocuspocus = new Server({
    port,
    address: '127.0.0.1',
    quiet: true,
    extensions: [new SQLite({ database: `${dir}/documents.db` })],
    afterStoreDocument: async ({ document, documentName }) => {
      counts.set(documentName, submitted(document));
      stored([...counts.values()].reduce((sum, count) => sum + count, 0));
    },
  });
  await hocuspocus.listen();
};

export const open = async ({ url, room }) => {
  const [Y, { HocuspocusProvider, HocuspocusProviderWebsocket }] = await Promise.all([
    import('yjs'),
    import('@hocuspocus/provider'),
  ]);
  const document = new Y.Doc();
  const visits = document.getMap('visits');
  let provider;
  let acked = [];
  const inSync = async () => {
    if (!provider) {
      const options = { url: url.replace('http', 'ws'), WebSocketPolyfill: WebSocket };
      const websocketProvider = new HocuspocusProviderWebsocket(options);
      provider = new HocuspocusProvider({ websocketProvider, name: room, document });
      provider.attach();
    }
    while (!provider.synced || provider.hasUnsyncedChanges) await sleep(2);
  };
  return {
    apply: (edits) =>
      document.transact(() => {
        for (const { id, set } of edits) {
          if (!visits.has(id)) visits.set(id, new Y.Map([['id', id]]));
          for (const [key, value] of Object.entries(set)) visits.get(id).set(key, value);
        }
      }),
    push: async () => {
      await inSync();
      acked = [...visits].map(([id, visit]) => [id, visit.get('rev')]);
    },
    pull: async (count) => {
      await inSync();
      if (count) await reach(() => visits.size, count);
    },
    live: async (seen) => {
      await inSync();
      visits.observeDeep((events) => {
        for (const { target, changes } of events) {
          if (target !== visits) seen(target.toJSON());
          else for (const id of changes.keys.keys()) seen(visits.get(id).toJSON());
        }
      });
    },
    acked: () => acked,
    read: () => [...visits.values()].map((visit) => visit.toJSON()),
  };
};
