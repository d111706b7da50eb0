import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs, { mkdtempSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { FolderInUse, lockFolder } from '@banso/server/store/folder-lock.ts';
import { headOfTenant, raiseTenantCounter, tenantById } from '@banso/server/store/tenants.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { migrationsDir, onPglite, openTenant } from '../support/databases.ts';

const temporary: string[] = [];
afterEach(() => {
  for (const folder of temporary.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('PGlite is durable', () => {
  const { open, place } = onPglite();

  test('[L6.8] a transaction is on the disk before its writer is told', async () => {
    const store = await open();
    await openTenant(store, 'fukuoka');
    const flushes = await flushesDuring(() =>
      store.transact('fukuoka', (tx) => raiseTenantCounter(tx, { head: 1, logPosition: 1, chain: 'x' })),
    );
    expect(flushes.filter((path) => path.includes('pg_wal'))).not.toHaveLength(0);
  });

  test('[L6.8] the count of flushes tells a durable database from PGlite as shipped', async () => {
    const folder = join(temporaryFolder(), 'database');
    const shipped = await PGlite.create({ fs: new NodeFS(folder) });
    await shipped.exec('create table visit (id int)');
    expect(await flushesDuring(() => shipped.exec('insert into visit values (1)'))).toHaveLength(0);
    await shipped.close();
  });

  test('[L6.8] a first start that was cut off is begun again, from program files that lie elsewhere', async () => {
    const dataDir = temporaryFolder();
    fs.mkdirSync(join(dataDir, 'database.new'));
    fs.writeFileSync(join(dataDir, 'database.new', 'PG_VERSION'), '18');
    const pgliteDir = dirname(fileURLToPath(import.meta.resolve('@electric-sql/pglite')));
    const store = await open({ dataDir, migrationsDir, pgliteDir });
    await openTenant(store, 'fukuoka');
    expect(fs.readdirSync(dataDir)).toEqual(['database']);
  });

  test('[L6.8] what was committed is there after closing and opening again', async () => {
    const at = await place();
    const store = await open(at);
    await openTenant(store, 'fukuoka');
    await store.transact('fukuoka', (tx) => raiseTenantCounter(tx, { head: 7, logPosition: 9, chain: 'x' }));
    await store.close();
    const again = await open(at);
    expect(await again.read('fukuoka', (tx) => tenantById(tx, 'fukuoka'))).toMatchObject({ head: 7, logPosition: 9 });
  });
});

describe('One process per data folder', () => {
  const { open, place } = onPglite();

  test('[L6.9] a second store on a folder in use is refused in words, and the first goes on', async () => {
    const at = await place();
    const store = await open(at);
    await openTenant(store, 'fukuoka');
    const second = open(at);
    await expect(second).rejects.toBeInstanceOf(FolderInUse);
    await expect(second).rejects.toThrow('このデータフォルダーは別のBansoが使用中です');
    expect(await store.read('fukuoka', headOfTenant)).toBe(0);
  });

  test('[L6.9] another process is refused too, and a killed owner leaves the folder free', async () => {
    const folder = temporaryFolder();
    const lock = await lockFolder(folder);
    expect(await answerOf(lockingProcess(folder))).toBe('FolderInUse');
    await lock.release();

    const owner = lockingProcess(folder);
    expect(await answerOf(owner)).toBe('locked');
    await expect(lockFolder(folder)).rejects.toBeInstanceOf(FolderInUse);
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    await (await lockFolder(folder)).release();
  });
});

const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'banso-durability-'));
  temporary.push(folder);
  return folder;
};

/** The files that reach the disk while `fn` runs, whoever flushes them: the calls are counted at Node's own door. */
const flushesDuring = async (fn: () => Promise<unknown>): Promise<readonly string[]> => {
  const flushed: string[] = [];
  const original = { fsyncSync: fs.fsyncSync, fdatasyncSync: fs.fdatasyncSync };
  const counting = (flush: (fd: number) => void) => (fd: number) => {
    flush(fd);
    flushed.push(process.platform === 'linux' ? fs.readlinkSync(`/proc/self/fd/${fd}`) : 'pg_wal');
  };
  const install = (calls: typeof original) => {
    Object.assign(fs, calls);
    syncBuiltinESMExports();
  };
  install({ fsyncSync: counting(original.fsyncSync), fdatasyncSync: counting(original.fdatasyncSync) });
  try {
    await fn();
    return [...flushed];
  } finally {
    install(original);
  }
};

/** A process that takes the folder, says so on its output, and holds it until it is killed. */
const lockingProcess = (folder: string) => {
  const module = JSON.stringify(import.meta.resolve('@banso/server/store/folder-lock.ts'));
  const program = `
    const { lockFolder } = await import(${module});
    try { await lockFolder(${JSON.stringify(folder)}); console.log('locked'); setInterval(() => {}, 1000); }
    catch (error) { console.log(error.name); }`;
  return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
};

const answerOf = async (child: ReturnType<typeof lockingProcess>): Promise<string> => {
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return line.toString().trim();
};
