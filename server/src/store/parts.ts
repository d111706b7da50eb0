import { sql } from 'kysely';
import { COLUMN, type Columns, rowsOf } from './rows-of.ts';
import type { PartRow, Transaction } from './schema.ts';

export type AggregateKey = { readonly kind: string; readonly id: string };
export type PartKey = Pick<PartRow, 'kind' | 'aggregateId' | 'part'>;

/** Makes the lock rows of these aggregates; what exists stays. */
export const ensureRecords = async (tx: Transaction, keys: readonly AggregateKey[]): Promise<void> => {
  if (keys.length === 0) return;
  // Inserting in order: two pushes that create the same records wait for each other in one direction only.
  await sql`
    insert into record (kind, id)
    select distinct kind collate "C", id collate "C" from ${aggregates(keys)} order by 1, 2
    on conflict do nothing`.execute(tx);
};

/** Locks these aggregates until the commit, in order of kind and id, so that two pushes never wait for each other in a ring. */
export const lockRecords = async (tx: Transaction, keys: readonly AggregateKey[]): Promise<void> => {
  if (keys.length === 0) return;
  await sql`
    select kind, id from record
    where (kind, id) in (select kind, id from ${aggregates(keys)})
    order by kind, id
    for update`.execute(tx);
};

/** All parts of these aggregates, in order of kind, aggregate and part. */
export const partsOfAggregates = async (
  tx: Transaction,
  keys: readonly AggregateKey[],
): Promise<readonly PartRow[]> => {
  if (keys.length === 0) return [];
  const { rows } = await sql<PartRow>`
    select kind, aggregate_id, part, version, retention, body, head from part
    where (kind, aggregate_id) in (select kind, id from ${aggregates(keys)})
    order by kind, aggregate_id, part`.execute(tx);
  return rows;
};

/** Every part of the tenant, in order of kind, aggregate and part. */
export const allParts = (tx: Transaction): Promise<readonly PartRow[]> =>
  tx
    .selectFrom('part')
    .select(['kind', 'aggregateId', 'part', 'version', 'retention', 'body', 'head'])
    .orderBy('kind')
    .orderBy('aggregateId')
    .orderBy('part')
    .execute();

/** Every aggregate that has parts, in order of kind and id. */
export const aggregatesWithParts = async (tx: Transaction): Promise<readonly AggregateKey[]> => {
  const rows = await tx
    .selectFrom('part')
    .select(['kind', 'aggregateId'])
    .distinct()
    .orderBy('kind')
    .orderBy('aggregateId')
    .execute();
  return rows.map(({ kind, aggregateId }) => ({ kind, id: aggregateId }));
};

/** One part of every aggregate of a kind, in order of the aggregate. */
export const partsOfKind = (
  tx: Transaction,
  { kind, part }: { readonly kind: string; readonly part: string },
): Promise<readonly PartRow[]> =>
  tx
    .selectFrom('part')
    .select(['kind', 'aggregateId', 'part', 'version', 'retention', 'body', 'head'])
    .where('kind', '=', kind)
    .where('part', '=', part)
    .orderBy('aggregateId')
    .execute();

/** Writes the latest version of each part in one statement; a part may stand in `parts` once. */
export const writeParts = async (tx: Transaction, parts: readonly PartRow[]): Promise<void> => {
  await sql`
    insert into part (kind, aggregate_id, part, version, retention, body, head)
    select kind, "aggregateId", part, version, retention, body, head
    from ${rowsOf(parts, PART_COLUMNS)}
    on conflict (tenant, kind, aggregate_id, part) do update set
      version = excluded.version, retention = excluded.retention, body = excluded.body, head = excluded.head`.execute(
    tx,
  );
};

export const deletePart = async (tx: Transaction, key: PartKey): Promise<void> => {
  await tx
    .deleteFrom('part')
    .where('kind', '=', key.kind)
    .where('aggregateId', '=', key.aggregateId)
    .where('part', '=', key.part)
    .execute();
};

const PART_COLUMNS: Columns<PartRow> = {
  kind: COLUMN.text,
  aggregateId: COLUMN.text,
  part: COLUMN.text,
  version: COLUMN.integer,
  retention: COLUMN.text,
  body: COLUMN.text,
  head: COLUMN.bigint,
};

/** Aggregates as something to select from: `kind` and `id`. */
export const aggregates = (keys: readonly AggregateKey[]) => rowsOf(keys, { kind: COLUMN.text, id: COLUMN.text });
