import { pageTokenOf } from '@banso/server/company-page/page-token.ts';
import { createApp } from '@banso/server/app.ts';
import { isProblemCode } from '@banso/client/sync/server-transport.ts';
import { problemSchema } from '@banso/shared/protocol/sync.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { rightBodies } from '../fixtures/right-bodies.ts';
import { inviteGuest } from '../support/guest-phone.ts';
import { readAs } from '../support/read-as.ts';
import { randomFrom } from '../support/random-from.ts';
import { refold } from '@banso/server/refold.ts';
import { recordVisit } from '../support/told-companies.ts';
import { ADMINISTRATOR, ENGAGEMENT, TENANT } from '../support/test-office.ts';
import { BASE_URL, testServers } from '../support/test-server.ts';

const SEED = 20_261_122;
const ROUNDS = 25;

/** Texts that have broken programs: other languages of the machine, places of other files, shapes of other encodings. */
const HOSTILE_TEXTS = [
  '',
  "' or 1=1 --",
  '"; drop table log; --',
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '%00',
  '\u0000',
  '\ud800',
  '__proto__',
  'constructor',
  '{{7*7}}',
  '${7*7}',
  '=cmd|calc!A0',
  '\r\nset-cookie: a=b',
  'あ'.repeat(5_000),
  '9'.repeat(400),
  '-1',
  '1e309',
  'null',
] as const;

type Random = ReturnType<typeof randomFrom>;

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** Any JSON, now and then with the names that our schemas ask for, so that the way into them is found. */
const anyJson = (random: Random, depth = 0): unknown => {
  const kind = Math.floor(random() * (depth > 3 ? 5 : 8));
  if (kind === 0) return pick(random, HOSTILE_TEXTS);
  if (kind === 1) return pick(random, [0, -1, 1.5, 2 ** 53, -(2 ** 31), 1e308, Number.MIN_VALUE]);
  if (kind === 2) return random() < 0.5;
  if (kind === 3) return null;
  if (kind === 4) return pick(random, [TENANT, ENGAGEMENT, 'a'.repeat(64), '2026-05-20', 'server']);
  if (kind === 5) return Array.from({ length: Math.floor(random() * 5) }, () => anyJson(random, depth + 1));
  return Object.fromEntries(
    Array.from({ length: 1 + Math.floor(random() * 6) }, () => [pick(random, NAMES), anyJson(random, depth + 1)]),
  );
};

const NAMES = [
  'v',
  'tenant',
  'device',
  'appVersion',
  'push',
  'pull',
  'tip',
  'items',
  'text',
  'branch',
  'fromSeq',
  'toSeq',
  'signature',
  'cursor',
  'epoch',
  'looks',
  'token',
  'credential',
  'publicKey',
  'label',
  'ids',
  'wish',
  'code',
  'fileHash',
  'month',
  'person',
  'event',
  'engagement',
  'before',
  'part',
  'offset',
  'note',
  'manner',
  'signer',
  '__proto__',
  'toString',
] as const;

/** The same JSON with one value, anywhere in it, replaced, taken out or joined by another. */
const mutated = (random: Random, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || random() < 0.2) return anyJson(random);
  if (Array.isArray(value)) {
    const at = Math.floor(random() * (value.length + 1));
    return value.length === 0
      ? [anyJson(random)]
      : value.map((one: unknown, i) => (i === at ? mutated(random, one) : one));
  }
  const entries = Object.entries(value);
  const [name] = pick(random, entries.length > 0 ? entries : [['', null] as const]);
  if (random() < 0.1) return Object.fromEntries(entries.filter(([key]) => key !== name));
  if (random() < 0.1) return { ...value, [pick(random, NAMES)]: anyJson(random) };
  return Object.fromEntries(entries.map(([key, one]) => [key, key === name ? mutated(random, one) : one]));
};

eachDatabase('Hostile requests', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L15.150] no route answers a random or hostile request with a failure of its own, and nothing is lost by them', async () => {
    const random = randomFrom(SEED);
    const office = await openOffice();
    const { visit } = await recordVisit(office);
    const device = await office.phone();
    device.record({ type: 'visit-ended@1', aggregate: ENGAGEMENT, body: { visit } });
    const pageToken = pageTokenOf(office.server.serverKey, { tenant: TENANT, engagement: ENGAGEMENT, linkNumber: 0 });
    const guestToken = inviteGuest(device, visit).token;
    const bodies = rightBodies({ device, engagement: ENGAGEMENT, visit, pageToken, guestToken });
    let nowMs = office.nowMs();
    // Limits would answer for the routes: a minute passes between requests.
    const server = { ...office.server, clock: { nowMs: () => (nowMs += 60_000) } };
    const app = createApp(server, { baseUrl: BASE_URL, callerOf: () => String(random()) });
    const routes = app.routes
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/') && path !== '/api/live')
      // Signing out ends what the others ask with.
      .toSorted((a, b) => Number(a.path === '/api/sign-out') - Number(b.path === '/api/sign-out'));
    expect(routes.length).toBeGreaterThan(20);
    const posts = [...new Set(routes.filter(({ method }) => method === 'POST').map(({ path }) => path))];
    expect(posts.toSorted()).toEqual(Object.keys(bodies).toSorted());
    const administrator = await office.signIn(ADMINISTRATOR);
    const failed: string[] = [];
    const seen = new Set<number>();
    for (const { method, path } of routes) {
      for (let round = 0; round < ROUNDS; round += 1) {
        const address = addressOf(random, path, visit);
        const headers = {
          cookie: pick(random, [administrator, administrator, device.cookie, '', 'banso_session=x']),
          'content-type': pick(random, ['application/json', 'application/json', 'application/json', 'text/plain', 'x']),
          'content-encoding': pick(random, ['identity', 'identity', 'identity', 'gzip']),
          origin: BASE_URL,
        };
        const broken = ['{', '"', '\u0000', '['.repeat(20_000)];
        const body = random() < 0.1 ? pick(random, broken) : JSON.stringify(mutated(random, bodies[path]));
        const response = await app.request(`${BASE_URL}${address}`, {
          method,
          headers,
          ...(method === 'GET' ? {} : { body }),
        });
        const text = await response.text();
        seen.add(response.status);
        // A page for people who opened an address, or a problem of our catalogue; never a stack, never a bare failure.
        if (response.status >= 500 && response.status !== 501)
          failed.push(`${method} ${address.slice(0, 200)}: ${response.status} ${body.slice(0, 300)}`);
        if (response.headers.get('content-type')?.includes('problem+json')) {
          const { code } = await readAs(problemSchema, JSON.parse(text));
          if (!isProblemCode(code)) failed.push(`${method} ${path}: ${code}`);
        }
        if (/\bat .+:\d+:\d+/.test(text)) failed.push(`${method} ${path}: a stack`);
      }
    }
    expect(failed).toEqual([]);
    // Not everything was turned away at the door.
    expect([...seen]).toEqual(expect.arrayContaining([200, 400, 401, 404]));
    expect(await refold(office.server)).toEqual([]);
  });
});

/** The route's address with hostile texts, or what is really there, in its places and in a query. */
const addressOf = (random: Random, path: string, visit: string): string => {
  const texts = HOSTILE_TEXTS.filter((text) => text !== '\ud800' && text.length < 1_000);
  const place = () =>
    random() < 0.5 ? pick(random, [ENGAGEMENT, visit, 'visit-report', 'a'.repeat(64)]) : pick(random, texts);
  const filled = path.replace(/:(\w+)(\{[^}]*?(\w+)\})?/g, (_whole, _name, _pattern, ending?: string) =>
    encodeURIComponent(place() + (ending === undefined ? '' : `.${ending}`)),
  );
  return `${filled}?${new URLSearchParams({ [pick(random, NAMES)]: pick(random, texts) }).toString()}`;
};
