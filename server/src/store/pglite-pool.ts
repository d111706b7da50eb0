import type { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { keepUp } from './embedded-upkeep.ts';

/** A pool of the one connection that PGlite has. */
export const pglitePool = (pglite: PGlite, types: pg.CustomTypesConfig): pg.Pool =>
  new pg.Pool(Object.assign(createPgConfig(asOneMessage(pglite)), { max: 1, types }));

/** Ends of what is asked: Sync, Flush, and a query without parameters. */
const ENDS: readonly number[] = [0x53, 0x48, 0x51];

/**
 * A statement with parameters is five messages, and each of them on its own enters WebAssembly and waits its turn: what belongs
 * together goes in as one, as it would over a socket.
 */
const asOneMessage = (pglite: PGlite): PGlite => {
  let waiting: Uint8Array[] = [];
  const whole: Pick<PGlite, 'waitReady' | 'execProtocolStream'> = {
    waitReady: pglite.waitReady,
    execProtocolStream: (message, options) => {
      waiting.push(message);
      if (!ENDS.includes(message[0] ?? 0)) return Promise.resolve([]);
      const all = waiting.length === 1 ? message : Buffer.concat(waiting);
      waiting = [];
      return pglite.execProtocolStream(all, options);
    },
  };
  // The part of PGlite that its connection for `pg` uses.
  return whole as PGlite;
};

/** Not words of control, such as `commit`. */
const PLANNED = /^\s*(select|with|insert|update|delete)\b/i;
/** Lists as long as what they write are never asked again in the same words. */
const LONGEST_KEPT = 4_000;
const MOST_KEPT = 400;
/** Words that are not asked any more make room for others: all plans are made anew after so many transactions. */
const TRANSACTIONS_OF_A_PLAN = 5_000;
/** How many transactions pass between two looks at what tables need: a look costs as much as one short transaction. */
const TRANSACTIONS_BETWEEN_UPKEEP = 100;

/**
 * Keeps the plans of statements that are asked again: in WebAssembly parsing and planning cost more than most answers. For the
 * embedded database alone: one process has it, so that no other can change a table under a kept plan.
 */
export const withPlansKept = (pool: pg.Pool): PostgresPool => {
  const names = new Map<string, string>();
  const seen = new Set<string>();
  let [transactions, rounds] = [0, 0];
  const nameOf = (sql: string): string | undefined => {
    const known = names.get(sql);
    if (known !== undefined || names.size === MOST_KEPT) return known;
    if (sql.length > LONGEST_KEPT || !PLANNED.test(sql)) return undefined;
    if (seen.has(sql)) names.set(sql, `kept-${rounds}-${names.size}`);
    else if (seen.size < MOST_KEPT * 4) seen.add(sql);
    return names.get(sql);
  };
  const forgetPlans = async (client: pg.PoolClient): Promise<void> => {
    await client.query('deallocate all');
    names.clear();
    seen.clear();
    rounds += 1;
  };
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const keeping = (client: pg.PoolClient): PostgresPoolClient => {
    const known = clients.get(client);
    if (known) return known;
    const query = (sql: string, values: readonly unknown[]) =>
      client.query({ text: sql, values: [...values], name: nameOf(sql) });
    // Kysely streams nothing here, so that it never hands over a cursor; its answer and that of `pg` are the same.
    const kept = { query: query as unknown as PostgresPoolClient['query'], release: () => client.release() };
    clients.set(client, kept);
    return kept;
  };
  const connect = async (): Promise<PostgresPoolClient> => {
    const client = await pool.connect();
    transactions += 1;
    try {
      // Between two transactions: nothing of it can be rolled back.
      if (transactions % TRANSACTIONS_OF_A_PLAN === 0) await forgetPlans(client);
      if (transactions % TRANSACTIONS_BETWEEN_UPKEEP === 0) await keepUp(client);
    } catch (error) {
      // Not given back, the only connection would be gone for everybody.
      client.release();
      throw error;
    }
    return keeping(client);
  };
  return { connect, end: () => pool.end() };
};
