import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staticFiles } from './static-files.ts';

let folder = '';
let app = new Hono();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'banso-static-'));
  mkdirSync(join(folder, 'client', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'key-file'), 'secret');
  writeFileSync(join(folder, 'client', 'index.html'), '<title>伴走</title>');
  writeFileSync(join(folder, 'client', 'assets', 'app-1.js'), 'export {};');
  app = new Hono().get('*', staticFiles(join(folder, 'client')));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('[L15.16] every address without a file is the app; a missing file is missing', async () => {
  expect(await (await app.request('/visits/1')).text()).toContain('伴走');
  expect((await app.request('/assets/app-1.js')).headers.get('cache-control')).toContain('immutable');
  expect((await app.request('/assets/app-0.js')).status).toBe(404);
});

test.each(['/%E0%A4%A', '/..%2fkey-file.txt', '/%2e%2e/key-file', '/assets/..%2f..%2f..%2fkey-file', '/a%00.js'])(
  '[L15.16] %s neither fails nor leads out of the folder',
  async (path) => {
    const response = await app.request(path);
    expect(response.status).toBeLessThan(500);
    expect(await response.text()).not.toContain('secret');
  },
);

test('[L15.16] what begins with a dot is not there, and only files of the build are kept for ever', async () => {
  for (const path of ['/.git/config', '/.env', '/assets/.git/HEAD']) expect((await app.request(path)).status).toBe(404);
  for (const path of ['/assets/', '/assets'])
    expect((await app.request(path)).headers.get('cache-control')).toBe('no-cache');
});
