/** One worked case of a file: what is given, and what must come out. */
export type Case = {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly given: Fields;
  readonly expect: Fields;
  readonly why?: string;
};

export type Fields = Readonly<Record<string, unknown>>;

/** How one kind of case is worked out. Fields of `given` that are not named are refused: a misspelt one would change nothing. */
export type CaseKind = {
  readonly given: readonly string[];
  readonly work: (given: Fields) => Fields;
};

/** Reads a file of cases. Throws, with the place, for what is no case and for an id that stands there twice. */
export const readCases = (text: string): readonly Case[] => {
  const read: unknown = JSON.parse(text);
  if (!Array.isArray(read)) throw new Error('a file of cases is a list');
  const cases = read.map((one: unknown, index) => {
    if (!isCase(one))
      throw new Error(`entry ${index + 1} needs id, title, kind, given and expect, and nothing else but why`);
    return one;
  });
  const twice = cases.find(({ id }, index) => cases.findIndex((other) => other.id === id) !== index);
  if (twice) throw new Error(`case ${twice.id} stands there twice`);
  return cases;
};

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCase = (value: unknown): value is Case =>
  isFields(value) &&
  ['id', 'title', 'kind'].every((key) => typeof value[key] === 'string' && value[key] !== '') &&
  isFields(value['given']) &&
  isFields(value['expect']) &&
  Object.keys(value['expect']).length > 0 &&
  Object.keys(value).every((key) => ['id', 'title', 'kind', 'given', 'expect', 'why'].includes(key));
