import { expect, test } from 'vitest';
import { type BackupRun, backupTrouble } from './backups.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const NOW_MS = 100 * DAY_MS;
const run = (what: BackupRun['what'], daysAgo: number): BackupRun => ({
  id: `${what}-${daysAgo}`,
  atMs: NOW_MS - daysAgo * DAY_MS,
  what,
  bytes: null,
  sha256: null,
  why: null,
});

test.each([
  ['nothing was ever backed up', [], 'none'],
  ['only failures', [run('failed', 0)], 'none'],
  ['an hour ago', [run('made', 0.05)], null],
  ['a day and more ago, failures since', [run('failed', 0), run('made', 1.1)], 'late'],
  ['made daily, tried a week ago', [run('made', 0), run('restored', 7), run('made', 20)], null],
  ['made daily, tried three weeks ago', [run('made', 0), run('restored', 21)], 'untried'],
  ['made for three weeks, never tried', [run('made', 0), run('made', 21)], 'untried'],
] as const)('[L4.36] %s', (_, runs, trouble) => {
  expect(backupTrouble({ runs: [...runs], serverTimeMs: NOW_MS, restoration: null })).toBe(trouble);
});
