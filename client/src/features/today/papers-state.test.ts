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
