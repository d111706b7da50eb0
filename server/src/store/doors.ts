import { setTimeout } from 'node:timers/promises';
import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool, sql } from 'kysely';
import pg from 'pg';
import type { Database, Transaction } from './schema.ts';

/** The only ways to the tables: every query runs inside one of these, under a role and a tenant. */
export type Doors = {
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
};

/** The doors to the database behind this pool. */
export const doorsTo = (pool: PostgresPool): Doors => {
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
const LONGEST_PAUSE_MS = 50;

/**
 * The one given up steps aside for a moment of its own length first. Begun again at once it took the same row before
 * PostgreSQL had woken the other, which was waiting for it, and the two locked each other out a second time.
 */
const againAfterDeadlock = async <T>(attempt: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tries === MOST_TRIES || !isSerializationFailure(error)) throw error;
      await setTimeout(tries * LONGEST_PAUSE_MS * (0.5 + Math.random() / 2));
    }
  }
};

/** 40001 serialization_failure, 40P01 deadlock_detected: PostgreSQL asks for the whole transaction again. */
const isSerializationFailure = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01');
