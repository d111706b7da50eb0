import type { ColumnType } from 'kysely';

/** Filled by the database from the transaction's setting; never written by a query. */
export type OwnTenant = ColumnType<string, never, never>;
