import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MigrationRefused } from '@banso/server/store/migrate.ts';
import { tenants } from '@banso/server/store/tenants.ts';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { eachDatabase, migrationsDir, onPostgres, openTenant } from '../support/databases.ts';

const temporary: string[] = [];
afterEach(() => {
  for (const folder of temporary.splice(0)) rmSync(folder, { recursive: true, force: true });
});

eachDatabase('Migrations', ({ open, barePlace: place }) => {
  test('[L8.3] run once, and a second start finds nothing to do', async () => {
    const at = await place();
    const store = await open(at);
    await openTenant(store, 'fukuoka');
    await store.close();
    expect(await (await open(at)).door(tenants)).toHaveLength(1);
  });

  test('[L8.3] an edited migration is refused, and the database stays as it was', async () => {
    const at = await place();
    await (await open(at)).close();
    const edited = copyOfMigrations();
    appendFileSync(join(edited, '001-foundation.sql'), '\nalter table tenant add column extra text;\n');
    await expect(open({ ...at, migrationsDir: edited })).rejects.toBeInstanceOf(MigrationRefused);
    const store = await open(at);
    const { rows } = await store.pool.query("select 1 from information_schema.columns where column_name = 'extra'");
    expect(rows).toHaveLength(0);
  });

  test('[L8.3] an older program refuses the database of a newer one', async () => {
    const at = await place();
    const newer = copyOfMigrations();
    writeFileSync(join(newer, '999-later.sql'), 'create table later (id text primary key);');
    await (await open({ ...at, migrationsDir: newer })).close();
    await expect(open(at)).rejects.toThrow('新しい版');
  });

  test('[L8.3] a migration that fails leaves nothing behind', async () => {
    const at = await place();
    const broken = copyOfMigrations();
    writeFileSync(join(broken, '002-broken.sql'), 'create table half (id text); select no_such_function();');
    await expect(open({ ...at, migrationsDir: broken })).rejects.toThrow('no_such_function');
    const store = await open(at);
    expect((await store.pool.query("select to_regclass('half') as half")).rows).toEqual([{ half: null }]);
  });
});

describe('Migrations on a shared PostgreSQL', () => {
  const { open, place } = onPostgres();

  test('[L8.3] four server processes that start together on two empty databases all come up', async () => {
    const [one, other] = [await place(), await place()];
    const stores = await Promise.all([open(one), open(one), open(other), open(other)]);
    expect(await Promise.all(stores.map((store) => store.door(tenants)))).toEqual([[], [], [], []]);
  });

  test('[L8.4] a plain owner of the database who was granted the roles needs no more rights', async () => {
    const at = await place();
    const admin = new pg.Client({ connectionString: at.databaseUrl });
    await admin.connect();
    const database = new URL(at.databaseUrl ?? '').pathname.slice(1);
    // The roles exist already: an earlier test of this cluster, or an administrator, has made them.
    await (await open()).close();
    await admin.query('create role plain login nosuperuser nocreaterole');
    await admin.query('grant banso_app, banso_door to plain');
    await admin.query(`alter database ${database} owner to plain`);
    await admin.end();

    const url = new URL(at.databaseUrl ?? '');
    url.username = 'plain';
    const store = await open({ ...at, databaseUrl: url.href });
    await openTenant(store, 'fukuoka');
    await openTenant(store, 'tottori');
    expect((await store.read('fukuoka', tenants)).map(({ id }) => id)).toEqual(['fukuoka']);
  });
});

const copyOfMigrations = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'banso-migrations-'));
  temporary.push(folder);
  cpSync(migrationsDir, folder, { recursive: true });
  return folder;
};
