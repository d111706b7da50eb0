import { sql } from 'kysely';
import type { AccessHeadRow, AccessLogRow, Transaction } from './schema.ts';

/** Locks and returns where the log ends; others who append wait until this transaction has ended. */
export const lockAccessHead = async (tx: Transaction): Promise<AccessHeadRow> => {
  const locked = () => tx.selectFrom('accessHead').select(['position', 'chain']).forUpdate();
  const found = await locked().executeTakeFirst();
  if (found) return found;
  await tx
    .insertInto('accessHead')
    .values({ position: 0, chain: '' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return locked().executeTakeFirstOrThrow();
};

export const accessHead = (tx: Transaction): Promise<AccessHeadRow | undefined> =>
  tx.selectFrom('accessHead').select(['position', 'chain']).executeTakeFirst();

/** Which of these looks are in the log already. */
export const knownLooks = async (tx: Transaction, ids: readonly string[]): Promise<ReadonlySet<string>> => {
  if (ids.length === 0) return new Set();
  const rows = await tx.selectFrom('accessLog').select('look').where('look', 'in', ids).execute();
  return new Set(rows.flatMap(({ look }) => look ?? []));
};

export const appendAccessRows = async (tx: Transaction, rows: readonly AccessLogRow[]): Promise<void> => {
  const last = rows.at(-1);
  if (!last) return;
  await tx
    .insertInto('accessLog')
    .values([...rows])
    .execute();
  await tx.updateTable('accessHead').set({ position: last.position, chain: last.chain }).execute();
};

export type AccessFilter = {
  readonly person?: string | undefined;
  readonly event?: string | undefined;
  readonly aggregate?: string | undefined;
  readonly from?: Date | undefined;
  /** Not included. */
  readonly to?: Date | undefined;
};

/** Newest first, before a position. */
export const accessPage = (
  tx: Transaction,
  { filter, before, limit }: { readonly filter: AccessFilter; readonly before: number | null; readonly limit: number },
): Promise<AccessLogRow[]> => {
  let query = tx
    .selectFrom('accessLog')
    .select(['position', 'at', 'event', 'person', 'kind', 'aggregateId', 'look', 'text', 'chain'])
    .orderBy('position', 'desc')
    .limit(limit);
  if (before !== null) query = query.where('position', '<', before);
  if (filter.person) query = query.where('person', '=', filter.person);
  if (filter.event) query = query.where('event', '=', filter.event);
  if (filter.aggregate) query = query.where('aggregateId', '=', filter.aggregate);
  if (filter.from) query = query.where('at', '>=', filter.from);
  if (filter.to) query = query.where('at', '<', filter.to);
  return query.execute();
};

/** Oldest first, after a position: for proving the chain. */
export const accessRowsAfter = (tx: Transaction, after: number, limit: number): Promise<AccessLogRow[]> =>
  tx
    .selectFrom('accessLog')
    .select(['position', 'at', 'event', 'person', 'kind', 'aggregateId', 'look', 'text', 'chain'])
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .execute();

export type MonthRow = {
  readonly person: string | null;
  readonly event: string;
  readonly day: string;
  readonly count: number;
  readonly atNight: number;
  readonly aggregates: readonly string[];
};

/** A month, counted by person, event and day in Japan; `aggregates` are the different records that were looked at. */
export const accessMonth = async (tx: Transaction, from: Date, to: Date): Promise<readonly MonthRow[]> => {
  const inJapan = sql<Date>`(at at time zone 'Asia/Tokyo')`;
  const hour = sql<number>`extract(hour from ${inJapan})`;
  return tx
    .selectFrom('accessLog')
    .select((column) => [
      'person',
      'event',
      sql<string>`to_char(${inJapan}, 'YYYY-MM-DD')`.as('day'),
      column.fn.countAll<number>().as('count'),
      sql<number>`count(*) filter (where ${hour} >= 21 or ${hour} < 6)`.as('atNight'),
      sql<string[]>`coalesce(array_agg(distinct aggregate_id) filter (where aggregate_id is not null), '{}')`.as(
        'aggregates',
      ),
    ])
    .where('at', '>=', from)
    .where('at', '<', to)
    .groupBy(['person', 'event', 'day'])
    .execute();
};
