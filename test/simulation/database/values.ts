import pg from 'pg';

/** What a column or an expression can be: null, text, number, boolean, Date, bytes; lists and parsed JSON on the way. */
export type Value = unknown;
export type Row = Readonly<Record<string, Value>>;

/** PostgreSQL's error with its SQLSTATE, as the driver throws it. */
export const databaseError = (code: string, message: string): pg.DatabaseError => {
  const error = new pg.DatabaseError(message, message.length, 'error');
  error.code = code;
  return error;
};

/** Order of two values of one type; texts by their code units, as collation "C" has it for what the ids are made of. */
export const compareValues = (left: Value, right: Value): number => {
  const [a, b] = [plain(left), plain(right)];
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
};

export const sameValue = (left: Value, right: Value): boolean => compareValues(left, right) === 0;

const plain = (value: Value): string | number | null => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.getTime();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return JSON.stringify(value);
};

/** The key under which rows of these columns meet; null where one of them is null, which meets nothing. */
export const keyOf = (row: Row, columns: readonly string[]): string | null => {
  const parts: (string | number)[] = [];
  for (const column of columns) {
    const part = plain(row[column]);
    if (part === null) return null;
    parts.push(part);
  }
  return JSON.stringify(parts);
};

export const textOf = (value: Value): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A value as this type has it. Throws PostgreSQL's data errors for what no column can hold. */
export const castTo = (type: string, value: Value): Value => {
  if (value === null || value === undefined) return null;
  switch (type) {
    case 'bigint':
    case 'integer':
      return wholeNumber(value, type);
    case 'text':
      return readable(textOf(value));
    case 'boolean':
      return value === true || value === 'true';
    case 'timestamptz':
      return value instanceof Date ? value : new Date(textOf(value));
    case 'json':
      return JSON.parse(textOf(value)) as Value;
    case 'bytea':
      return value;
    default:
      throw new Error(`The model does not know the type ${type}`);
  }
};

const LARGEST_INTEGER = 2 ** 31 - 1;

const wholeNumber = (value: Value, type: string): number => {
  const number = Number(value);
  if (!Number.isInteger(number)) throw databaseError('22P02', `invalid input syntax for type ${type}`);
  if (type === 'integer' && Math.abs(number) > LARGEST_INTEGER) throw databaseError('22003', 'integer out of range');
  return number;
};

/** PostgreSQL keeps no NUL in a text. */
const readable = (text: string): string => {
  if (text.includes('\u0000')) throw databaseError('22P05', 'unsupported Unicode escape sequence');
  return text;
};
