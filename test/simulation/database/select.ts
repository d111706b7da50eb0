import { evaluate, type Sight } from './evaluate.ts';
import type { Expression, Join, Select, SelectItem, Source } from './sql-syntax.ts';
import { readBinaryArray } from './binary-array.ts';
import { compareValues, type Row, type Value } from './values.ts';

/** The rows of a query in this statement's snapshot. Locks are the caller's business. */
export const runSelect = (query: Select, outer: Sight): readonly Row[] => {
  const queries = new Map(outer.queries);
  for (const { name, query: inner } of query.with) queries.set(name, runSelect(inner, { ...outer, queries }));
  const found = joined(query, { ...outer, queries });
  const grouped = query.groupBy.length > 0 || query.items.some(isAggregate) ? groupsOf(query, found) : found;
  const seen = withWindows(query, grouped);
  const shaped = seen.map((sight) => ({ sight, row: shapeRow(query.items, sight) }));
  return limited(query, sorted(query, query.distinct ? distinct(shaped) : shaped), outer).map(({ row }) => row);
};

/** Which rows of one table a statement means to lock or change, in its order, by its snapshot. */
export const matchingRows = (
  query: Pick<Select, 'orderBy' | 'where'>,
  { table, sight }: { readonly table: string; readonly sight: Sight },
): readonly Row[] =>
  sight.around
    .rowsOf(table)
    .filter((row) => isMatch(query.where, table, row, sight))
    .toSorted((a, b) =>
      compareBy(query.orderBy, { ...sight, rows: { [table]: a } }, { ...sight, rows: { [table]: b } }),
    );

export const isMatch = (where: Expression | null, table: string, row: Row, sight: Sight): boolean =>
  where === null || valueOf(where, { ...sight, rows: { [table]: row } }) === true;

export const valueOf = (expression: Expression, sight: Sight): Value =>
  evaluate(expression, sight, (query, within) => runSelect(query, { ...within, rows: {}, outer: within }));

/** One row of the answer. */
export const shapeRow = (items: readonly SelectItem[], sight: Sight): Row => {
  const row: Record<string, Value> = {};
  for (const item of items) {
    if ('expression' in item) row[item.name] = valueOf(item.expression, sight);
    else Object.assign(row, ...(item.all === null ? Object.values(sight.rows) : [sight.rows[item.all] ?? {}]));
  }
  return row;
};

const conjunctsOf = (where: Expression | null): readonly Expression[] => {
  if (where === null) return [];
  if (where.is === 'operator' && where.sign === 'and') return [...conjunctsOf(where.left), ...conjunctsOf(where.right)];
  return [where];
};

/** Every combination of rows that passes; what can be judged before a join is judged before it. */
const joined = (query: Select, outer: Sight): readonly Sight[] => {
  const base: Sight = { ...outer, rows: {}, outer };
  if (!query.from) return [base];
  const conditions = conjunctsOf(query.where);
  const early = query.joins.length === 0 ? conditions : conditions.filter((one) => isOf(one, query.from));
  const late = conditions.filter((one) => !early.includes(one));
  let found: readonly Sight[] = rowsOfSource(query.from, base, early)
    .map((row) => ({ ...base, rows: { [query.from?.alias ?? '']: row } }))
    .filter((sight) => early.every((one) => valueOf(one, sight) === true));
  for (const join of query.joins) found = joinWith(join, found);
  return late.length === 0 ? found : found.filter((sight) => late.every((one) => valueOf(one, sight) === true));
};

/** Whether a condition speaks of this source and of what stands outside of the query alone. */
const isOf = (condition: Expression, source: Source | null): boolean => {
  if (condition.is === 'column') return condition.table === source?.alias;
  if (condition.is !== 'operator' || condition.sign === 'or') return false;
  const sides = [condition.left, condition.right];
  return sides.every((side) => side.is !== 'column' || side.table !== null) && sides.some((side) => isOf(side, source));
};

const joinWith = ({ kind, source, on }: Join, found: readonly Sight[]): readonly Sight[] =>
  found.flatMap((sight) => {
    const matched = rowsOfSource(source, sight, conjunctsOf(on))
      .map((row) => ({ ...sight, rows: { ...sight.rows, [source.alias]: row } }))
      .filter((both) => valueOf(on, both) === true);
    return matched.length > 0 || kind === 'inner'
      ? matched
      : [{ ...sight, rows: { ...sight.rows, [source.alias]: {} } }];
  });

/** `conditions` have to be judged all the same: they only make the choice smaller. */
const rowsOfSource = (source: Source, sight: Sight, conditions: readonly Expression[] = []): readonly Row[] => {
  if (source.from === 'table') {
    const known = sight.queries.get(source.table);
    if (known) return known;
    const choices = conditions.flatMap((one) => {
      const equal = equalTo(one, source.alias);
      return equal ? [sight.around.rowsWith(source.table, equal.column, valueOf(equal.value, sight))] : [];
    });
    return choices.toSorted((a, b) => a.length - b.length)[0] ?? sight.around.rowsOf(source.table);
  }
  const arrays = source.arrays.map((one) => {
    const array = valueOf(one, sight);
    if (!(array instanceof Uint8Array)) throw new Error('The model expected an array in binary form.');
    return readBinaryArray(array);
  });
  return (arrays[0] ?? []).map((_, row) =>
    Object.fromEntries(source.columns.map((name, column) => [name, arrays[column]?.[row] ?? null])),
  );
};

/** A condition that asks a column of this source for a value from elsewhere. */
const equalTo = (
  condition: Expression,
  alias: string,
): { readonly column: string; readonly value: Expression } | null => {
  if (condition.is !== 'operator' || condition.sign !== '=') return null;
  for (const [side, value] of [
    [condition.left, condition.right],
    [condition.right, condition.left],
  ] as const) {
    const fromElsewhere =
      value.is === 'param' ||
      value.is === 'value' ||
      (value.is === 'column' && value.table !== null && value.table !== alias);
    if (side.is === 'column' && side.table === alias && fromElsewhere) return { column: side.name, value };
    if (side.is === 'column' && side.table === null && (value.is === 'param' || value.is === 'value'))
      return { column: side.name, value };
  }
  return null;
};

const AGGREGATES = new Set(['max', 'min', 'count']);

const isAggregate = (item: SelectItem): boolean =>
  'expression' in item &&
  item.expression.is === 'call' &&
  !item.expression.over &&
  AGGREGATES.has(item.expression.name);

const groupsOf = (query: Select, found: readonly Sight[]): readonly Sight[] => {
  const groups = new Map<string, Sight[]>();
  for (const sight of found) {
    const key = JSON.stringify(query.groupBy.map((one) => valueOf(one, sight)));
    groups.set(key, [...(groups.get(key) ?? []), sight]);
  }
  const calls = query.items.filter(isAggregate).flatMap((item) => ('expression' in item ? [item.expression] : []));
  const empty = query.groupBy.length === 0 && groups.size === 0;
  return (empty ? [[]] : [...groups.values()]).map((group) => ({
    ...(group[0] ?? noSight),
    computed: new Map(calls.map((one) => [one, aggregate(one, group)])),
  }));
};

/** The sight of `count(*)` over nothing. */
const noSight: Sight = {
  around: { params: [], settings: new Map(), nextval: () => 0, rowsOf: () => [], rowsWith: () => [] },
  rows: {},
  queries: new Map(),
  outer: null,
};

const aggregate = (expression: Expression, group: readonly Sight[]): Value => {
  if (expression.is !== 'call') return null;
  const [of] = expression.args;
  if (expression.name === 'count' || !of) return group.length;
  const sign = expression.name === 'max' ? 1 : -1;
  const values = group.map((sight) => valueOf(of, sight));
  return values.reduce((most, one) => (compareValues(one, most) * sign > 0 ? one : most), values[0] ?? null);
};

/** Works out `count(*) over (…)` and `min(…) over ()`: with an order, everything up to and including a row's equals. */
const withWindows = (query: Select, found: readonly Sight[]): readonly Sight[] => {
  const windows = query.items.flatMap((item) =>
    'expression' in item && item.expression.is === 'call' && item.expression.over ? [item.expression] : [],
  );
  if (windows.length === 0) return found;
  const computedBySight = new Map(found.map((sight) => [sight, new Map(sight.computed)]));
  for (const window of windows) {
    const orderBy = (window.over?.orderBy ?? []).map((by) => ({ by, descending: false }));
    const inOrder = orderBy.length === 0 ? found : found.toSorted((a, b) => compareBy(orderBy, a, b));
    const whole = orderBy.length === 0 ? aggregate(window, found) : null;
    let upTo = 0;
    for (const [at, sight] of inOrder.entries()) {
      while (upTo < inOrder.length && (upTo <= at || compareBy(orderBy, inOrder[upTo] ?? sight, sight) === 0))
        upTo += 1;
      const value = orderBy.length === 0 ? whole : aggregate(window, inOrder.slice(0, upTo));
      computedBySight.get(sight)?.set(window, value);
    }
  }
  return found.map((sight) => ({ ...sight, computed: computedBySight.get(sight) ?? new Map<Expression, Value>() }));
};

const compareBy = (orderBy: Select['orderBy'], left: Sight, right: Sight): number => {
  for (const { by, descending } of orderBy) {
    const order = compareValues(valueOf(by, left), valueOf(by, right));
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
};

type Shaped = { readonly sight: Sight; readonly row: Row };

const distinct = (shaped: readonly Shaped[]): readonly Shaped[] => [
  ...new Map(shaped.map((one) => [JSON.stringify(Object.values(one.row)), one])).values(),
];

/** By columns of the answer, by their place in it, or by what was there before it. */
const sorted = (query: Select, shaped: readonly Shaped[]): readonly Shaped[] => {
  if (query.orderBy.length === 0) return shaped;
  const keys = new Map(
    shaped.map((one) => [
      one,
      query.orderBy.map(({ by }) => {
        if (by.is === 'value' && typeof by.value === 'number') return Object.values(one.row)[by.value - 1];
        if (by.is === 'column' && by.table === null && by.name in one.row) return one.row[by.name];
        return valueOf(by, one.sight);
      }),
    ]),
  );
  return shaped.toSorted((a, b) => {
    const [left = [], right = []] = [keys.get(a), keys.get(b)];
    for (const [at, { descending }] of query.orderBy.entries()) {
      const order = compareValues(left[at], right[at]);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
};

const limited = (query: Select, shaped: readonly Shaped[], sight: Sight): readonly Shaped[] =>
  query.limit === null ? shaped : shaped.slice(0, Number(valueOf(query.limit, sight)));
