import { createApp } from '@banso/server/app.ts';
import { isProblemCode } from '@banso/client/sync/server-transport.ts';
import { problemSchema } from '@banso/shared/protocol/sync.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { readAs } from '../support/read-as.ts';
import { randomFrom } from '../support/random-from.ts';
import { refold } from '@banso/server/refold.ts';
import { recordVisit } from '../support/told-companies.ts';
import { ADMINISTRATOR, ENGAGEMENT, TENANT } from '../support/test-office.ts';
import { BASE_URL, testServers } from '../support/test-server.ts';

const SEED = 20_261_122;
const ROUNDS = 6;

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
  'note',
  'manner',
  'signer',
  '__proto__',
  'toString',
] as const;

eachDatabase('Hostile requests', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L15.150] no route answers a random or hostile request with a failure of its own, and nothing is lost by them', async () => {
    const random = randomFrom(SEED);
    const office = await openOffice();
    await recordVisit(office);
    const app = createApp(office.server, { baseUrl: BASE_URL, callerOf: () => String(random()) });
    const routes = app.routes.filter(
      ({ method, path }) => method !== 'ALL' && path.startsWith('/api/') && path !== '/api/live',
    );
    expect(routes.length).toBeGreaterThan(15);
    const cookies = ['', await office.signIn(ADMINISTRATOR), 'banso_session=x'];
    const failed: string[] = [];
    for (const { method, path } of routes) {
      for (let round = 0; round < ROUNDS; round += 1) {
        const filled = path.replace(/:[a-zA-Z0-9]+(\{[^}]*\})?\??/g, () =>
          encodeURIComponent(
            pick(random, [...HOSTILE_TEXTS.filter((text) => text !== '\ud800'), ENGAGEMENT, 'visit-report']),
          ),
        );
        const address = `${filled.replaceAll('*', '')}?${new URLSearchParams({ [pick(random, NAMES)]: pick(random, HOSTILE_TEXTS) }).toString()}`;
        const body = pick(random, [JSON.stringify(anyJson(random)), '{', '[]', '"', '\u0000', '['.repeat(20_000)]);
        const headers = {
          cookie: pick(random, cookies),
          'content-type': pick(random, ['application/json', 'text/plain', 'application/octet-stream', 'x']),
          'content-encoding': pick(random, ['identity', 'gzip']),
          origin: BASE_URL,
        };
        const response = await app.request(`${BASE_URL}${address}`, {
          method,
          headers,
          ...(method === 'GET' ? {} : { body }),
        });
        const text = await response.text();
        // A page for people who opened an address, or a problem of our catalogue; never a stack, never a bare failure.
        if (response.status >= 500 && response.status !== 501)
          failed.push(`${method} ${address.slice(0, 200)}: ${response.status} ${text.slice(0, 200)}`);
        if (response.headers.get('content-type')?.includes('problem+json')) {
          const { code } = await readAs(problemSchema, JSON.parse(text));
          if (!isProblemCode(code)) failed.push(`${method} ${path}: ${code}`);
        }
        if (/\bat .+:\d+:\d+/.test(text)) failed.push(`${method} ${path}: a stack`);
      }
    }
    expect(failed).toEqual([]);
    expect(await refold(office.server)).toEqual([]);
  });
});
