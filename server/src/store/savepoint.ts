import { sql } from 'kysely';
import type { Transaction } from './schema.ts';

/** Runs `fn` so that its failure undoes only its own writes and the transaction goes on; the error is thrown on. */
export const withSavepoint = async <T>(tx: Transaction, fn: () => Promise<T>): Promise<T> => {
  await sql`savepoint part_of_push`.execute(tx);
  try {
    const answer = await fn();
    await sql`release savepoint part_of_push`.execute(tx);
    return answer;
  } catch (error) {
    await sql`rollback to savepoint part_of_push`.execute(tx);
    await sql`release savepoint part_of_push`.execute(tx);
    throw error;
  }
};
