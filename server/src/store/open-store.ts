import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PostgresPool } from 'kysely';
import pg from 'pg';
import { type Doors, doorsTo } from './doors.ts';
import { lockFolder } from './folder-lock.ts';
import { migrate } from './migrate.ts';
import { openDurablePglite } from './pglite-durable.ts';
import { pglitePool, withPlansKept } from './pglite-pool.ts';
import { ensureRoles } from './roles.ts';

export type Store = Doors & {
  readonly kind: 'pglite' | 'postgres';
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
  const { kind, pool, asked } = connection;
  return { kind, pool, ...doorsTo(asked), close: () => (closing ??= connection.close()) };
};

type Connection = Pick<Store, 'kind' | 'pool' | 'close'> & {
  /** The pool as the doors ask it. */
  readonly asked: PostgresPool;
};

const openFolder = async ({ dataDir, pgliteDir }: StoreOptions): Promise<Connection> => {
  mkdirSync(dataDir, { recursive: true });
  const lock = await lockFolder(dataDir);
  try {
    const pglite = await openDurablePglite({ folder: join(dataDir, 'database'), pgliteDir });
    const pool = pglitePool(pglite, columnTypes);
    const close = async () => {
      await pool.end();
      await pglite.close();
      await lock.release();
    };
    return { kind: 'pglite', pool, asked: withPlansKept(pool), close };
  } catch (error) {
    await lock.release();
    throw error;
  }
};

const connectTo = (databaseUrl: string): Connection => {
  const pool = new pg.Pool({ connectionString: databaseUrl, types: columnTypes });
  // An idle connection that the database closed: the pool opens another, and a query in flight gets an error of its own.
  pool.on('error', () => undefined);
  // One that breaks between two statements of a transaction: the next statement fails. Unheard, it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { kind: 'postgres', pool, asked: pool, close: () => pool.end() };
};

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
