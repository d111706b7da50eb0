import { sql } from 'kysely';
import { COLUMN, type Columns, rowsOf } from './rows-of.ts';
import type { FeedRow, PartRow, Transaction } from './schema.ts';
import { headOfTenant } from './tenants.ts';

/** A scope that a person has, and the head at which it was given: everything in it counts as new from there. */
export type ScopeGrant = { readonly scope: string; readonly grantedHead: number };

export type FeedQuery = {
  readonly scopesByGrant: readonly ScopeGrant[];
  /** The cursor: the reader holds everything up to this head. */
  readonly after: number;
  /** A page holds at most this many rows, unless one head alone has more. */
  readonly limitRows: number;
  /**
   * During first contact: the tenant's head when the first page was read. Scopes given until then are read in the order of
   * their rows instead of as one page at the head of the grant. Left out: `after`.
   */
  readonly grantsKnownAt?: number;
};

/** The latest state of a part in the reader's scopes: its body, or that it left (`present` false, body null). */
export type FeedPageRow = Pick<FeedRow, 'kind' | 'aggregateId' | 'part' | 'present' | 'head'> & {
  [Column in 'version' | 'retention' | 'body']: PartRow[Column] | null;
};

export type FeedPage = {
  readonly rows: readonly FeedPageRow[];
  /** The reader's next cursor: the last whole head of this page, or the tenant's head when nothing is left. */
  readonly head: number;
  readonly more: boolean;
};

/** Notes for each scope that a part is there or left, at this transaction's head; a (scope, part) may stand in `rows` once. */
export const writeFeed = async (tx: Transaction, rows: readonly FeedRow[]): Promise<void> => {
  await sql`
    insert into feed (scope, kind, aggregate_id, part, present, head)
    select scope, kind, "aggregateId", part, present, head
    from ${rowsOf(rows, FEED_COLUMNS)}
    on conflict (tenant, scope, kind, aggregate_id, part) do update set
      present = excluded.present, head = excluded.head`.execute(tx);
};

const FEED_COLUMNS: Columns<FeedRow> = {
  scope: COLUMN.text,
  kind: COLUMN.text,
  aggregateId: COLUMN.text,
  part: COLUMN.text,
  present: COLUMN.boolean,
  head: COLUMN.bigint,
};

/** Everything that these scopes show leaves whoever reads `into`, unless another scope of theirs still shows it. */
export const writeRemovals = async (
  tx: Transaction,
  { into, of, head }: { readonly into: string; readonly of: readonly string[]; readonly head: number },
): Promise<void> => {
  await sql`
    insert into feed (scope, kind, aggregate_id, part, present, head)
    select distinct ${into}, kind, aggregate_id, part, false, ${head}::bigint
    from feed where scope = any(${of}) and present
    on conflict (tenant, scope, kind, aggregate_id, part) do update set head = excluded.head`.execute(tx);
};

/** What changed for a reader after the cursor, oldest first, cut only between whole transactions. Runs in `store.read`. */
export const feedPage = async (tx: Transaction, query: FeedQuery): Promise<FeedPage> => {
  const changed = await changedAfter(tx, query);
  const rows = await asSeen(tx, query, changed);
  const last = rows.at(-1);
  const more = last !== undefined && changed.length < (changed[0]?.waiting ?? 0);
  return { rows, more, head: more ? last.head : await headOfTenant(tx) };
};

/** A part that changed for a reader, at the newest of its heads in their scopes, and how many there are altogether. */
type Changed = Pick<FeedPageRow, 'kind' | 'aggregateId' | 'part' | 'head'> & { readonly waiting: number };

/**
 * A part seen through several scopes is one row. `upto` counts the rows up to and including a row's whole head: it is the same for
 * all rows of one head, so no head is cut.
 */
const changedAfter = async (tx: Transaction, query: FeedQuery): Promise<readonly Changed[]> => {
  const { rows } = await sql<Changed>`
    with changed as (${changesIn(query)}), counted as (
      select *, count(*) over (order by head) as upto, min(head) over () as first_head, count(*) over () as waiting
      from changed
    )
    select kind, aggregate_id, part, head, waiting from counted
    where upto <= ${query.limitRows}::bigint or head = first_head`.execute(tx);
  return rows;
};

/**
 * Nearly always no scope is new, and then the cursor itself bounds what is read. In one statement for both cases the database cannot
 * tell how little that is, and reads all that the reader has ever seen.
 */
const changesIn = ({ scopesByGrant, after, grantsKnownAt = after }: FeedQuery) => {
  const isNew = ({ grantedHead }: ScopeGrant): boolean => grantedHead > Math.max(grantsKnownAt, after);
  if (!scopesByGrant.some(isNew))
    return sql`
      select kind, aggregate_id, part, max(head) as head from feed
      where scope = any(${scopesByGrant.map(({ scope }) => scope)}) and head > ${after}::bigint
      group by kind, aggregate_id, part`;
  // All that a new scope holds counts as of the head at which it was given.
  const scopes = scopesByGrant.map((grant) => ({
    scope: grant.scope,
    since: isNew(grant) ? 0 : after,
    notBefore: isNew(grant) ? grant.grantedHead : 0,
  }));
  return sql`
    select feed.kind, feed.aggregate_id, feed.part, max(greatest(feed.head, row."notBefore")) as head
    from ${rowsOf(scopes, { scope: COLUMN.text, since: COLUMN.bigint, notBefore: COLUMN.bigint })}
      join feed on feed.scope = row.scope and feed.head > row.since
    group by feed.kind, feed.aggregate_id, feed.part`;
};

/**
 * What these parts are to the reader now: present while any of their scopes shows it, not only those that changed. Asked of the
 * parts of one page by name: in one statement with the page the database expected a third of everything, and read it.
 */
const asSeen = async (
  tx: Transaction,
  { scopesByGrant }: FeedQuery,
  changed: readonly Changed[],
): Promise<readonly FeedPageRow[]> => {
  if (changed.length === 0) return [];
  const { rows } = await sql<FeedPageRow>`
    with seen as (
      select kind, "aggregateId", part, head, exists (
        select from feed
        where feed.kind = row.kind and feed.aggregate_id = row."aggregateId" and feed.part = row.part
          and feed.present and feed.scope = any(${scopesByGrant.map(({ scope }) => scope)})
      ) as present
      from ${rowsOf<Omit<Changed, 'waiting'>>(changed, CHANGED_COLUMNS)}
    )
    select seen.kind, seen."aggregateId", seen.part, seen.present, seen.head, part.version, part.retention, part.body
    from seen
    left join part on seen.present
      and part.kind = seen.kind and part.aggregate_id = seen."aggregateId" and part.part = seen.part
    order by seen.head, seen.kind collate "C", seen."aggregateId" collate "C", seen.part collate "C"`.execute(tx);
  return rows;
};

const CHANGED_COLUMNS: Columns<Omit<Changed, 'waiting'>> = {
  kind: COLUMN.text,
  aggregateId: COLUMN.text,
  part: COLUMN.text,
  head: COLUMN.bigint,
};
