import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { invite } from '@banso/server/auth/credentials.ts';
import { fieldHash } from '@banso/shared/engagement/visit-fields.ts';
import { REFUSALS } from '@banso/shared/operation/refusals.ts';
import { PROBLEMS } from '@banso/shared/protocol/problems.ts';
import { MAX_REQUEST_BYTES } from '@banso/shared/protocol/sync.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { visitTaps } from '../support/test-device.ts';
import { ENGAGEMENT, EXPERT, storedEngagement, TENANT } from '../support/test-office.ts';
import { BASE_URL, jsonPost, outcomes, syncRequest, type TestServer, testServers } from '../support/test-server.ts';

eachDatabase('Bad input', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L7.6] what is no request is answered with a problem of the catalogue, in Japanese', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const gzip = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const sync = (body: BodyInit, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
      office.fetch('/api/sync', { method: 'POST', headers, body });
    const valid = syncRequest(phone, {});
    const [push, empty] = [{ ...phone.push(), fromSeq: 1, toSeq: 1 }, { v: 1 }];
    const answers: readonly (readonly [Promise<Response>, keyof typeof PROBLEMS])[] = [
      [sync('{"v":1,'), 'malformed_request'],
      [sync(''), 'malformed_request'],
      [sync('null'), 'malformed_request'],
      [sync(JSON.stringify(empty)), 'malformed_request'],
      [sync(JSON.stringify({ ...valid, more: 1 })), 'malformed_request'],
      [sync(JSON.stringify({ ...valid, tenant: '../etc' })), 'malformed_request'],
      [sync(JSON.stringify({ ...valid, push: { ...push, toSeq: -1 } })), 'malformed_request'],
      [sync('これはgzipではない', gzip), 'malformed_request'],
      [sync(new Uint8Array(MAX_REQUEST_BYTES + 1)), 'too_large'],
      [sync(gzipSync(new Uint8Array(MAX_REQUEST_BYTES + 1)), gzip), 'too_large'],
      [office.fetch('/api/sign-in', { method: 'POST', body: 'credential=abcd' }), 'malformed_request'],
      [office.fetch('/api/sign-in', jsonPost({ credential: 5 })), 'malformed_request'],
      [office.fetch('/api/devices', jsonPost({}, { cookie: phone.cookie })), 'malformed_request'],
      [office.fetch('/api/devices', jsonPost({})), 'signed_out'],
      [office.fetch('/api/me'), 'signed_out'],
      [office.fetch('/api/live'), 'signed_out'],
      [office.fetch('/api/nothing-here'), 'not_found'],
    ];
    for (const [response, code] of answers) expect(await problemOf(await response)).toEqual(problem(code));
  });

  test('[L7.7] a push that does not fill its own range, or names numbers no phone reaches, is a problem of its own', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    phone.recordGap(5_000_000_000);
    phone.record(visitTaps({ engagement: ENGAGEMENT, visit: randomUUID(), number: 1 })[0]);
    const none = { from: 2, to: 1 };
    for (const push of [phone.push(), phone.push({ from: 1, to: 5_000_000_000 }), { ...phone.push(none), items: [] }]) {
      expect((await office.sync(phone, { push })).push).toMatchObject({ problem: { code: 'malformed_request' } });
    }
  });

  test('[L7.8] odd letters, long fields, impossible times: each gets its verdict, and the visit beside it goes in', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const visit = randomUUID();
    const at = { aggregate: ENGAGEMENT } as const;
    const [scheduled] = visitTaps({ engagement: ENGAGEMENT, visit, number: 1 });
    const wrote = (value: string, field = 'content') =>
      phone.record({
        ...at,
        type: 'visit-report-saved@1',
        body: { visit, changes: [{ field, base: fieldHash(''), value }] },
      });
    phone.record(scheduled);
    wrote('髙﨑𠮷さん👨‍👩‍👧と🗾', 'gist');
    wrote('あ'.repeat(10_000));
    wrote('片方だけ\uD842の文字', 'effect');
    wrote('右から\u202E左', 'message');
    wrote('空\u0000文字', 'nextContent');
    const times = { on: '2026-05-20', from: '16:00', to: '13:00', reason: '終了を先に押した。' };
    phone.record({ ...at, type: 'visit-time-corrected@1', body: { visit, ...times } });
    phone.record({ ...at, type: 'visit-time-corrected@1', body: { visit, ...times, on: '2099-12-31', to: '18:00' } });
    phone.record({ ...at, type: 'visit-time-corrected@1', body: { visit, ...times, on: '2026-02-31' } });
    phone.record({ ...at, type: 'visit-submitted@1', body: { visit }, basis: 'a'.repeat(64) });
    phone.record(visitTaps({ engagement: ENGAGEMENT, visit: randomUUID(), number: 2 })[0]);
    const verdicts = await office.push(phone);
    expect(outcomes(verdicts)).toEqual([
      'accepted',
      'accepted',
      ...Array.from({ length: 4 }, () => 'parked malformed'),
      'flagged time_order',
      'accepted',
      'parked malformed',
      'refused basis_changed',
      'accepted',
    ]);
    expect(verdicts[2]?.detail).not.toEqual([]);
    for (const code of ['malformed', 'basis_changed'] as const) expect(REFUSALS[code].next).toMatch(/[ぁ-ん]/);
    const stored = (await storedEngagement(office.server, ENGAGEMENT)).visits[visit];
    expect(stored?.fields).toMatchObject({ gist: '髙﨑𠮷さん👨‍👩‍👧と🗾', content: '' });
    expect(stored?.time?.on).toBe('2099-12-31');
  });

  test('[L7.9] names no database can hold in a device’s label or version do not stop it', async () => {
    const office = await openOffice();
    const cookie = await office.signIn(EXPERT);
    const { publicKey } = await office.phone();
    const label = `端末${'\u0000'}\uD842`;
    const device = { device: randomUUID(), publicKey, label, appVersion: `1${'\u0000'}` };
    expect((await office.fetch('/api/devices', jsonPost(device, { cookie }))).status).toBe(204);
    const phone = await office.phone();
    phone.record(visitTaps({ engagement: ENGAGEMENT, visit: randomUUID(), number: 1 })[0]);
    const request = syncRequest(phone, { push: phone.push() });
    const response = await office.fetch('/api/sync', jsonPost({ ...request, appVersion: `2${'\u0000'}` }));
    expect(await response.json()).toMatchObject({ push: { verdicts: [{ outcome: 'accepted' }] } });
  });

  test('[L7.10] three hundred random requests to every route: never a failure of the server', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    phone.record(visitTaps({ engagement: ENGAGEMENT, visit: randomUUID(), number: 1 })[0]);
    const valid = [
      ['/api/sync', syncRequest(phone, { push: phone.push(), pull: { cursor: 0, epoch: 1 } })],
      ['/api/devices', { device: phone.id, publicKey: phone.publicKey, label: '端末', appVersion: '1' }],
      ['/api/sign-in', { credential: 'ABCDE-FGHJK' }],
    ] as const;
    const next = randomFrom(20_260_520);
    for (let n = 0; n < 300; n += 1) {
      const [path, body] = valid[n % valid.length] ?? valid[0];
      const headers = { 'x-test-caller': `fuzz-${n}`, ...(next(2) === 0 ? {} : { cookie: phone.cookie }) };
      const response = await office.fetch(path, jsonPost(spoilt(body, next), headers));
      expect({ n, failed: response.status >= 500 }).toEqual({ n, failed: false });
    }
    expect(office.log.filter(({ event }) => event === 'request_failed')).toEqual([]);
  });
});

eachDatabase('The door', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L15.17] a wrong, a used and an expired code get the same answer, to the byte', async () => {
    const office = await openOffice();
    const used = await invite(office.server, { tenant: TENANT, person: EXPERT });
    const first = await signIn(office, used.code.toLowerCase().replace('-', ' '));
    expect(first.status).toBe(200);
    expect(first.headers.get('set-cookie')).toMatch(/^banso_session=[\w-]{43}; .*HttpOnly.*SameSite=Strict$/);
    const expired = await invite(office.server, { tenant: TENANT, person: EXPERT });
    office.advance(7 * 24 * 60 + 1);
    const answers = [used.code, expired.code, expired.linkToken, 'ABCDE-FGHJK'].map((code) => signIn(office, code));
    const texts = await Promise.all(answers.map(async (answer) => (await answer).text()));
    expect(new Set(texts).size).toBe(1);
    expect(JSON.parse(texts[0] ?? '')).toMatchObject({ code: 'bad_credential', status: 401 });
  });

  test('[L15.18] of two who use one code at once, one gets in', async () => {
    const office = await openOffice();
    const { code } = await invite(office.server, { tenant: TENANT, person: EXPERT });
    const statuses = (await Promise.all([signIn(office, code), signIn(office, code)])).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200, 401]));
  });

  test('[L15.19] guesses are counted per caller, also those sent at once; the right code waits its turn', async () => {
    const office = await openOffice();
    const { code } = await invite(office.server, { tenant: TENANT, person: EXPERT });
    const guesses = await Promise.all(Array.from({ length: 30 }, (_, n) => signIn(office, `guess-${n}`)));
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(20);
    expect(await problemOf(await signIn(office, code))).toEqual(problem('too_many'));
    expect((await signIn(office, code, { 'x-test-caller': 'somebody else' })).status).toBe(200);
    office.advance(11);
    expect((await signIn(office, 'guess-31')).status).toBe(401);
  });

  test('[L15.14] a page of another site is refused, and every answer carries the strict headers', async () => {
    const office = await openOffice();
    for (const origin of ['https://evil.example', 'null', 'http://banso.test.evil.example', 'http://banso.test:81']) {
      const response = await office.fetch('/api/sync', jsonPost({}, { origin }));
      expect(await problemOf(response)).toEqual(problem('wrong_origin'));
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
    const own = await office.fetch('/api/sync', jsonPost({}, { origin: BASE_URL }));
    expect(await problemOf(own)).toEqual(problem('malformed_request'));
  });

  test('[L15.15] after signing out, the cookie opens nothing', async () => {
    const office = await openOffice();
    const cookie = await office.signIn(EXPERT);
    expect((await office.fetch('/api/me', { headers: { cookie } })).status).toBe(200);
    expect((await office.fetch('/api/sign-out', { method: 'POST', headers: { cookie } })).status).toBe(204);
    expect(await problemOf(await office.fetch('/api/me', { headers: { cookie } }))).toEqual(problem('signed_out'));
  });
});

const signIn = (office: TestServer, credential: string, headers = {}) =>
  office.fetch('/api/sign-in', jsonPost({ credential }, headers));

/** What the caller is told, and the status it is told with. */
const problemOf = async (response: Response) => ({ http: response.status, body: (await response.json()) as unknown });

const problem = (code: keyof typeof PROBLEMS) => {
  const { status, title, todo } = PROBLEMS[code];
  return { http: status, body: { type: `urn:banso:problem:${code}`, code, status, title, detail: todo } };
};

/** The same numbers for the same seed: a request that fails can be sent again. */
const randomFrom = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
};

const ODD: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1e300,
  1.5,
  '',
  '\u0000',
  '\uD842',
  '髙﨑𠮷',
  'x'.repeat(3_000),
  [],
  {},
  [[]],
  { text: '{}' },
  { gap: 3, seq: 1, chain: 'a'.repeat(64) },
  { raw: '!', seq: 1, chain: 'a'.repeat(64) },
  '__proto__',
];

/** The request with one of its values, wherever it lies, replaced, taken away or doubled. */
const spoilt = (value: unknown, next: (below: number) => number): unknown => {
  if (typeof value !== 'object' || value === null || next(4) === 0) return ODD[next(ODD.length)];
  const entries: (readonly [string, unknown])[] = Object.entries(value);
  const at = next(entries.length + 1);
  const changed = entries.map(([key, one], i) => [key, i === at ? spoilt(one, next) : one] as const);
  if (Array.isArray(value)) return changed.map(([, one]) => one);
  return Object.fromEntries(at === entries.length ? [...changed, ['__proto__x', 1]] : changed);
};
