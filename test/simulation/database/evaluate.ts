import type { Expression, Select } from './sql-syntax.ts';
import { castTo, compareValues, type Row, sameValue, textOf, type Value } from './values.ts';

/** What a statement can see while it runs. */
export type Surroundings = {
  readonly params: readonly Value[];
  /** Settings of the transaction: the tenant and the role. */
  readonly settings: Map<string, string>;
  readonly nextval: (sequence: string) => number;
  /** The rows of a table in this statement's snapshot. */
  readonly rowsOf: (table: string) => readonly Row[];
  /** The same, only those that have this value in this column. */
  readonly rowsWith: (table: string, column: string, value: Value) => readonly Row[];
};

/** Rows in sight by alias, innermost first; `computed` holds what grouping and windows worked out for this row. */
export type Sight = {
  readonly around: Surroundings;
  readonly rows: Readonly<Record<string, Row>>;
  readonly queries: ReadonlyMap<string, readonly Row[]>;
  readonly computed?: ReadonlyMap<Expression, Value>;
  readonly outer: Sight | null;
};

type RunQuery = (query: Select, sight: Sight) => readonly Row[];

/** The value of an expression. `runQuery` answers the queries inside of it. */
export const evaluate = (expression: Expression, sight: Sight, runQuery: RunQuery): Value => {
  const of = (inner: Expression): Value => evaluate(inner, sight, runQuery);
  switch (expression.is) {
    case 'value':
      return expression.value;
    case 'param':
      return sight.around.params[expression.index] ?? null;
    case 'column':
      return columnIn(sight, expression.table, expression.name);
    case 'cast':
      return castTo(expression.type, of(expression.of));
    case 'not':
      return negate(of(expression.of));
    case 'isNull':
      return (of(expression.of) === null) !== expression.negated;
    case 'operator':
      return operate(expression.sign, expression.left, expression.right, of);
    case 'any': {
      const [value, list] = [of(expression.of), of(expression.among)];
      return value !== null && Array.isArray(list) && list.some((one) => sameValue(one, value));
    }
    case 'inList': {
      const value = of(expression.of);
      return expression.among.some((one) => matches(value, of(one))) !== expression.negated;
    }
    case 'inQuery': {
      const value = of(expression.of);
      const found = runQuery(expression.query, sight).some((row) => {
        const columns = Object.values(row);
        return matches(value, columns.length === 1 ? columns[0] : columns);
      });
      return found !== expression.negated;
    }
    case 'exists':
      return runQuery(expression.query, sight).length > 0;
    case 'tuple':
      return expression.items.map(of);
    case 'case': {
      const taken = expression.branches.find(({ when }) => of(when) === true);
      return of(taken ? taken.take : expression.other);
    }
    case 'call':
      return sight.computed?.has(expression)
        ? sight.computed.get(expression)
        : call(expression.name, expression.args.map(of), sight);
  }
};

const matches = (left: Value, right: Value): boolean =>
  Array.isArray(left) && Array.isArray(right)
    ? left.every((one, at) => matches(one, right[at]))
    : left !== null && right !== null && sameValue(left, right);

const negate = (value: Value): Value => (value === null ? null : value !== true);

const operate = (sign: string, left: Expression, right: Expression, of: (inner: Expression) => Value): Value => {
  const a = of(left);
  if (sign === 'and') return a === true ? of(right) : a === null && of(right) !== false ? null : false;
  if (sign === 'or') return a === true ? true : of(right) === true ? true : a;
  const b = of(right);
  if (a === null || b === null) return null;
  if (Array.isArray(a)) return matches(a, b) === (sign === '=');
  switch (sign) {
    case '=':
      return sameValue(a, b);
    case '<>':
      return !sameValue(a, b);
    case '<':
      return compareValues(a, b) < 0;
    case '<=':
      return compareValues(a, b) <= 0;
    case '>':
      return compareValues(a, b) > 0;
    case '>=':
      return compareValues(a, b) >= 0;
    case '+':
      return Number(a) + Number(b);
    case '-':
      return Number(a) - Number(b);
    case '||':
      return textOf(a) + textOf(b);
    default:
      throw new Error(`The model does not know the operator ${sign}`);
  }
};

const columnIn = (sight: Sight, table: string | null, name: string): Value => {
  for (let at: Sight | null = sight; at; at = at.outer) {
    if (table !== null) {
      const row = at.rows[table];
      if (row) return row[name] ?? null;
      continue;
    }
    for (const row of Object.values(at.rows)) if (name in row) return row[name] ?? null;
  }
  throw new Error(`The model finds no column ${table === null ? '' : `${table}.`}${name}`);
};

const call = (name: string, args: readonly Value[], { around }: Sight): Value => {
  const [first = null, second = null] = args;
  switch (name) {
    case 'set_config':
      around.settings.set(textOf(first), textOf(second));
      return second;
    case 'current_setting':
      return around.settings.get(textOf(first)) ?? null;
    case 'nextval':
      return around.nextval(textOf(first));
    case 'decode':
      return first === null ? null : Buffer.from(textOf(first), 'base64');
    case 'greatest':
      return args.reduce((most, one) => (compareValues(one, most) > 0 ? one : most));
    case 'coalesce':
      return args.find((one) => one !== null) ?? null;
    default:
      throw new Error(`The model does not know the function ${name}`);
  }
};
