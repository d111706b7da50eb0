import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore, type Store, type StoreOptions } from '@banso/server/store/open-store.ts';
import { openDurablePglite } from '@banso/server/store/pglite-durable.ts';
import { createTenant } from '@banso/server/store/tenants.ts';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { openModelDatabase } from '../simulation/database/model-database.ts';
import { openModelStore } from '../simulation/database/model-store.ts';
import { readSchema } from '../simulation/database/read-schema.ts';
import { type Postgres, startPostgres } from './find-postgres.ts';
import { digestOfFiles, templateFolder } from './templates.ts';

export type DatabaseKind = Store['kind'];

/** What a contract test gets: every database is empty, and everything is closed and removed after the test. */
export type Databases = {
  readonly kind: DatabaseKind;
  /** Options for a database that nobody has used. */
  readonly place: () => Promise<StoreOptions>;
  /** The same before any server has been there: not even tables. */
  readonly barePlace: () => Promise<StoreOptions>;
  /** A store on this place, or on a fresh one. Two stores on one PostgreSQL place are two server processes. */
  readonly open: (place?: StoreOptions) => Promise<Store>;
};

export const migrationsDir = fileURLToPath(new URL('../../server/src/store/migrations', import.meta.url));

/** Runs the same tests on durable PGlite and on a real PostgreSQL. */
export const eachDatabase = (name: string, tests: (databases: Databases) => void): void => {
  describe(`${name} (pglite)`, () => {
    tests(onPglite());
  });
  describe(`${name} (postgres)`, () => {
    tests(onPostgres());
  });
};

/** The same tests on the simulator's model of the database as well: what it answers is what PostgreSQL answers. */
export const eachStore = (name: string, tests: (stores: Pick<Databases, 'open'>) => void): void => {
  eachDatabase(name, tests);
  describe(`${name} (model)`, () => {
    tests(onModel());
  });
};

/** Empty model databases; they hold nothing that would have to be closed. */
export const onModel = (): Pick<Databases, 'open'> => ({
  open: () => Promise.resolve(openModelStore(openModelDatabase(readSchema(migrationsDir))).store),
});

/** Opens a tenant of this id in the store. */
export const openTenant = async (store: Store, id: string): Promise<string> => {
  const createdAt = new Date('2026-04-01T00:00:00Z');
  await store.transact(id, (tx) => createTenant(tx, { id, name: `${id}（サンプル）`, sample: true, createdAt }));
  return id;
};

/** Everything that PGlite alone offers, for tests about its folder. */
export const onPglite = (): Databases => {
  const folders: string[] = [];
  const copyOf = (template: () => Promise<string>) => async (): Promise<StoreOptions> => {
    const dataDir = mkdtempSync(join(tmpdir(), 'banso-store-'));
    folders.push(dataDir);
    cpSync(await template(), dataDir, { recursive: true });
    return { dataDir, migrationsDir };
  };
  const place = copyOf(migratedPglite);
  const open = opening(place);
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  return { kind: 'pglite', place, barePlace: copyOf(emptyPglite), open };
};

/** Everything that PostgreSQL alone can show: one cluster for the file, one database per test. */
export const onPostgres = (): Databases => {
  let cluster: Postgres;
  beforeAll(async () => {
    cluster = await startPostgres();
  });
  afterAll(() => cluster.stop());
  let made = 0;
  const place = async (): Promise<StoreOptions> => {
    made += 1;
    const url = new URL(cluster.url);
    const admin = new pg.Client({ connectionString: cluster.url });
    await admin.connect();
    await admin.query(`create database test_${made}`);
    await admin.end();
    url.pathname = `/test_${made}`;
    return { dataDir: tmpdir(), databaseUrl: url.href, migrationsDir };
  };
  return { kind: 'postgres', place, barePlace: place, open: opening(place) };
};

const opening = (place: Databases['place']): Databases['open'] => {
  const stores: Store[] = [];
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
  });
  return async (at) => {
    const store = await openStore(at ?? (await place()));
    stores.push(store);
    return store;
  };
};

const pgliteVersion = (): string => {
  const entry = fileURLToPath(import.meta.resolve('@electric-sql/pglite'));
  return (JSON.parse(readFileSync(join(dirname(entry), '../package.json'), 'utf8')) as { version: string }).version;
};

/** A database folder with nothing in it, not even tables. */
const emptyPglite = (): Promise<string> =>
  templateFolder({ kind: 'empty-pglite', of: pgliteVersion() }, async (folder) => {
    const pglite = await openDurablePglite({ folder: join(folder, 'database') });
    await pglite.close();
  });

/** A database folder with every table and nothing in them. */
const migratedPglite = (): Promise<string> =>
  templateFolder(
    { kind: 'migrated-pglite', of: `${pgliteVersion()}-${digestOfFiles(migrationsDir)}` },
    async (folder) => {
      cpSync(await emptyPglite(), folder, { recursive: true });
      const store = await openStore({ dataDir: folder, migrationsDir });
      await store.close();
    },
  );
