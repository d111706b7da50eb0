import type { SyncRow } from '@banso/client/store/database.ts';
import type { ModelDatabase } from '../database/model-database.ts';
import type { Row } from '../database/values.ts';
import type { Browser } from './browser.ts';

/** Rows of a table as the last commits left them. */
export const rowsOf = (database: ModelDatabase | null, table: string): readonly Row[] =>
  [...(database?.tables.get(table)?.slots.values() ?? [])].flatMap(({ history }) => {
    const row = history.at(-1)?.row;
    return row ? [row] : [];
  });

/** How far this device and the server agree, as its disk says. */
export const syncOf = (browser: Browser, name: string): SyncRow | undefined =>
  (browser.disk.durableRows(name, 'meta') as readonly { readonly id: string }[]).find(({ id }) => id === 'sync') as
    | SyncRow
    | undefined;
