import pg from 'pg';
import { expect, it } from 'vitest';
import { startPostgres } from './find-postgres.ts';

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
}, 60_000);

async function readSetting(url: string, name: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ setting: string }>('select setting from pg_settings where name = $1', [name]);
    return rows[0]?.setting;
  } finally {
    await client.end();
  }
}
