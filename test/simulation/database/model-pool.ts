import type pg from 'pg';
import type { ModelDatabase, ModelTransaction } from './model-database.ts';
import { parseSql } from './parse-sql.ts';
import { runStatement, type StatementAnswer } from './run-statement.ts';
import type { Control, Statement } from './sql-syntax.ts';
import { databaseError, type Value } from './values.ts';

/** When a statement reaches the database, and when its answer comes back. Both may take long, or never end. */
export type Wire = { readonly there: (sql: string) => Promise<void>; readonly back: (sql: string) => Promise<void> };

const AT_ONCE: Wire = { there: () => Promise.resolve(), back: () => Promise.resolve() };

export type ModelPool = {
  /** What the store takes for PostgreSQL's own pool: it connects, asks, and gives back. */
  readonly pool: pg.Pool;
  /** The server process died: what its connections had begun is rolled back. */
  readonly cut: () => void;
};

/** Connections of one server process to a model database. */
export const openModelPool = (database: ModelDatabase, wire: Wire = AT_ONCE): ModelPool => {
  const running = new Set<ModelTransaction>();
  const connect = (): Promise<unknown> => Promise.resolve(openConnection(database, wire, running));
  const pool = {
    connect,
    query: async (sql: string, params?: readonly Value[]) => openConnection(database, wire, running).query(sql, params),
    end: () => Promise.resolve(),
  };
  return {
    // The part of a pool that Kysely's PostgreSQL driver and the contract tests use.
    pool: pool as unknown as pg.Pool,
    cut: () => {
      for (const transaction of running) database.rollback(transaction);
    },
  };
};

const openConnection = (database: ModelDatabase, wire: Wire, running: Set<ModelTransaction>) => {
  let transaction: ModelTransaction | null = null;

  const take = async (statement: Statement, params: readonly Value[]): Promise<StatementAnswer> => {
    if ('repeatable' in statement) {
      transaction = control(database, transaction, statement);
      if (transaction) running.add(transaction);
      return { rows: [], changed: 0 };
    }
    if (!transaction) return alone(database, statement, params);
    if (transaction.ended) throw databaseError('57P01', 'terminating connection');
    if (transaction.failed) throw databaseError('25P02', 'current transaction is aborted');
    try {
      return await runStatement(database, transaction, { statement, params });
    } catch (error) {
      transaction.failed = true;
      throw error;
    }
  };

  return {
    query: async (sql: string, params: readonly Value[] = []) => {
      const statement = readOnce(sql);
      await wire.there(sql);
      const { rows, changed } = await take(statement, params);
      if (transaction?.ended) {
        running.delete(transaction);
        transaction = null;
      }
      await wire.back(sql);
      return { command: statement.statement.toUpperCase(), rowCount: changed, rows: rows.map((row) => ({ ...row })) };
    },
    release: () => {
      if (transaction) database.rollback(transaction);
    },
    on: () => undefined,
    removeListener: () => undefined,
  };
};

const alone = async (
  database: ModelDatabase,
  statement: Exclude<Statement, Control>,
  params: readonly Value[],
): Promise<StatementAnswer> => {
  const transaction = database.begin({ repeatable: false });
  try {
    const answer = await runStatement(database, transaction, { statement, params });
    database.commit(transaction);
    return answer;
  } catch (error) {
    database.rollback(transaction);
    throw error;
  }
};

/** The connection's transaction after this word; an ended one where it ended. */
const control = (
  database: ModelDatabase,
  transaction: ModelTransaction | null,
  { statement, repeatable, name }: Control,
): ModelTransaction | null => {
  if (statement === 'begin') return database.begin({ repeatable });
  if (!transaction) return null;
  switch (statement) {
    case 'commit':
      database.commit(transaction);
      return transaction;
    case 'rollback':
      database.rollback(transaction);
      return transaction;
    case 'savepoint':
      transaction.undo.push({ mark: name, back: () => {} });
      return transaction;
    case 'release':
      return transaction;
    case 'rollbackTo':
      backTo(transaction, name);
      return transaction;
  }
};

const backTo = (transaction: ModelTransaction, name: string): void => {
  const from = transaction.undo.findLastIndex(({ mark }) => mark === name);
  for (const { back } of transaction.undo.splice(from + 1).toReversed()) back();
  transaction.failed = false;
};

const statements = new Map<string, Statement>();

const readOnce = (sql: string): Statement => {
  const known = statements.get(sql) ?? parseSql(sql);
  statements.set(sql, known);
  return known;
};
