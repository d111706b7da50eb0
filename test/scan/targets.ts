import type { StartedOffice } from './started-office.ts';

/** One request whose values a scanner varies. `address` begins at the root; `*` in it marks what is varied. */
export type Target = {
  readonly name: string;
  readonly method: string;
  readonly address: string;
  readonly body: string | null;
  readonly session: string;
};

type Place = Pick<StartedOffice, 'routes' | 'engagement' | 'visit' | 'expert' | 'newSession'>;

/** What experts alone may do; everything else is asked by the administrator, who may do most. */
const EXPERTS_ROUTES = ['/api/sync', '/api/devices', '/api/engagements/', '/api/blobs/', '/api/forms/'];

/** Queries that the routes read, beside what stands in their path. */
const QUERIES: Readonly<Record<string, string>> = {
  '/api/accesses':
    '?person=sample-expert&event=looked&engagement=sample-engagement-1&from=2026-01-01&to=2026-12-31&before=9',
  '/api/accesses/report': '?month=2026-11',
  '/api/blobs/:sha256': '?engagement=sample-engagement-1&part=photo/x',
  '/api/blobs/:sha256/upload': '?tenant=sample&device=device-1&engagement=sample-engagement-1&part=photo/x&offset=0',
};

/**
 * The body with a mark after each text and each named number. Without marks sqlmap leaves out what is called `token`: it takes it
 * for a guard against forgery.
 */
const marked = (body: unknown): string =>
  JSON.stringify(body, function mark(this: unknown, _name, value: unknown) {
    if (typeof value === 'string') return `${value}*`;
    return typeof value === 'number' && !Array.isArray(this) ? `${BARE}${value}*${BARE}` : value;
  })
    .replaceAll(`"${BARE}`, '')
    .replaceAll(`${BARE}"`, '');

/** Around what must stand in the JSON without quotation marks. */
const BARE = '~number~';

/** Each route once for its body, and once for what stands in its address, each with a session of its own. */
export const targetsOf = (place: Place, bodies: Readonly<Record<string, unknown>>): readonly Target[] => [
  {
    name: 'GET /api/me cookie',
    method: 'GET',
    address: '/api/me',
    body: null,
    session: `${place.newSession('expert')}*`,
  },
  ...place.routes
    .filter(({ path }) => path.startsWith('/api/') && path !== '/api/live')
    .flatMap(({ method, path }): readonly Target[] => {
      const person = EXPERTS_ROUTES.some((start) => path.startsWith(start)) ? 'expert' : 'administrator';
      const filled = addressOf(path, place);
      const body = method === 'POST' ? JSON.stringify(bodies[path]) : null;
      const target = { method, body };
      const inBody: readonly Target[] =
        typeof bodies[path] === 'object' && marked(bodies[path]).includes('*')
          ? [
              {
                ...target,
                body: marked(bodies[path]),
                name: `${method} ${path} body`,
                address: filled,
                session: place.newSession(person),
              },
            ]
          : [];
      const varied = `${addressOf(path, place, '*')}${(QUERIES[path] ?? '').replace(/=([^&]*)/g, '=$1*')}`;
      const inAddress: readonly Target[] = varied.includes('*')
        ? [{ ...target, name: `${method} ${path} address`, address: varied, session: place.newSession(person) }]
        : [];
      return [...inBody, ...inAddress];
    }),
];

/** The route's address with what is really there in its places, each followed by the mark. */
export const addressOf = (
  path: string,
  { engagement, visit, expert }: Omit<Place, 'routes' | 'newSession'>,
  mark = '',
): string => {
  const values: Readonly<Record<string, string>> = {
    engagement,
    visit,
    person: expert,
    form: 'visit-report',
    file: visit,
    sha256: 'a'.repeat(64),
    id: visit,
  };
  return path.replace(/:(\w+)(\{[^}]*?(\w+)\})?/g, (_whole, name: string, _pattern, ending?: string) => {
    const value = path.startsWith('/api/exports/') ? engagement : (values[name] ?? 'x');
    return `${value}${mark}${ending === undefined ? '' : `.${ending}`}`;
  });
};
