import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect, it } from 'vitest';
import { startPostgres } from './find-postgres.ts';
import { until } from './until.ts';

it('starts a PostgreSQL that answers, with fsync only when asked, and is gone after stop', async () => {
  for (const durable of [false, true]) {
    const postgres = await startPostgres({ durable });
    try {
      expect(await readSetting(postgres.url, 'fsync')).toBe(durable ? 'on' : 'off');
    } finally {
      await postgres.stop();
      await postgres.stop();
    }
    await expect(readSetting(postgres.url, 'fsync')).rejects.toThrow();
  }
});

it('is gone, folder and all, when the process that started it is killed', async () => {
  const worker = spawn(
    fileURLToPath(new URL('../node_modules/.bin/tsx', import.meta.url)),
    [
      '-e',
      `import('${new URL('find-postgres.ts', import.meta.url).href}').then(async ({ startPostgres }) => {
      const { url } = await startPostgres();
      console.log(JSON.stringify({ url, pid: process.pid }));
      setInterval(() => undefined, 1000);
    });`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = (await once(createInterface(worker.stdout), 'line')) as [string];
  const { url, pid } = JSON.parse(line) as { readonly url: string; readonly pid: number };
  const folder = await readSetting(url, 'data_directory');
  process.kill(pid, 'SIGKILL');
  await until(async () => {
    await expect(readSetting(url, 'fsync')).rejects.toThrow();
    expect(existsSync(folder ?? '')).toBe(false);
  });
});

async function readSetting(url: string, name: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url });
  // A server that is killed also resets the connection; without a listener that would end this process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ setting: string }>('select setting from pg_settings where name = $1', [name]);
    return rows[0]?.setting;
  } finally {
    await client.end();
  }
}
