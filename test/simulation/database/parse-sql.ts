import { parseExpression } from './parse-expression.ts';
import type {
  Assignment,
  Conflict,
  Control,
  Delete,
  Expression,
  Insert,
  Join,
  Order,
  Select,
  SelectItem,
  Source,
  Statement,
  Update,
} from './sql-syntax.ts';
import { readTokens, type TokenReader } from './sql-tokens.ts';

/** One statement as a tree. Throws for every statement that the store does not use. */
export const parseSql = (sql: string): Statement => {
  const reader = readTokens(sql);
  const statement = statementAt(reader, sql);
  reader.takes(';');
  const rest = reader.peek();
  if (rest) throw new Error(`The model did not read this SQL to its end: ${sql}`);
  return statement;
};

const statementAt = (reader: TokenReader, sql: string): Statement => {
  if (reader.sees('select') || reader.sees('with')) return selectAt(reader);
  if (reader.takes('insert', 'into')) return insertAt(reader);
  if (reader.takes('update')) return updateAt(reader);
  if (reader.takes('delete', 'from')) return deleteAt(reader);
  return controlAt(reader, sql);
};

const control = (statement: Control['statement'], change: Partial<Control> = {}): Control => ({
  statement,
  repeatable: false,
  name: '',
  ...change,
});

const controlAt = (reader: TokenReader, sql: string): Control => {
  if (reader.takes('begin')) return control('begin');
  if (reader.takes('commit')) return control('commit');
  if (reader.takes('savepoint')) return control('savepoint', { name: reader.name() });
  if (reader.takes('release', 'savepoint')) return control('release', { name: reader.name() });
  if (reader.takes('rollback', 'to', 'savepoint')) return control('rollbackTo', { name: reader.name() });
  if (reader.takes('rollback')) return control('rollback');
  if (!reader.takes('start', 'transaction')) throw new Error(`The model does not know: ${sql}`);
  let repeatable = false;
  while (reader.peek()) repeatable = reader.name() === 'repeatable' || repeatable;
  return control('begin', { repeatable });
};

const expressionAt = (reader: TokenReader): Expression => parseExpression(reader, () => selectAt(reader));

const commaList = <Item>(reader: TokenReader, item: () => Item): Item[] => {
  const items: Item[] = [];
  do items.push(item());
  while (reader.takes(','));
  return items;
};

const selectAt = (reader: TokenReader): Select => {
  const ctes = reader.takes('with')
    ? commaList(reader, () => {
        const name = reader.name();
        reader.expect('as', '(');
        const query = selectAt(reader);
        reader.expect(')');
        return { name, query };
      })
    : [];
  reader.expect('select');
  const distinct = reader.takes('distinct');
  const items = reader.sees('from') ? [] : itemsAt(reader);
  const from = reader.takes('from') ? sourceAt(reader) : null;
  const joins: Join[] = [];
  for (let join = joinAt(reader); join; join = joinAt(reader)) joins.push(join);
  return {
    statement: 'select',
    with: ctes,
    distinct,
    items,
    from,
    joins,
    where: reader.takes('where') ? expressionAt(reader) : null,
    groupBy: reader.takes('group', 'by') ? commaList(reader, () => expressionAt(reader)) : [],
    orderBy: reader.takes('order', 'by') ? commaList(reader, () => orderAt(reader)) : [],
    limit: reader.takes('limit') ? expressionAt(reader) : null,
    lock: reader.takes('for', 'update') ? (reader.takes('skip', 'locked') ? 'skip' : 'wait') : null,
  };
};

const orderAt = (reader: TokenReader): Order => {
  const by = expressionAt(reader);
  const descending = reader.takes('desc');
  reader.takes('asc');
  return { by, descending };
};

const itemsAt = (reader: TokenReader): SelectItem[] => commaList(reader, () => itemAt(reader));

const itemAt = (reader: TokenReader): SelectItem => {
  if (reader.takes('*')) return { all: null };
  const [first, dot, star] = [reader.peek(), reader.peek(1), reader.peek(2)];
  if (
    first?.kind === 'name' &&
    dot?.kind === 'sign' &&
    dot.text === '.' &&
    star?.kind === 'sign' &&
    star.text === '*'
  ) {
    const all = reader.name();
    reader.expect('.', '*');
    return { all };
  }
  const expression = expressionAt(reader);
  return { expression, name: reader.takes('as') ? reader.name() : nameOf(expression) };
};

const nameOf = (expression: Expression): string => {
  if (expression.is === 'column' || expression.is === 'call') return expression.name;
  return expression.is === 'cast' ? nameOf(expression.of) : '?column?';
};

const joinAt = (reader: TokenReader): Join | null => {
  const kind = reader.takes('left', 'join')
    ? 'left'
    : reader.takes('inner', 'join') || reader.takes('join')
      ? 'inner'
      : null;
  if (!kind) return null;
  const source = sourceAt(reader);
  reader.expect('on');
  return { kind, source, on: expressionAt(reader) };
};

const sourceAt = (reader: TokenReader): Source => {
  const table = reader.name();
  if (table !== 'unnest') {
    const alias = reader.takes('as') ? reader.name() : table;
    return { from: 'table', table, alias };
  }
  reader.expect('(');
  const arrays = commaList(reader, () => arrayAt(reader));
  reader.expect(')', 'as');
  const alias = reader.name();
  reader.expect('(');
  const columns = commaList(reader, () => reader.name());
  reader.expect(')');
  return { from: 'arrays', arrays, alias, columns };
};

/** `$1::text[]`: what it is an array of stands in the array itself. */
const arrayAt = (reader: TokenReader): Expression => {
  const array = expressionAt(reader);
  reader.expect('[', ']');
  return array.is === 'cast' ? array.of : array;
};

const insertAt = (reader: TokenReader): Insert => {
  const table = reader.name();
  reader.expect('(');
  const columns = commaList(reader, () => reader.name());
  reader.expect(')');
  const rows = reader.takes('values')
    ? commaList(reader, () => {
        reader.expect('(');
        const row = commaList(reader, () => expressionAt(reader));
        reader.expect(')');
        return row;
      })
    : selectAt(reader);
  return { statement: 'insert', table, columns, rows, conflict: conflictAt(reader), returning: returningAt(reader) };
};

const conflictAt = (reader: TokenReader): Conflict | null => {
  if (!reader.takes('on', 'conflict')) return null;
  // Which key is meant does not matter here: the tables have one that can meet itself again.
  if (reader.takes('(')) {
    commaList(reader, () => reader.name());
    reader.expect(')');
  }
  if (reader.takes('do', 'nothing')) return { set: null, where: null };
  reader.expect('do', 'update', 'set');
  return { set: assignmentsAt(reader), where: reader.takes('where') ? expressionAt(reader) : null };
};

const assignmentsAt = (reader: TokenReader): Assignment[] =>
  commaList(reader, () => {
    const column = reader.name();
    reader.expect('=');
    return { column, value: expressionAt(reader) };
  });

const returningAt = (reader: TokenReader): readonly SelectItem[] => (reader.takes('returning') ? itemsAt(reader) : []);

const updateAt = (reader: TokenReader): Update => {
  const table = reader.name();
  reader.expect('set');
  const set = assignmentsAt(reader);
  const where = reader.takes('where') ? expressionAt(reader) : null;
  return { statement: 'update', table, set, where, returning: returningAt(reader) };
};

const deleteAt = (reader: TokenReader): Delete => {
  const table = reader.name();
  const where = reader.takes('where') ? expressionAt(reader) : null;
  return { statement: 'delete', table, where, returning: returningAt(reader) };
};
