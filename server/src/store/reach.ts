import { sql } from 'kysely';
import type { Day } from '@banso/shared/time/day.ts';
import type { ScopeGrant } from './feed.ts';
import { aggregates, type AggregateKey } from './parts.ts';
import { COLUMN, rowsOf } from './rows-of.ts';
import type { ReachRow, Transaction } from './schema.ts';

/** What a scope reached anew, and what it reaches no more *because of this record*: another record may still hold it. */
export type ReachChange = { readonly gained: readonly ReachRow[]; readonly lost: readonly ReachRow[] };

/** Everything that scopes reach because of this record. */
export const reachOfBecause = (tx: Transaction, because: AggregateKey): Promise<readonly ReachRow[]> =>
  tx
    .selectFrom('reach')
    .select(reachColumns)
    .where('becauseKind', '=', because.kind)
    .where('becauseId', '=', because.id)
    .orderBy('scope')
    .orderBy('kind')
    .orderBy('aggregateId')
    .execute();

/** Which scopes reach these aggregates, and because of what. */
export const reachOfAggregates = async (
  tx: Transaction,
  keys: readonly AggregateKey[],
): Promise<readonly ReachRow[]> => {
  if (keys.length === 0) return [];
  const { rows } = await sql<ReachRow>`
    select scope, kind, aggregate_id, because_kind, because_id from reach
    where (kind, aggregate_id) in (select kind, id from ${aggregates(keys)})
    order by kind, aggregate_id, scope, because_kind, because_id`.execute(tx);
  return rows;
};

/** Everything that these scopes reach, and because of what. */
export const reachOfScopes = (tx: Transaction, scopes: readonly string[]): Promise<readonly ReachRow[]> =>
  tx
    .selectFrom('reach')
    .select(reachColumns)
    .where('scope', '=', sql<string>`any(${scopes})`)
    .orderBy('scope')
    .orderBy('kind')
    .orderBy('aggregateId')
    .execute();

/** Makes `reach` the whole of what scopes reach because of this record. */
export const replaceReach = async (
  tx: Transaction,
  {
    because,
    reach,
  }: { readonly because: AggregateKey; readonly reach: readonly Pick<ReachRow, 'scope' | 'kind' | 'aggregateId'>[] },
): Promise<ReachChange> => {
  const wanted = rowsOf(reach, { scope: COLUMN.text, kind: COLUMN.text, aggregateId: COLUMN.text });
  const lost = await sql<ReachRow>`
    delete from reach
    where because_kind = ${because.kind} and because_id = ${because.id}
      and (scope, kind, aggregate_id) not in (select scope, kind, "aggregateId" from ${wanted})
    returning scope, kind, aggregate_id, because_kind, because_id`.execute(tx);
  const gained = await sql<ReachRow>`
    insert into reach (scope, kind, aggregate_id, because_kind, because_id)
    select scope, kind, "aggregateId", ${because.kind}, ${because.id} from ${wanted}
    on conflict do nothing
    returning scope, kind, aggregate_id, because_kind, because_id`.execute(tx);
  return { gained: gained.rows, lost: lost.rows };
};

/** Which of this person's scopes reach the aggregate on this day in Japan; none: it is not theirs to see. */
export const scopesThatShow = async (
  tx: Transaction,
  { person, kind, id, today }: AggregateKey & { readonly person: string; readonly today: Day },
): Promise<readonly string[]> => {
  const rows = await tx
    .selectFrom('reach')
    .innerJoin('personScope', 'personScope.scope', 'reach.scope')
    .select('reach.scope')
    .distinct()
    .where('personScope.person', '=', person)
    .where('reach.kind', '=', kind)
    .where('reach.aggregateId', '=', id)
    .where((is) => is.or([is('personScope.until', 'is', null), is('personScope.until', '>=', today)]))
    .orderBy('reach.scope')
    .execute();
  return rows.map(({ scope }) => scope);
};

/** The scopes that a person reads on this day in Japan: what has ended counts no more, whether or not it was taken away. */
export const scopesOfPerson = (
  tx: Transaction,
  { person, today }: { readonly person: string; readonly today: Day },
): Promise<readonly ScopeGrant[]> =>
  tx
    .selectFrom('personScope')
    .select(['scope', 'grantedHead'])
    .where('person', '=', person)
    .where((is) => is.or([is('until', 'is', null), is('until', '>=', today)]))
    .orderBy('scope')
    .execute();

export type TimedScope = { readonly scope: string; readonly until: Day | null };

/** Every scope that was given to a person and not taken away, ended or not. */
export const scopesGivenTo = (tx: Transaction, person: string): Promise<readonly TimedScope[]> =>
  tx.selectFrom('personScope').select(['scope', 'until']).where('person', '=', person).orderBy('scope').execute();

/** Gives a person scopes at this head; one that is held already keeps the head at which it was given, and gets the new end. */
export const grantScopes = async (
  tx: Transaction,
  { person, scopes, head }: { readonly person: string; readonly scopes: readonly TimedScope[]; readonly head: number },
): Promise<void> => {
  if (scopes.length === 0) return;
  await tx
    .insertInto('personScope')
    .values(scopes.map(({ scope, until }) => ({ person, scope, until, grantedHead: head })))
    .onConflict((conflict) =>
      conflict.columns(['tenant', 'person', 'scope']).doUpdateSet((row) => ({ until: row.ref('excluded.until') })),
    )
    .execute();
};

export const revokeScopes = async (
  tx: Transaction,
  { person, scopes }: { readonly person: string; readonly scopes: readonly string[] },
): Promise<void> => {
  await tx
    .deleteFrom('personScope')
    .where('person', '=', person)
    .where('scope', '=', sql<string>`any(${scopes})`)
    .execute();
};

const reachColumns = [
  'scope',
  'kind',
  'aggregateId',
  'becauseKind',
  'becauseId',
] as const satisfies readonly (keyof ReachRow)[];
