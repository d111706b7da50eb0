import type { Sight, Surroundings } from './evaluate.ts';
import {
  isTaken,
  lockSlot,
  type ModelDatabase,
  type ModelTransaction,
  newestIn,
  rivalsOf,
  type Slot,
  slotFor,
  type Table,
  untilHolderEnds,
  writeSlot,
} from './model-database.ts';
import { isMatch, matchingRows, runSelect, shapeRow, valueOf } from './select.ts';
import type { Delete, Expression, Insert, Select, Statement, Update } from './sql-syntax.ts';
import { castTo, databaseError, keyOf, type Row, type Value } from './values.ts';

export type StatementAnswer = { readonly rows: readonly Row[]; readonly changed: number };

type Running = { readonly database: ModelDatabase; readonly transaction: ModelTransaction; readonly sight: Sight };

/** Runs one statement of a transaction; waits for rows that others have locked. Throws PostgreSQL's errors. */
export const runStatement = async (
  database: ModelDatabase,
  transaction: ModelTransaction,
  {
    statement,
    params,
  }: { readonly statement: Exclude<Statement, { repeatable: boolean }>; readonly params: readonly Value[] },
): Promise<StatementAnswer> => {
  if (params.some((param) => typeof param === 'string' && param.includes('\u0000')))
    throw databaseError('22021', 'invalid byte sequence for encoding "UTF8": 0x00');
  const sight = sightOf(database, transaction, params);
  const running = { database, transaction, sight };
  switch (statement.statement) {
    case 'select':
      return statement.lock ? lockedSelect(running, statement) : plainSelect(running, statement);
    case 'insert':
      return insert(running, statement);
    case 'update':
      return update(running, statement);
    case 'delete':
      return remove(running, statement);
  }
};

const sightOf = (database: ModelDatabase, transaction: ModelTransaction, params: readonly Value[]): Sight => {
  const snapshot = transaction.snapshot ?? database.now();
  if (transaction.repeatable) transaction.snapshot = snapshot;
  const rowsByTable = new Map<string, readonly Row[]>();
  const indexes = new Map<string, ReadonlyMap<string, readonly Row[]>>();
  const around: Surroundings = {
    params,
    settings: transaction.settings,
    nextval: database.nextval,
    rowsOf: (name) => {
      const known = rowsByTable.get(name);
      if (known) return known;
      const table = tableOf(database, name);
      const rows = database.rowsOf(table, transaction, snapshot).filter((row) => isWithinWall(table, row, transaction));
      rowsByTable.set(name, rows);
      return rows;
    },
    rowsWith: (name, column, value) => {
      const key = `${name}.${column}`;
      const index = indexes.get(key) ?? indexed(around.rowsOf(name), column);
      indexes.set(key, index);
      return index.get(keyOf({ [column]: value }, [column]) ?? '') ?? [];
    },
  };
  return { around, rows: {}, queries: new Map(), outer: null };
};

const indexed = (rows: readonly Row[], column: string): ReadonlyMap<string, readonly Row[]> => {
  const index = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row, [column]);
    if (key === null) continue;
    const group = index.get(key);
    if (group) group.push(row);
    else index.set(key, [row]);
  }
  return index;
};

const tableOf = (database: ModelDatabase, name: string): Table => {
  const table = database.tables.get(name);
  if (!table) throw databaseError('42P01', `relation "${name}" does not exist`);
  return table;
};

/** Row-level security as the migrations set it: the app sees its own tenant's rows, the door every row. */
const isWithinWall = ({ shape }: Table, row: Row, { settings }: ModelTransaction): boolean => {
  if (settings.get('role') !== 'banso_app') return true;
  if (shape.name === 'tenant') return row['id'] === settings.get('banso.tenant');
  return !shape.columns.some(({ name }) => name === 'tenant') || row['tenant'] === settings.get('banso.tenant');
};

const plainSelect = ({ sight }: Running, query: Select): StatementAnswer => {
  const rows = runSelect(query, sight);
  return { rows, changed: rows.length };
};

/** The rows in their order, each locked, and asked again whether it still is one of them. */
const lockedSelect = async (running: Running, query: Select): Promise<StatementAnswer> => {
  if (query.from?.from !== 'table') throw new Error('The model locks rows of one table alone.');
  const { table, alias } = query.from;
  const rows: Row[] = [];
  const limit = query.limit === null ? Number.POSITIVE_INFINITY : Number(valueOf(query.limit, running.sight));
  for (const candidate of matchingRows(query, { table, sight: running.sight })) {
    if (rows.length >= limit) break;
    const slot = slotFor(tableOf(running.database, table), candidate);
    if (query.lock === 'skip' && slot.lockedBy && slot.lockedBy !== running.transaction) continue;
    const row = await lockedRow(running, { slot, where: query.where, candidate });
    if (row) rows.push(shapeRow(query.items, { ...running.sight, rows: { [alias]: row } }));
  }
  return { rows, changed: rows.length };
};

/** The newest version of a row under its lock; null where it is gone, or is none of those that were meant any more. */
const lockedRow = async (
  { transaction, sight }: Running,
  { slot, where, candidate }: { readonly slot: Slot; readonly where: Expression | null; readonly candidate: Row },
): Promise<Row | null> => {
  await lockSlot(slot, transaction);
  const row = newestIn(slot, transaction);
  if (row === null || row === candidate) return row;
  return isMatch(where, slot.table.shape.name, row, sight) ? row : null;
};

const update = async (running: Running, statement: Update): Promise<StatementAnswer> => {
  const { database, transaction, sight } = running;
  const table = tableOf(database, statement.table);
  const rows: Row[] = [];
  for (const candidate of matchingRows({ where: statement.where, orderBy: [] }, { table: statement.table, sight })) {
    const slot = slotFor(table, candidate);
    const row = await lockedRow(running, { slot, where: statement.where, candidate });
    if (!row) continue;
    const changed = withAssignments(table, row, statement.set, { ...sight, rows: { [statement.table]: row } });
    if (keyOf(changed, table.shape.primaryKey) !== slot.key) throw new Error('The model moves no row to another key.');
    writeSlot(slot, transaction, changed);
    rows.push(shapeRow(statement.returning, { ...sight, rows: { [statement.table]: changed } }));
  }
  return { rows: statement.returning.length > 0 ? rows : [], changed: rows.length };
};

const withAssignments = (table: Table, row: Row, set: Update['set'], sight: Sight): Row => {
  const changed: Record<string, Value> = { ...row };
  for (const { column, value } of set) changed[column] = castTo(typeOf(table, column), valueOf(value, sight));
  return changed;
};

const typeOf = ({ shape }: Table, column: string): string => {
  const found = shape.columns.find(({ name }) => name === column);
  if (!found) throw databaseError('42703', `column "${column}" does not exist`);
  return found.type;
};

const remove = async (running: Running, statement: Delete): Promise<StatementAnswer> => {
  const { database, transaction, sight } = running;
  const table = tableOf(database, statement.table);
  const rows: Row[] = [];
  for (const candidate of matchingRows({ where: statement.where, orderBy: [] }, { table: statement.table, sight })) {
    const slot = slotFor(table, candidate);
    const row = await lockedRow(running, { slot, where: statement.where, candidate });
    if (!row) continue;
    writeSlot(slot, transaction, null);
    rows.push(shapeRow(statement.returning, { ...sight, rows: { [statement.table]: row } }));
  }
  return { rows: statement.returning.length > 0 ? rows : [], changed: rows.length };
};

const insert = async (running: Running, statement: Insert): Promise<StatementAnswer> => {
  const { database, sight } = running;
  const table = tableOf(database, statement.table);
  const values =
    'statement' in statement.rows
      ? runSelect(inPlaces(statement.rows), sight).map((row) => Object.values(row))
      : statement.rows.map((row) => row.map((one) => valueOf(one, sight)));
  const written: Row[] = [];
  for (const one of values) {
    const row = await insertRow(running, { table, statement, row: newRow(table, { statement, values: one, sight }) });
    if (row) written.push(shapeRow(statement.returning, { ...sight, rows: { [statement.table]: row } }));
  }
  return { rows: statement.returning.length > 0 ? written : [], changed: written.length };
};

/** Columns by their place: two of them may have one name. */
const inPlaces = (query: Select): Select => ({
  ...query,
  items: query.items.map((item, at) => ('expression' in item ? { ...item, name: String(at) } : item)),
});

const newRow = (
  table: Table,
  {
    statement,
    values,
    sight,
  }: { readonly statement: Insert; readonly values: readonly Value[]; readonly sight: Sight },
): Row => {
  const given = new Map(statement.columns.map((name, at) => [name, values[at]]));
  const row: Record<string, Value> = {};
  for (const { name, type, fallback, filled } of table.shape.columns) {
    row[name] = castTo(type, given.has(name) ? given.get(name) : fallbackOf(fallback, sight));
    if (filled && row[name] === null) throw databaseError('23502', `null value in column "${name}"`);
  }
  if (!isWithinWall(table, row, { settings: sight.around.settings } as ModelTransaction))
    throw databaseError('42501', `new row violates row-level security policy for table "${table.shape.name}"`);
  return row;
};

const fallbackOf = (fallback: string | null, { around }: Sight): Value => {
  if (fallback === null) return null;
  const setting = /^current_setting\('([^']*)'/.exec(fallback)?.[1];
  if (setting !== undefined) return around.settings.get(setting) ?? null;
  return fallback.startsWith("'") ? fallback.slice(1, -1) : fallback;
};

/** The row as it stands now; null where a conflict left it as it was. */
const insertRow = async (
  { transaction, sight }: Running,
  { table, statement, row }: { readonly table: Table; readonly statement: Insert; readonly row: Row },
): Promise<Row | null> => {
  const slot = slotFor(table, row);
  const same = () => [slot, ...rivalsOf(slot, row)];
  const taken = () => same().find((one) => isTaken(one, transaction));
  for (let one = taken(); one; one = taken()) await untilHolderEnds(one, transaction);
  const rival = same().find((one) => newestIn(one, transaction) !== null);
  if (!rival) {
    await lockSlot(slot, transaction);
    writeSlot(slot, transaction, row);
    return row;
  }
  const { conflict } = statement;
  if (!conflict) throw databaseError('23505', `duplicate key value in "${table.shape.name}"`);
  if (!conflict.set || rival !== slot) return null;
  await lockSlot(slot, transaction);
  const before = newestIn(slot, transaction) ?? row;
  const both = { ...sight, rows: { [statement.table]: before, excluded: row } };
  if (conflict.where && valueOf(conflict.where, both) !== true) return null;
  const changed = withAssignments(table, before, conflict.set, both);
  writeSlot(slot, transaction, changed);
  return changed;
};
