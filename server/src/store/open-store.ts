import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { lockFolder } from './folder-lock.ts';
import { migrate } from './migrate.ts';
import { openDurablePglite } from './pglite-durable.ts';
import { ensureRoles } from './roles.ts';
import type { Database, Transaction } from './schema.ts';

export type Store = {
  readonly kind: 'pglite' | 'postgres';
  /** Reads of one tenant, all from one snapshot: a page and the head it claims belong together. */
  readonly read: <T>(tenant: string, fn: (tx: Transaction) => Promise<T>) => Promise<T>;
  /**
   * Writes of one tenant, all or none; resolves after the commit has reached the disk.
   * `fn` may run again after a deadlock, so it changes nothing but the database. Inside it nothing touches `pool`:
   * PGlite has one connection, and the wait would never end.
   */
  readonly transact: <T>(tenant: string, fn: (tx: Transaction) => Promise<T>) => Promise<T>;
  /** Sign-in, before the tenant is known: sees credentials, sessions and the list of tenants, nothing else. */
  readonly door: <T>(fn: (tx: Transaction) => Promise<T>) => Promise<T>;
  /** Waits for what is under way, then gives connections and folder back; a second call does nothing. */
  readonly close: () => Promise<void>;
  readonly pool: pg.Pool;
};

export type StoreOptions = {
  readonly dataDir: string;
  /** Absent: PGlite in `dataDir`. */
  readonly databaseUrl?: string | undefined;
  readonly migrationsDir: string;
  readonly pgliteDir?: string | undefined;
};

/**
 * Opens the database, brings its tables up to date, and gives the only doors to it.
 * Throws `FolderInUse` when another process has the data folder, `MigrationRefused` when the tables are not this program's.
 */
export const openStore = async (options: StoreOptions): Promise<Store> => {
  const connection = options.databaseUrl === undefined ? await openFolder(options) : connectTo(options.databaseUrl);
  try {
    await ensureRoles(connection.pool);
    await migrate(connection.pool, options.migrationsDir);
  } catch (error) {
    await connection.close();
    throw error;
  }
  let closing: Promise<void> | undefined;
  return { ...connection, ...doorsTo(connection.pool), close: () => (closing ??= connection.close()) };
};

type Connection = Pick<Store, 'kind' | 'pool' | 'close'>;

const openFolder = async ({ dataDir, pgliteDir }: StoreOptions): Promise<Connection> => {
  mkdirSync(dataDir, { recursive: true });
  const lock = await lockFolder(dataDir);
  try {
    const pglite = await openDurablePglite({ folder: join(dataDir, 'database'), pgliteDir });
    const pool = new pg.Pool(Object.assign(createPgConfig(pglite), { max: 1, types: columnTypes }));
    const close = async () => {
      await pool.end();
      await pglite.close();
      await lock.release();
    };
    return { kind: 'pglite', pool, close };
  } catch (error) {
    await lock.release();
    throw error;
  }
};

const connectTo = (databaseUrl: string): Connection => {
  const pool = new pg.Pool({ connectionString: databaseUrl, types: columnTypes });
  // An idle connection that the database closed: the pool opens another, and a query in flight gets an error of its own.
  pool.on('error', () => undefined);
  return { kind: 'postgres', pool, close: () => pool.end() };
};

const doorsTo = (pool: pg.Pool): Pick<Store, 'read' | 'transact' | 'door'> => {
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }), plugins: [new CamelCasePlugin()] });
  return {
    read: (tenant, fn) =>
      db
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(async (tx) => {
          await become(tx, { role: 'banso_app', tenant });
          return fn(tx);
        }),
    transact: (tenant, fn) =>
      againAfterDeadlock(() =>
        db
          .transaction()
          .setIsolationLevel('read committed')
          .execute(async (tx) => {
            await become(tx, { role: 'banso_app', tenant });
            const answer = await fn(tx);
            await assertAlive(tx);
            return answer;
          }),
      ),
    door: (fn) =>
      againAfterDeadlock(() =>
        db
          .transaction()
          .setIsolationLevel('read committed')
          .execute(async (tx) => {
            await become(tx, { role: 'banso_door', tenant: '' });
            const answer = await fn(tx);
            await assertAlive(tx);
            return answer;
          }),
      ),
  };
};

/** SET LOCAL ROLE and the tenant in one round trip; both end with the transaction. */
const become = (tx: Transaction, { role, tenant }: { readonly role: string; readonly tenant: string }) =>
  sql`select set_config('banso.tenant', ${tenant}, true), set_config('role', ${role}, true)`.execute(tx);

/** COMMIT of a transaction in which a statement failed is a rollback that reports success: ask before. */
const assertAlive = (tx: Transaction) => sql`select 1`.execute(tx);

const MOST_TRIES = 4;

const againAfterDeadlock = async <T>(attempt: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tries === MOST_TRIES || !isSerializationFailure(error)) throw error;
    }
  }
};

/** 40001 serialization_failure, 40P01 deadlock_detected: PostgreSQL asks for the whole transaction again. */
const isSerializationFailure = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01');

const INT8 = 20;

const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary'): unknown =>
    oid === INT8
      ? safeInteger
      : pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
};

/** Heads and positions are counted by ones: a value that a number cannot hold is a bug, never a rounding. */
const safeInteger = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 beyond a safe integer: ${text}`);
  return value;
};
