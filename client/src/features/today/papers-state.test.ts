import { EMPTY_ENGAGEMENT } from '@banso/shared/engagement/engagement.ts';
import type { FinalPackage } from '@banso/shared/engagement/final-package.ts';
import { expect, it } from 'vitest';
import { papersState } from './papers-state.ts';

const packageIn = (state: FinalPackage['state']) => ({
  ...EMPTY_ENGAGEMENT,
  finalPackage: {
    finalReport: 'report',
    invoice: 'invoice',
    confirmation: 'confirmation',
    account: 'account',
    state,
    submittedOn: '2026-01-12',
    submitted: { by: 'expert', atMs: 1, operation: 'o' },
    sentBack: [],
    checked: null,
    approved: null,
    lateDecision: null,
  },
});

it('[L13.381] a final package that was sent back is told where the day begins, and no other', () => {
  expect(papersState(EMPTY_ENGAGEMENT)).toBe('quiet');
  expect(papersState(packageIn('submitted'))).toBe('quiet');
  expect(papersState(packageIn('sentBack'))).toBe('returned');
  expect(papersState(packageIn('approved'))).toBe('quiet');
});
