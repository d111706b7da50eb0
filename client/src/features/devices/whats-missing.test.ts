import type { RegisteredDevice } from '@banso/shared/protocol/devices.ts';
import { expect, test } from 'vitest';
import { missingByPerson, questionsFor } from './whats-missing.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const NOW = Date.parse('2026-05-20T03:00:00Z');
type Missing = NonNullable<RegisteredDevice['missing']>;

const NOTHING: Missing = {
  operations: 0,
  photos: 0,
  oldestMs: null,
  missingNumbers: 0,
  gaps: 0,
  visits: [],
  photosWithoutBytes: 0,
};

const device = (id: string, missing: Partial<Missing>, change: Partial<RegisteredDevice> = {}): RegisteredDevice => ({
  id,
  owner: 'expert-1',
  label: 'iPhone・Safari',
  appVersion: '0.1.0',
  registeredAtMs: 1,
  lastContactMs: NOW,
  waiting: { operations: 0, photos: 0, oldestMs: null },
  clockOffsetMs: 0,
  persisted: true,
  room: null,
  state: 'inUse',
  placeRefused: false,
  facts: [],
  parkedAfter: 0,
  missing: { ...NOTHING, ...missing },
  loss: null,
  ...change,
});

const visit = { engagement: 'e1', visit: 'v2', number: 2, on: '2026-05-18', lacks: 'start' } as const;

test('[L5.45] nobody is called from whom nothing is missing, and nobody because of a device that is out of use', () => {
  const revoked = device('d2', { operations: 3 }, { state: 'revoked', owner: 'expert-2' });
  expect(missingByPerson([device('d1', {}), revoked], NOW)).toEqual([]);
});

test('[L5.45] devices of one person are one call: what waits is added, a visit that both could hold counts once', () => {
  const [one] = missingByPerson(
    [
      device('d1', { operations: 2, oldestMs: NOW - DAY_MS, visits: [visit] }),
      device('d2', { photos: 1, oldestMs: NOW - 2 * DAY_MS, gaps: 4, visits: [visit] }),
    ],
    NOW,
  );
  expect(one).toMatchObject({
    owner: 'expert-1',
    waiting: { operations: 2, photos: 1, oldestMs: NOW - 2 * DAY_MS },
    gaps: 4,
    visits: [visit],
    silent: [],
  });
  expect(one && questionsFor(one)).toEqual(['send', 'gap', 'start']);
});

test('[L5.45] whose records wait longest is called first', () => {
  const early = device('d1', { visits: [{ ...visit, on: '2026-05-01' }] }, { owner: 'expert-2' });
  const late = device('d2', { operations: 1, oldestMs: NOW - DAY_MS });
  expect(missingByPerson([late, early], NOW).map(({ owner }) => owner)).toEqual(['expert-2', 'expert-1']);
});

test('[L5.45] a device that has been silent for days while something is due is asked for first', () => {
  const silent = device('d1', { visits: [visit] }, { lastContactMs: NOW - 4 * DAY_MS });
  const [one] = missingByPerson([silent], NOW);
  expect(one && questionsFor(one)).toEqual(['silent', 'start']);
});
