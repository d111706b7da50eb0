/** At most so many fields of one body: a signature's strokes alone would be hundreds. */
const MOST_FIELDS = 14;

type Leaf = { readonly name: string; readonly value: string };

/** The texts and numbers of a JSON body as fields of a form, named by their way into it: `push.items.0.text`. */
export const fieldsOf = (body: unknown): readonly (readonly [string, string])[] =>
  leavesOf(body, [])
    .slice(0, MOST_FIELDS)
    .map(({ name, value }) => [name, value]);

/** The body with what a scanner put into these fields. A number that nobody changed stays one. */
export const withFields = (body: unknown, fields: URLSearchParams, way: readonly string[] = []): unknown => {
  if (Array.isArray(body)) return body.map((one: unknown, n) => withFields(one, fields, [...way, String(n)]));
  if (typeof body === 'object' && body !== null)
    return Object.fromEntries(
      Object.entries(body).map(([name, one]) => [name, withFields(one, fields, [...way, name])]),
    );
  const said = fields.get(way.join('.'));
  return said === null || said === String(body) ? body : said;
};

const leavesOf = (value: unknown, way: readonly string[]): readonly Leaf[] => {
  if (typeof value === 'string' || typeof value === 'number') return [{ name: way.join('.'), value: String(value) }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]: readonly [string, unknown]) => leavesOf(one, [...way, name]));
};
