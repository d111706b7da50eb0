import pg from 'pg';

/**
 * What PostgreSQL's autovacuum would do now, by its own measures: tables where a fifth of the rows are dead are swept, those of
 * which a tenth has changed are counted anew. The embedded database has no such helper: without it a table that is written over
 * and over grows for ever, and plans made for an empty table are kept when it has become large.
 * Long values lie in a table of their own beside each, where nearly all of the room goes. A table that was never counted and is not
 * empty is taken as well: after a crash nobody knows what has changed.
 */
const NEEDED = `
  select name, sweep from (
    select quote_ident(kept.relname) as name,
      rows.n_dead_tup > 50 + 0.2 * greatest(kept.reltuples, 0)
        or coalesce(apart.n_dead_tup > 50 + 0.2 * greatest(beside.reltuples, 0), false) as sweep,
      rows.n_mod_since_analyze > 50 + 0.1 * greatest(kept.reltuples, 0)
        or (kept.reltuples < 0 and pg_relation_size(kept.oid) > 0) as count_anew
    from pg_class as kept
      join pg_stat_all_tables as rows on rows.relid = kept.oid
      left join pg_class as beside on beside.oid = kept.reltoastrelid
      left join pg_stat_all_tables as apart on apart.relid = beside.oid
    where kept.relkind = 'r' and kept.relnamespace = 'public'::regnamespace
  ) as tables
  where sweep or count_anew
  order by name`;

/** Sweeps and counts what needs it, between two transactions on the only connection. */
export const keepUp = async (client: pg.PoolClient): Promise<void> => {
  try {
    // What the last transactions changed is counted a while later otherwise, or never while there is no pause.
    await client.query('select pg_stat_force_next_flush()');
    const { rows } = await client.query<{ readonly name: string; readonly sweep: boolean }>(NEEDED);
    for (const { name, sweep } of rows) await client.query(sweep ? `vacuum (analyze) ${name}` : `analyze ${name}`);
  } catch (error) {
    // Whoever waits for the connection asked for something else: a full disk is told at the next write, and the next look tries again.
    if (!isShortage(error)) throw error;
  }
};

/** Class 53 insufficient resources, 58 system error. */
const isShortage = (error: unknown): boolean => error instanceof pg.DatabaseError && /^5[38]/.test(error.code ?? '');
