import { expect, test } from 'vitest';
import { outdatedBackups } from './keep-backups.ts';
import { backupName } from './make-backup.ts';

const HOUR_MS = 60 * 60 * 1_000;
const NOW_MS = Date.UTC(2026, 10, 22, 12, 30);

test('[L4.35] two days are kept whole, sixty days by the last of each day, and nothing that is no backup goes', () => {
  const hourly = Array.from({ length: 24 * 70 }, (_, hours) => backupName(NOW_MS - hours * HOUR_MS));
  const gone = new Set(outdatedBackups([...hourly, 'banso-notes.txt', 'banso-keys.bak'], NOW_MS));
  const kept = hourly.filter((name) => !gone.has(name));
  expect(gone.has('banso-notes.txt')).toBe(false);
  expect(gone.has('banso-keys.bak')).toBe(false);
  expect(kept.slice(0, 49)).toEqual(hourly.slice(0, 49));
  const days = kept.slice(49).map((name) => name.slice(6, 14));
  expect(new Set(days).size).toBe(days.length);
  expect(days.length).toBeGreaterThanOrEqual(58);
  expect(kept.at(-1)?.slice(6, 14)).toBe('20260923');
});

test('[L4.35] the newest stays, however old it is', () => {
  const old = [backupName(NOW_MS - 400 * 24 * HOUR_MS), backupName(NOW_MS - 300 * 24 * HOUR_MS)];
  expect(outdatedBackups(old, NOW_MS)).toEqual([old[0]]);
});
