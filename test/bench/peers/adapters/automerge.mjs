// Automerge-repo: a document for each visit, and one that lists their addresses; its WebSocket adapter, its storage in files.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { WebSocketServer } from 'ws';
import { reach, sleep } from '../lib/wait.mjs';

export const label = 'Automerge-repo 2 (files), a document per visit (every edit)';
export const lazy = true;
export const settleMs = 1_000;
export const measures = ['push', 'pull', 'crash'];

export const server = async ({ dir, port, stored }) => {
  const [{ Repo }, { NodeWSServerAdapter }, { NodeFSStorageAdapter }] = await Promise.all([
    import('@automerge/automerge-repo'),
    import('@automerge/automerge-repo-network-websocket'),
    import('@automerge/automerge-repo-storage-nodefs'),
  ]);
  const safe = new Set();
  let repo;
  /** Counts the visits whose last state is in a file. */
  class Storage extends NodeFSStorageAdapter {
    async save(key, data) {
      const handle = repo?.handles[key[0]];
      const isLast = handle?.isReady?.() && String(handle.doc()?.status) === 'submitted';
      await super.save(key, data);
      if (!isLast || safe.has(key[0])) return;
      safe.add(key[0]);
      stored(safe.size);
    }
  }
  const listFile = `${dir}/list`;
  let list;
  const listening = http.createServer((_, response) => response.end(list));
  const sockets = new WebSocketServer({ server: listening, maxPayload: 2 ** 30 });
  repo = new Repo({
    network: [new NodeWSServerAdapter(sockets)],
    storage: new Storage(`${dir}/documents`),
    peerId: 'server',
    sharePolicy: async () => false,
  });
  if (existsSync(listFile)) {
    list = readFileSync(listFile, 'utf8');
    await repo.find(list);
  } else {
    list = repo.create({ visits: {} }).url;
    writeFileSync(listFile, list);
    await repo.flush();
  }
  await new Promise((resolve) => listening.listen(port, '127.0.0.1', resolve));
};

export const open = async ({ url, name }) => {
  const [{ Repo, ImmutableString }, { WebSocketClientAdapter }] = await Promise.all([
    import('@automerge/automerge-repo'),
    import('@automerge/automerge-repo-network-websocket'),
  ]);
  const listUrl = await (await fetch(url)).text();
  const repo = new Repo({ network: [], peerId: `${name}-${Math.random()}`, sharePolicy: async () => true });
  const handles = new Map();
  const unlisted = new Map();
  let connected = false;
  let list;
  const visitOf = (document) =>
    Object.fromEntries(
      Object.entries(document).map(([key, value]) => [key, value instanceof ImmutableString ? String(value) : value]),
    );
  // A document may be asked for before it has arrived at the server.
  const find = async (address) => {
    for (let tries = 0; ; tries += 1) {
      try {
        return await repo.find(address);
      } catch (error) {
        if (tries > 100) throw error;
        await sleep(100);
      }
    }
  };
  const inSync = async () => {
    if (!connected) {
      connected = true;
      repo.networkSubsystem.addNetworkAdapter(new WebSocketClientAdapter(url.replace('http', 'ws'), 500));
    }
    await repo.networkSubsystem.whenReady();
    list ??= await find(listUrl);
  };
  const load = async () => {
    const missing = Object.entries(list.doc().visits).filter(([id]) => !handles.has(id));
    await Promise.all(
      missing.map(async ([id, address]) => {
        handles.set(id, null);
        handles.set(id, await find(address));
      }),
    );
  };
  const here = () => [...handles.values()].filter((handle) => handle?.doc());
  return {
    apply: (edits) => {
      for (const { id, set } of edits) {
        if (!handles.has(id)) {
          handles.set(id, repo.create({ id }));
          unlisted.set(id, handles.get(id).url);
        }
        handles.get(id).change((document) => {
          for (const [key, value] of Object.entries(set))
            document[key] = typeof value === 'string' ? new ImmutableString(value) : value;
        });
      }
    },
    push: async () => {
      await inSync();
      list.change(({ visits }) => {
        for (const [id, address] of unlisted) visits[id] ??= address;
      });
      unlisted.clear();
    },
    pull: async (count) => {
      await inSync();
      list.on('change', () => void load());
      await load();
      await reach(() => here().filter((handle) => String(handle.doc().status) === 'submitted').length, count);
    },
    read: () => here().map((handle) => visitOf(handle.doc())),
  };
};
