import type { Transaction } from './schema.ts';

/** Notes that a program which knows these types works on this database. */
export const tellOperationTypes = async (tx: Transaction, types: readonly string[], toldAt: Date): Promise<void> => {
  await tx
    .insertInto('operationType')
    // In one order: programs that start together must not wait for each other in a circle.
    .values(types.toSorted().map((type) => ({ type, toldAt })))
    .onConflict((conflict) => conflict.column('type').doUpdateSet({ toldAt }))
    .execute();
};

/** Which of these types a program knew that was started since. */
export const operationTypesToldSince = async (
  tx: Transaction,
  types: readonly string[],
  since: Date,
): Promise<readonly string[]> => {
  const rows = await tx
    .selectFrom('operationType')
    .select('type')
    .where('type', 'in', types)
    .where('toldAt', '>=', since)
    .execute();
  return rows.map(({ type }) => type);
};
