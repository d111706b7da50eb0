import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'banso-lint-'));
  cpSync(join(root, '.oxlintrc.json'), join(project, '.oxlintrc.json'));
});

afterEach(() => {
  rmSync(project, { recursive: true, force: true });
});

describe('the linter holds the one-door laws', () => {
  it.each([
    ['client/src/app/shell.ts', "import '@banso/server/app.ts';", 'never meet'],
    ['client/src/sync/cycle.ts', "import Dexie from 'dexie'; export const db = new Dexie('a');", 'client/src/store'],
    ['client/src/features/sign/pad.ts', "export const sent = () => fetch('/x');", 'client/src/sync'],
    ['client/src/sync/cycle.ts', "export const sent = () => fetch('/x');", 'the transport files'],
    ['client/src/features/sign/pad.ts', "export const db = indexedDB.open('a');", 'client/src/store'],
    ['client/src/ui/button.ts', "export { pad } from '../features/sign/pad.ts';", 'never upwards'],
    ['client/src/store/outbox.ts', "import { readFile } from 'node:fs'; export { readFile };", 'belong to the server'],
    ['server/src/app.ts', "import '@banso/client/main.tsx';", 'never meet'],
    ['server/src/sync/accept.ts', "import { Pool } from 'pg'; export const pool = new Pool();", 'server/src/store'],
    [
      'server/src/sync/accept.ts',
      "import { PGlite } from '@electric-sql/pglite'; export { PGlite };",
      'server/src/store',
    ],
    ['server/src/app.ts', 'export const port = process.env.PORT;', 'server/src/main.ts'],
    ['shared/src/rules/evaluate.ts', "import { join } from 'node:path'; export { join };", 'belong to the server'],
    ['shared/src/rules/evaluate.ts', 'export const now = Date.now();', 'the time comes in'],
    ['shared/src/rules/evaluate.ts', 'export const now = new Date();', 'the time comes in'],
    ['shared/src/lib/uuid.ts', 'export const random = Math.random();', 'Randomness comes in'],
    ['shared/src/time/day.ts', 'export const now = Date.now();', 'never reads the clock'],
  ])('%s refuses %s', (path, text, reason) => {
    expect(lint(path, text)).toContain(reason);
  });

  it.each([
    ['client/src/store/outbox.ts', "import Dexie from 'dexie'; export const db = new Dexie('a');"],
    ['client/src/sync/http-transport.ts', "export const sent = () => fetch('/x');"],
    ['client/src/features/sign/pad.ts', "import { put } from '../../store/outbox.ts'; export { put };"],
    ['client/src/sync/sign-in-transport.ts', "export const sent = () => fetch('/x');"],
    ['server/src/store/open.ts', "import { Pool } from 'pg'; export const pool = new Pool();"],
    ['server/src/main.ts', 'export const port = process.env.PORT;'],
    ['shared/src/time/day.ts', 'export const day = (ms: number) => new Date(ms);'],
  ])('%s may say %s', (path, text) => {
    expect(lint(path, text)).toBe('');
  });
});

/** What the linter says about one planted file: nothing when it agrees. */
function lint(path: string, text: string): string {
  const file = join(project, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${text}\n`);
  try {
    execFileSync(join(root, 'test/node_modules/.bin/oxlint'), ['--format=json', '.'], { cwd: project, stdio: 'pipe' });
    return '';
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
  }
}
