import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** One exchange of the client with the server, as the wire saw it. */
export type Exchange = { readonly path: string; readonly bytesUp: number; readonly bytesDown: number };

/** One address that stays while servers behind it come and go; counts what passes and answers the limits itself. */
export type Front = {
  readonly url: string;
  readonly toServer: (port: number) => void;
  /** Everything since the last call. */
  readonly exchanges: () => readonly Exchange[];
  readonly close: () => Promise<void>;
};

/** Serves the page's script, passes `/api/` on to the server, and answers `/limit/post` after an fsync of what came. */
export const openFront = async ({
  script,
  folder,
}: {
  readonly script: string;
  readonly folder: string;
}): Promise<Front> => {
  let port = 0;
  let seen: Exchange[] = [];
  let pulled = Buffer.from('{}');

  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse, path: string) => {
    const body = await bytesOf(incoming);
    const answer = await forward(incoming, { port, path, body });
    const down = await bytesOf(answer);
    seen.push({ path, bytesUp: body.length, bytesDown: down.length });
    if (path === '/api/sync' && !answer.headers['content-encoding'] && down.length > pulled.length) pulled = down;
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(down);
  };

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const path = incoming.url ?? '/';
    if (path.startsWith('/api/')) return pass(incoming, outgoing, path);
    if (path === '/limit/post') {
      writeDurably(join(folder, 'bare-post'), await bytesOf(incoming));
      return outgoing.writeHead(204).end();
    }
    if (path === '/limit/get') {
      const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
      return outgoing.writeHead(200, headers).end(gzipSync(pulled, { level: 1 }));
    }
    if (path === '/bench-page.js') return outgoing.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    return outgoing.writeHead(200, { 'content-type': 'text/html' }).end(HTML);
  };

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.writeHead(502).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    toServer: (now) => {
      port = now;
    },
    exchanges: () => {
      const since = seen;
      seen = [];
      return since;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const HTML = '<!doctype html><meta charset="utf-8"><title>bench</title><script src="/bench-page.js"></script>';

const bytesOf = async (stream: IncomingMessage): Promise<Buffer<ArrayBuffer>> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const forward = (
  { method, headers }: IncomingMessage,
  { port, path, body }: { readonly port: number; readonly path: string; readonly body: Buffer },
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const onward = request({ host: '127.0.0.1', port, path, method, headers }, resolve);
    onward.on('error', reject);
    onward.end(body);
  });

const writeDurably = (path: string, bytes: Buffer): void => {
  const file = openSync(path, 'w');
  writeSync(file, bytes);
  fsyncSync(file);
  closeSync(file);
};
