import { sql } from 'kysely';
import { COLUMN, rowsOf } from './rows-of.ts';
import type { SealKeyRow, Transaction } from './schema.ts';

export type SealKeyId = Pick<SealKeyRow, 'owner' | 'class'>;

/** The keys that exist among these; a destroyed one has `wrapped` null. */
export const sealKeysFor = async (tx: Transaction, ids: readonly SealKeyId[]): Promise<readonly SealKeyRow[]> => {
  if (ids.length === 0) return [];
  const { rows } = await sql<SealKeyRow>`
    select owner, class, wrapped, destroyed_at from seal_key
    where (owner, class) in (
      select owner, class from ${rowsOf(ids, { owner: COLUMN.text, class: COLUMN.text })})
    order by owner, class`.execute(tx);
  return rows;
};

/** Keeps a new key unless one is there, destroyed ones included: read again with `sealKeysFor` which one holds. */
export const insertSealKey = async (
  tx: Transaction,
  key: SealKeyId & { readonly wrapped: Uint8Array },
): Promise<void> => {
  await tx
    .insertInto('sealKey')
    .values({ ...key, wrapped: Buffer.from(key.wrapped), destroyedAt: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/**
 * Erases all that this key sealed, for good; a key destroyed before keeps its first date. A key that never was is left as a
 * destroyed one: nothing will be sealed under it either.
 */
export const destroySealKey = async (
  tx: Transaction,
  { owner, class: retention, at }: SealKeyId & { readonly at: Date },
): Promise<void> => {
  await tx
    .insertInto('sealKey')
    .values({ owner, class: retention, wrapped: null, destroyedAt: at })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant', 'owner', 'class'])
        .doUpdateSet({ wrapped: null, destroyedAt: at })
        .where('sealKey.destroyedAt', 'is', null),
    )
    .execute();
};
