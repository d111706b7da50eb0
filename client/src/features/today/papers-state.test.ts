import { EMPTY_ENGAGEMENT } from '@banso/shared/engagement/engagement.ts';
import { expect, it } from 'vitest';
import { packageIn } from '../../../../test/fixtures/final-package.ts';
import { papersState } from './papers-state.ts';

it('[L13.381] a final package that was sent back is told where the day begins, and no other', () => {
  expect(papersState(EMPTY_ENGAGEMENT)).toBe('quiet');
  expect(papersState(packageIn('submitted'))).toBe('quiet');
  expect(papersState(packageIn('sentBack'))).toBe('returned');
  expect(papersState(packageIn('approved'))).toBe('quiet');
});

it('[L13.434] a question of the office is told where the day begins, until it is answered', () => {
  const said = { words: '領収書はありますか。', by: 'p', atMs: 1, operation: 'o', settles: false } as const;
  const query = { id: 'q', title: '旅費', visit: null };
  const asked = { ...EMPTY_ENGAGEMENT, queries: { q: { ...query, messages: [{ ...said, side: 'office' as const }] } } };
  const own = { ...EMPTY_ENGAGEMENT, queries: { q: { ...query, messages: [{ ...said, side: 'expert' as const }] } } };
  expect([papersState(asked), papersState(own)]).toEqual(['asked', 'quiet']);
});
