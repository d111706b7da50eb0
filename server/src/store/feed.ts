import { sql } from 'kysely';
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
    from json_to_recordset(${JSON.stringify(rows)}::json) as row
      (scope text, kind text, "aggregateId" text, part text, present boolean, head bigint)
    on conflict (tenant, scope, kind, aggregate_id, part) do update set
      present = excluded.present, head = excluded.head`.execute(tx);
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
  const found = await rowsAfter(tx, query);
  const last = found.at(-1);
  const more = last !== undefined && found.length < last.waiting;
  const rows = found.map(({ waiting: _, ...row }): FeedPageRow => row);
  return { rows, more, head: more ? last.head : await headOfTenant(tx) };
};

/**
 * A part seen through several scopes is one row, at the newest of their heads, and present while any of them shows it:
 * so `present` is asked of all the reader's scopes, not only of those that changed.
 * `upto` counts the rows up to and including a row's whole head: it is the same for all rows of one head, so no head is cut.
 */
const rowsAfter = async (
  tx: Transaction,
  query: FeedQuery,
): Promise<readonly (FeedPageRow & { readonly waiting: number })[]> => {
  const { scopesByGrant, after, limitRows, grantsKnownAt = after } = query;
  const { rows } = await sql<FeedPageRow & { readonly waiting: number }>`
    with granted as (
      select scope, case when "grantedHead" > ${grantsKnownAt}::bigint then "grantedHead" else 0 end as head
      from json_to_recordset(${JSON.stringify(scopesByGrant)}::json) as grant_of (scope text, "grantedHead" bigint)
    ), changed as (
      select feed.kind, feed.aggregate_id, feed.part, max(greatest(feed.head, granted.head)) as head
      from feed join granted on granted.scope = feed.scope
      where feed.head > ${after}::bigint or granted.head > ${after}::bigint
      group by feed.kind, feed.aggregate_id, feed.part
    ), counted as (
      select *, count(*) over (order by head) as upto, min(head) over () as first_head, count(*) over () as waiting
      from changed
    ), page as (
      select counted.*, exists (
        select from feed join granted on granted.scope = feed.scope
        where feed.kind = counted.kind and feed.aggregate_id = counted.aggregate_id and feed.part = counted.part and feed.present
      ) as present
      from counted
      where upto <= ${limitRows}::bigint or head = first_head
    )
    select page.kind, page.aggregate_id, page.part, page.present, page.head, page.waiting,
      part.version, part.retention, part.body
    from page
    left join part on page.present
      and part.kind = page.kind and part.aggregate_id = page.aggregate_id and part.part = page.part
    order by page.head, page.kind, page.aggregate_id, page.part`.execute(tx);
  return rows;
};
