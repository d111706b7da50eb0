import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { onPglite } from '../support/databases.ts';
import { killServers, startServer } from './server-process.ts';

let folder: string | undefined;
afterEach(async () => {
  await killServers();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** Requests that no client of ours makes, byte by byte, and the status each gets. */
const RAW: readonly (readonly [string, readonly string[], number])[] = [
  ['TRACE', ['TRACE / HTTP/1.1', 'Host: a', '', ''], 404],
  ['TRACE to the API', ['TRACE /api/me HTTP/1.1', 'Host: a', '', ''], 404],
  ['an invented method', ['NONSENSE / HTTP/1.1', 'Host: a', '', ''], 400],
  ['two lengths', ['POST /api/sync HTTP/1.1', 'Host: a', 'Content-Length: 1', 'Content-Length: 2', '', 'ab'], 400],
  [
    'a length and pieces',
    ['POST /api/sync HTTP/1.1', 'Host: a', 'Content-Length: 5', 'Transfer-Encoding: chunked', '', '0', '', ''],
    400,
  ],
  ['an unknown encoding', ['POST /api/sync HTTP/1.1', 'Host: a', 'Transfer-Encoding: xchunked', '', '0', '', ''], 400],
  ['a folded header', ['GET /api/me HTTP/1.1', 'Host: a', 'X: 1', ' 2', '', ''], 400],
  ['no host', ['GET /api/me HTTP/1.1', '', ''], 400],
  ['a host that is none', ['GET /api/me HTTP/1.1', 'Host: a b', '', ''], 400],
  ['another site’s address', ['GET http://evil.example/api/health HTTP/1.1', 'Host: a', '', ''], 200],
  ['an address without a slash', ['GET api HTTP/1.1', 'Host: a', '', ''], 400],
  ['a header beyond measure', ['GET / HTTP/1.1', 'Host: a', `X: ${'x'.repeat(100_000)}`, '', ''], 431],
];

describe('what is hardly HTTP', () => {
  const databases = onPglite();

  test('[L15.193] is refused by one reading of where a request ends, echoes nothing, and takes nothing down', async () => {
    folder = mkdtempSync(join(tmpdir(), 'banso-raw-'));
    const { url } = await startServer({ ...(await databases.place()), keyFile: join(folder, 'key-file') });
    for (const [name, lines, status] of RAW) {
      const answer = await send(url, lines.join('\r\n'));
      expect([name, answer.split('\r\n')[0]?.split(' ')[1]]).toEqual([name, String(status)]);
      expect([name, /\bat .+:\d+:\d+|xchunked/.test(answer)]).toEqual([name, false]);
    }
    expect((await fetch(`${url}/api/health`)).status).toBe(200);
  });
});

/** The first bytes of the answer to these bytes. */
const send = (url: string, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.once('data', (answer: Buffer) => {
      socket.destroy();
      resolve(answer.toString('latin1'));
    });
    socket.once('error', reject);
  });
