import { createApp } from '@banso/server/app.ts';
import { staticFiles } from '@banso/server/http/static-files.ts';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { addPhoto, blobAddress, sendAll } from '../support/photo-line.ts';
import { samplePhoto } from '../support/sample-photo.ts';
import { recordVisit } from '../support/told-companies.ts';
import { ADMINISTRATOR, ENGAGEMENT } from '../support/test-office.ts';
import { jsonPost, testServers } from '../support/test-server.ts';

const SECURE_URL = 'https://banso.test';

/** What every answer carries when people reach the app by HTTPS. */
const ON_EVERY_ANSWER: Readonly<Record<string, RegExp>> = {
  'content-security-policy':
    /^default-src 'none'(?=.*script-src 'self')(?=.*object-src 'none')(?=.*base-uri 'none')(?=.*frame-ancestors 'none')/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'referrer-policy': /^no-referrer$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'permissions-policy': /geolocation=\(self\)/,
  'strict-transport-security': /^max-age=31536000; includeSubDomains$/,
  'cache-control': /./,
};

eachDatabase('Headers', (databases) => {
  const { openOffice } = testServers(databases);
  let folder: string | undefined;
  afterEach(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  const openAll = async () => {
    const office = await openOffice();
    const { visit } = await recordVisit(office);
    const phone = await office.phone();
    const photo = await samplePhoto();
    const named = await addPhoto(office, phone, photo);
    await sendAll(office, phone, named, photo.bytes);
    folder = mkdtempSync(join(tmpdir(), 'banso-headers-'));
    mkdirSync(join(folder, 'assets'));
    for (const name of ['index.html', 'service-worker.js', 'manifest.webmanifest', 'assets/app-1.js'])
      writeFileSync(join(folder, name), 'x');
    const app = createApp(office.server, { baseUrl: SECURE_URL, callerOf: () => 'test' });
    app.get('*', staticFiles(folder));
    // Given without HTTPS, on a device that may read.
    const given = await office.signIn(ADMINISTRATOR);
    return { app, visit, photo: blobAddress(named), cookie: `__Host-${given}` };
  };

  test('[L15.181] every kind of answer carries the same strict headers, and says what it is', async () => {
    const { app, visit, photo, cookie } = await openAll();
    const html = { accept: 'text/html' };
    const answers: readonly (readonly [string, RegExp, number, string, RequestInit?])[] = [
      ['the app', /^text\/html; charset=utf-8$/, 200, '/visits/1'],
      ['a file of it', /^text\/javascript; charset=utf-8$/, 200, '/assets/app-1.js'],
      ['the service worker', /^text\/javascript; charset=utf-8$/, 200, '/service-worker.js'],
      ['the manifest', /^application\/manifest\+json; charset=utf-8$/, 200, '/manifest.webmanifest'],
      ['a file that is not there', /^text\/plain; charset=UTF-8$/, 404, '/assets/app-0.js'],
      ['JSON', /^application\/json$/, 200, '/api/me', { headers: { cookie } }],
      ['health', /^application\/json$/, 200, '/api/health'],
      ['nobody', /^application\/problem\+json; charset=utf-8$/, 401, '/api/me'],
      ['no such route', /^application\/problem\+json; charset=utf-8$/, 404, '/api/none'],
      ['another method', /^application\/problem\+json; charset=utf-8$/, 404, '/api/me', { method: 'DELETE' }],
      ['what is no request', /^application\/problem\+json; charset=utf-8$/, 400, '/api/sign-in', jsonPost('x')],
      [
        'too much',
        /^application\/problem\+json; charset=utf-8$/,
        413,
        '/api/sync',
        { method: 'POST', headers: { 'content-length': String(2 ** 31) }, body: 'x'.repeat(100) },
      ],
      [
        'another site',
        /^application\/problem\+json; charset=utf-8$/,
        403,
        '/api/sign-out',
        jsonPost({}, { origin: 'https://evil.example' }),
      ],
      ['a page for people', /^text\/html; charset=utf-8$/, 401, `/api/forms/visit-report/x/x.pdf`, { headers: html }],
      [
        'a paper',
        /^application\/pdf$/,
        200,
        `/api/forms/visit-report/${ENGAGEMENT}/${visit}.pdf`,
        { headers: { cookie } },
      ],
      [
        'a Word copy',
        /^application\/vnd\.openxmlformats/,
        200,
        `/api/forms/visit-report/${ENGAGEMENT}/${visit}.docx`,
        { headers: { cookie } },
      ],
      ['an export', /^application\/zip$/, 200, `/api/exports/${ENGAGEMENT}.zip`, { headers: { cookie } }],
      ['a photo', /^image\/jpeg$/, 200, photo, { headers: { cookie } }],
      ['a stream', /^text\/event-stream$/, 200, '/api/live', { headers: { cookie } }],
      ['nothing to say', /^$/, 204, '/api/sign-out', jsonPost({}, { cookie })],
    ];
    for (const [name, type, status, path, init] of answers) {
      const leave = new AbortController();
      const response = await app.request(`${SECURE_URL}${path}`, { ...init, signal: leave.signal });
      const { headers } = response;
      const wrong = Object.entries(ON_EVERY_ANSWER).filter(([header, right]) => !right.test(headers.get(header) ?? ''));
      expect([name, response.status, wrong]).toEqual([name, status, []]);
      expect(headers.get('content-type') ?? '').toMatch(type);
      expect([name, headers.get('access-control-allow-origin')]).toEqual([name, null]);
      // Only what has no data of anybody may be kept by a browser.
      const mayBeKept = !path.startsWith('/api/');
      expect([name, mayBeKept || headers.get('cache-control')?.includes('no-store')]).toEqual([name, true]);
      leave.abort();
      await response.body?.cancel();
    }
  });

  test('[L15.181] over HTTPS the session is a cookie of this host alone; nothing else of it reaches the page', async () => {
    const { app, cookie } = await openAll();
    const out = await app.request(`${SECURE_URL}/api/sign-out`, jsonPost({}, { cookie }));
    expect(out.headers.get('set-cookie')).toMatch(/^__Host-banso_session=; Max-Age=0; Path=\/; Secure$/);
    const stranger = { cookie: cookie.replace('__Host-', '') };
    expect((await app.request(`${SECURE_URL}/api/me`, { headers: stranger })).status).toBe(401);
  });
});
