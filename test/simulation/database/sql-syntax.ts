/** The part of SQL that the store speaks, as a tree. */
export type Expression =
  | { readonly is: 'value'; readonly value: string | number | boolean | null }
  | { readonly is: 'param'; readonly index: number }
  | { readonly is: 'column'; readonly table: string | null; readonly name: string }
  | { readonly is: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly over: Over | null }
  | { readonly is: 'operator'; readonly sign: string; readonly left: Expression; readonly right: Expression }
  | { readonly is: 'not'; readonly of: Expression }
  | { readonly is: 'isNull'; readonly of: Expression; readonly negated: boolean }
  | { readonly is: 'inList'; readonly of: Expression; readonly among: readonly Expression[]; readonly negated: boolean }
  | { readonly is: 'inQuery'; readonly of: Expression; readonly query: Select; readonly negated: boolean }
  | { readonly is: 'any'; readonly of: Expression; readonly among: Expression }
  | { readonly is: 'exists'; readonly query: Select }
  | { readonly is: 'tuple'; readonly items: readonly Expression[] }
  | {
      readonly is: 'case';
      readonly branches: readonly { when: Expression; take: Expression }[];
      readonly other: Expression;
    }
  | { readonly is: 'cast'; readonly of: Expression; readonly type: string };

export type Over = { readonly orderBy: readonly Expression[] };

/** `columns`: what an `unnest` calls its arrays, in their order. */
export type Source =
  | { readonly from: 'table'; readonly table: string; readonly alias: string }
  | {
      readonly from: 'arrays';
      readonly arrays: readonly Expression[];
      readonly alias: string;
      readonly columns: readonly string[];
    };

export type Join = { readonly kind: 'inner' | 'left'; readonly source: Source; readonly on: Expression };
export type SelectItem = { readonly all: string | null } | { readonly expression: Expression; readonly name: string };
export type Order = { readonly by: Expression; readonly descending: boolean };

export type Select = {
  readonly statement: 'select';
  readonly with: readonly { readonly name: string; readonly query: Select }[];
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from: Source | null;
  readonly joins: readonly Join[];
  readonly where: Expression | null;
  readonly groupBy: readonly Expression[];
  readonly orderBy: readonly Order[];
  readonly limit: Expression | null;
  readonly lock: 'wait' | 'skip' | null;
};

export type Conflict = {
  /** Null: do nothing. */
  readonly set: readonly Assignment[] | null;
  readonly where: Expression | null;
};
export type Assignment = { readonly column: string; readonly value: Expression };

export type Insert = {
  readonly statement: 'insert';
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Expression[])[] | Select;
  readonly conflict: Conflict | null;
  readonly returning: readonly SelectItem[];
};
export type Update = {
  readonly statement: 'update';
  readonly table: string;
  readonly set: readonly Assignment[];
  readonly where: Expression | null;
  readonly returning: readonly SelectItem[];
};
export type Delete = {
  readonly statement: 'delete';
  readonly table: string;
  readonly where: Expression | null;
  readonly returning: readonly SelectItem[];
};
/** What begins, marks and ends a transaction. */
export type Control = {
  readonly statement: 'begin' | 'commit' | 'rollback' | 'savepoint' | 'release' | 'rollbackTo';
  /** One snapshot for the whole transaction. */
  readonly repeatable: boolean;
  readonly name: string;
};

export type Statement = Select | Insert | Update | Delete | Control;
