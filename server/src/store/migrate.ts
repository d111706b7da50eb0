import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool, PoolClient } from 'pg';

/** The database's tables are not the ones this program knows. Nothing was changed. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused';
}

/**
 * Runs the `.sql` files that the database has not seen, in order of name, each in a transaction of its own.
 * Many processes may start at once: an advisory lock lets one of them work. Throws `MigrationRefused` when a file that
 * already ran was edited (migrations are append-only) or when a newer program has been here.
 */
export const migrate = async (pool: Pool, migrationsDir: string): Promise<void> => {
  const migrations = await migrationsIn(migrationsDir);
  const client = await pool.connect();
  try {
    await locked(client, () => refuseStrangers(client, migrations));
    for (const migration of migrations) await locked(client, () => runOnce(client, migration));
  } finally {
    client.release();
  }
};

type Migration = { readonly name: string; readonly text: string; readonly sha256: string };

const migrationsIn = async (folder: string): Promise<readonly Migration[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      // Git on Windows may check files out with other line ends: that is no edit.
      const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
    }),
  );
};

/** "banso" as a number: any constant will do, as long as it never changes. */
const MIGRATION_LOCK = 0x62616e;

const locked = async (client: PoolClient, fn: () => Promise<void>): Promise<void> => {
  await client.query('begin');
  try {
    await client.query(`select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    await fn();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
};

const refuseStrangers = async (client: PoolClient, migrations: readonly Migration[]): Promise<void> => {
  await client.query(
    'create table if not exists banso_migration (name text primary key, sha256 text not null, at timestamptz not null)',
  );
  const known = new Map(migrations.map(({ name, sha256 }) => [name, sha256]));
  const { rows } = await client.query<Omit<Migration, 'text'>>(
    'select name, sha256 from banso_migration order by name',
  );
  for (const { name, sha256 } of rows) {
    if (!known.has(name))
      throw new MigrationRefused(
        `このデータベースは新しい版のBansoで更新されています（${name}）。新しい版で起動してください。`,
      );
    if (known.get(name) !== sha256)
      throw new MigrationRefused(`適用済みの移行ファイルが書き換えられています（${name}）。元の内容に戻してください。`);
  }
};

const runOnce = async (client: PoolClient, { name, text, sha256 }: Migration): Promise<void> => {
  const { rowCount } = await client.query('select from banso_migration where name = $1', [name]);
  if (rowCount !== 0) return;
  await client.query(text);
  // The database's clock: this is a note for people, nothing decides by it.
  await client.query('insert into banso_migration (name, sha256, at) values ($1, $2, now())', [name, sha256]);
};
