import { EMPTY_ENGAGEMENT } from '@banso/shared/engagement/engagement.ts';
import type { FinalPackage } from '@banso/shared/engagement/final-package.ts';
import { expect, it } from 'vitest';
import { papersWaiting } from './papers-waiting.ts';

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

it('[L13.380] the final package waits for its check, then for its approval, and for nobody before and after', () => {
  expect(papersWaiting(EMPTY_ENGAGEMENT)).toEqual([]);
  expect(papersWaiting(packageIn('submitted'))).toEqual(['submitted']);
  expect(papersWaiting(packageIn('checked'))).toEqual(['checked']);
  expect(papersWaiting(packageIn('sentBack'))).toEqual([]);
  expect(papersWaiting(packageIn('approved'))).toEqual([]);
});
