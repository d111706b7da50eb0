import type { FirstStartRow, Transaction } from './schema.ts';

/** Every link that was printed for a first administrator. */
export const firstStarts = (tx: Transaction): Promise<readonly FirstStartRow[]> =>
  tx.selectFrom('firstStart').selectAll().execute();

/** Makes this the only link for the first administrator. */
export const replaceFirstStart = async (
  tx: Transaction,
  row: Pick<FirstStartRow, 'hash' | 'createdAt' | 'expiresAt'>,
): Promise<void> => {
  await tx.deleteFrom('firstStart').execute();
  await tx
    .insertInto('firstStart')
    .values({ ...row, tenant: null, person: null })
    .execute();
};

/** The link of this hash, locked until the commit: of two who open an office with it at once, one does. */
export const lockFirstStart = (tx: Transaction, hash: string): Promise<FirstStartRow | undefined> =>
  tx.selectFrom('firstStart').selectAll().where('hash', '=', hash).forUpdate().executeTakeFirst();

export const noteFirstOffice = async (
  tx: Transaction,
  { hash, tenant, person }: { readonly hash: string; readonly tenant: string; readonly person: string },
): Promise<void> => {
  await tx.updateTable('firstStart').set({ tenant, person }).where('hash', '=', hash).execute();
};
