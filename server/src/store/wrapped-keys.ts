import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { openStore, type StoreOptions } from './open-store.ts';

/** A key as it is kept: wrapped under the key file, by the name that is authenticated with it. */
export type WrappedKey = { readonly name: string; readonly wrapped: Uint8Array };

type KeyTable = {
  /** Rows with the key's name and wrap, and what finds them again. */
  readonly read: string;
  /** From JSON: an array of the rows read, with the new wrap in base64. */
  readonly write: string;
};

/** Every place where a key lies that the key file wraps. The names are those of `keyring.ts`, `server-key.ts`, `office-signer.ts`. */
const KEY_TABLES: readonly KeyTable[] = [
  {
    read: `select tenant || '/' || owner || '#' || class as name, wrapped, tenant, owner, class
      from seal_key where wrapped is not null`,
    write: `update seal_key set wrapped = decode(given.wrapped, 'base64')
      from json_to_recordset($1::json) as given (tenant text, owner text, class text, wrapped text)
      where (seal_key.tenant, seal_key.owner, seal_key.class) = (given.tenant, given.owner, given.class)`,
  },
  {
    read: `select 'server-key' as name, wrapped_private as wrapped, id from server_key`,
    write: `update server_key set wrapped_private = decode(given.wrapped, 'base64')
      from json_to_recordset($1::json) as given (id text, wrapped text) where server_key.id = given.id`,
  },
  {
    read: `select 'office-certificate/' || tenant || '/' || number as name, wrapped_private as wrapped, tenant, number
      from office_certificate`,
    write: `update office_certificate set wrapped_private = decode(given.wrapped, 'base64')
      from json_to_recordset($1::json) as given (tenant text, number integer, wrapped text)
      where (office_certificate.tenant, office_certificate.number) = (given.tenant, given.number)`,
  },
];

/**
 * Wraps every key of every office anew, in one transaction of the tables' owner: no role of the application may change them. `rewrap`
 * answers null for a key that is to stay; what it throws undoes everything. Answers how many were changed.
 */
export const rewrapAll = async (pool: pg.Pool, rewrap: (key: WrappedKey) => Buffer | null): Promise<number> => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('lock table seal_key, server_key, office_certificate in access exclusive mode');
    let changed = 0;
    for (const { read, write } of KEY_TABLES) {
      const { rows } = await client.query<WrappedKey>(read);
      const given = rows.flatMap((row) => {
        const wrapped = rewrap(row);
        return wrapped ? [{ ...row, wrapped: wrapped.toString('base64') }] : [];
      });
      if (given.length > 0) await client.query(write, [JSON.stringify(given)]);
      changed += given.length;
    }
    await client.query('commit');
    return changed;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
};

/**
 * Works on a database that no other program has open: of the embedded one the folder's lock sees to that (`FolderInUse`), of
 * PostgreSQL its connections tell.
 */
export const alone = async <T>(
  options: StoreOptions,
  work: (pool: pg.Pool) => Promise<T>,
): Promise<T | 'othersConnected'> => {
  const store = await openStore(options);
  try {
    if (store.kind === 'pglite') return await work(store.pool);
  } finally {
    await store.close();
  }
  // One connection, so that every other is somebody else's.
  const pool = new pg.Pool({ connectionString: options.databaseUrl, max: 1 });
  try {
    return (await othersConnected(pool)) ? 'othersConnected' : await work(pool);
  } finally {
    await pool.end();
  }
};

/**
 * Whoever hung up may still be counted for a moment, also our own store above: an operator who had stopped the server was told on a busy
 * machine that it runs. Whoever is there after that stays.
 */
const LEAVING_MS = 5_000;
const AGAIN_MS = 50;

const othersConnected = async (pool: pg.Pool): Promise<boolean> => {
  for (let waitedMs = 0; waitedMs < LEAVING_MS; waitedMs += AGAIN_MS) {
    if ((await connectionsOfOthers(pool)) === 0) return false;
    await setTimeout(AGAIN_MS);
  }
  return true;
};

const connectionsOfOthers = async (pool: pg.Pool): Promise<number> => {
  const { rows } = await pool.query<{ readonly others: number }>(
    `select count(*)::int as others from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
  );
  return rows[0]?.others ?? 0;
};
