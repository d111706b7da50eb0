import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StoreOptions } from '@banso/server/store/open-store.ts';

export type ServerPlace = StoreOptions & { readonly keyFile: string; readonly smtpUrl?: string };

export type ServerProcess = {
  readonly url: string;
  /** SIGKILL: no handler runs, nothing is flushed. */
  readonly kill: () => Promise<void>;
  /** What it said last when it ended by itself; null while it runs, and after a kill. */
  readonly lastWord: () => string | null;
};

const builtServer = process.env['BANSO_PGLITE_DIR'] ?? fileURLToPath(new URL('../../server/dist', import.meta.url));

const running = new Set<ChildProcess>();

/** Ends every process that a test left running. */
export const killServers = async (): Promise<void> => {
  for (const child of running) await killed(child);
};

/** Starts the built server on a free port, as `npm start` does; resolves when it answers. Throws what it said when it does not start. */
export const startServer = async (place: ServerPlace): Promise<ServerProcess> => {
  const { child, said } = spawnServer(place, []);
  const address = /https?:\/\/localhost:\d+/;
  while (!address.test(said())) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server did not start: ${said()}`);
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  }
  return {
    url: address.exec(said())?.[0] ?? '',
    kill: () => killed(child),
    lastWord: () => (child.exitCode === null ? null : `${child.exitCode}: ${said().slice(-2_000)}`),
  };
};

/** Runs the built server with this command to its end; answers its exit code and all it said. */
export const runToEnd = async (
  place: ServerPlace,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly said: string }> => {
  const { child, said } = spawnServer(place, args);
  if (child.exitCode === null) await once(child, 'close');
  return { code: child.exitCode, said: said() };
};

const spawnServer = ({ dataDir, databaseUrl, keyFile, smtpUrl }: ServerPlace, args: readonly string[]) => {
  const child = spawn(process.execPath, [join(builtServer, 'main.js'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      HOST: '127.0.0.1',
      SAMPLE: 'off',
      DATA_DIR: dataDir,
      KEY_FILE: keyFile,
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
      ...(smtpUrl === undefined ? {} : { SMTP_URL: smtpUrl, MAIL_FROM: 'banso@office.example' }),
      BANSO_CLIENT_DIR: builtServer,
      BANSO_MIGRATIONS_DIR: join(builtServer, 'migrations'),
      BANSO_FORMS_DIR: join(builtServer, 'forms'),
      BANSO_PGLITE_DIR: builtServer,
    },
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { child, said: () => Buffer.concat(chunks).toString('utf8') };
};

const killed = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
};

export type HoldingProxy = {
  readonly url: string;
  /** Resolves when the server has the whole next request. */
  readonly requestPassed: () => Promise<void>;
  /** From now on whole responses are kept back; resolves with the next one, as the server gave it and nobody got it. */
  readonly holdResponse: () => Promise<Response>;
  readonly close: () => Promise<void>;
};

/** A proxy before the server that can keep a finished response from the phone: the worst moment for a network to break. */
export const startProxy = async (target: () => string): Promise<HoldingProxy> => {
  let onPassed: (() => void) | undefined;
  let onHeld: ((response: Response) => void) | undefined;
  const proxy = createServer((incoming, outgoing) => {
    const { hostname, port } = new URL(target());
    const options = { hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers };
    const upstream = httpRequest(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => outgoing.destroy());
      response.on('end', () => {
        if (onHeld) return onHeld(new Response(Buffer.concat(chunks)));
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        outgoing.end(Buffer.concat(chunks));
      });
    });
    upstream.on('error', () => outgoing.destroy());
    upstream.on('finish', () => onPassed?.());
    incoming.pipe(upstream);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    requestPassed: () =>
      new Promise((resolve) => {
        onPassed = resolve;
      }),
    holdResponse: () =>
      new Promise((resolve) => {
        onHeld = resolve;
      }),
    close: async () => {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
};
