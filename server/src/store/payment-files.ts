import type { PaymentFileRow } from './payment-tables.ts';
import type { Transaction } from './schema.ts';

/** Keeps the one file of a run. Throws when there is one: nothing replaces what a bank may have. */
export const insertPaymentFile = async (tx: Transaction, file: PaymentFileRow): Promise<void> => {
  await tx.insertInto('paymentFile').values(file).execute();
};

export const paymentFileOf = (tx: Transaction, run: string): Promise<PaymentFileRow | undefined> =>
  tx.selectFrom('paymentFile').select(['run', 'sha256', 'sealed', 'madeAt']).where('run', '=', run).executeTakeFirst();
