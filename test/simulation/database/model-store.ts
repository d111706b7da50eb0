import { doorsTo } from '@banso/server/store/doors.ts';
import type { Store } from '@banso/server/store/open-store.ts';
import type { ModelDatabase } from './model-database.ts';
import { openModelPool, type Wire } from './model-pool.ts';

/** The production store of one server process over a model database. `cut`: the process died. */
export const openModelStore = (
  database: ModelDatabase,
  wire?: Wire,
): { readonly store: Store; readonly cut: () => void } => {
  const { pool, cut } = openModelPool(database, wire);
  return { store: { ...doorsTo(pool), kind: 'postgres', pool, close: () => Promise.resolve() }, cut };
};
