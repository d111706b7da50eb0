import { sql } from 'kysely';
import type { ReceiptRow, Transaction } from './schema.ts';

export const insertReceipt = async (tx: Transaction, receipt: ReceiptRow): Promise<void> => {
  await tx.insertInto('receipt').values(receipt).execute();
};

export const receiptsByIds = (tx: Transaction, ids: readonly string[]): Promise<readonly ReceiptRow[]> =>
  tx
    .selectFrom('receipt')
    .select(['id', 'device', 'branch', 'fromSeq', 'toSeq', 'text', 'signature', 'pushSignature', 'at'])
    .where('id', '=', sql<string>`any(${ids})`)
    .orderBy('id')
    .execute();
