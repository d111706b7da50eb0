import { blankVisit } from '@banso/shared/engagement/visit.ts';
import { expect, test } from 'vitest';
import type { OutboxEntry } from '../store/client-store.ts';
import { stateOfVisit } from './visit-state.tsx';

const submitted = { ...blankVisit('visit-1'), status: 'submitted' } as const;
const waiting = (type: string): OutboxEntry => ({
  seq: 1,
  id: 'o',
  type,
  label: '',
  nature: 'fact',
  kind: 'engagement',
  aggregate: 'engagement-1',
  visit: 'visit-1',
  recordedAtMs: 1,
  verdict: null,
  receivedAtMs: null,
  replaces: [],
});

test.each([
  ['nothing', [], 'sent'],
  ['the submission', ['visit-submitted@1'], 'waiting'],
  ['a photo alone', ['photo-added@1'], 'sent'],
  ['a photo and a fact', ['photo-added@1', 'visit-report-saved@1'], 'waiting'],
] as const)('[L15.51] while %s waits, %j, a report is %s: its photos have words of their own', (_, types, state) => {
  expect(stateOfVisit({ visit: submitted, waiting: types.map(waiting) }).state).toBe(state);
});

test('[L12.127] a report that rests on a paper is unsent until the server has the picture of it', () => {
  expect(stateOfVisit({ visit: submitted, waiting: [], papersUnsent: 1 }).state).toBe('waiting');
  expect(stateOfVisit({ visit: submitted, waiting: [], papersUnsent: 0 }).state).toBe('sent');
});
