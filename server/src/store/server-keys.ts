import type { ServerKeyRow, Transaction } from './schema.ts';

/** The server's signing keys, oldest first: the newest signs, all of them verify. */
export const serverKeys = (tx: Transaction): Promise<readonly ServerKeyRow[]> =>
  tx.selectFrom('serverKey').selectAll().orderBy('createdAt').orderBy('id').execute();

/** Keeps a key unless its id is there: processes that start together agree on the first. */
export const insertServerKey = async (tx: Transaction, key: ServerKeyRow): Promise<void> => {
  await tx
    .insertInto('serverKey')
    .values({ ...key, wrappedPrivate: Buffer.from(key.wrappedPrivate) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};
