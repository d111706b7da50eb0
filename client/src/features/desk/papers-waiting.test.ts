import { EMPTY_ENGAGEMENT } from '@banso/shared/engagement/engagement.ts';
import { expect, it } from 'vitest';
import { packageIn } from '../../../../test/fixtures/final-package.ts';
import { papersWaiting } from './papers-waiting.ts';

it('[L13.380] the final package waits for its check, then for its approval, and for nobody before and after', () => {
  expect(papersWaiting(EMPTY_ENGAGEMENT)).toEqual([]);
  expect(papersWaiting(packageIn('submitted'))).toEqual(['submitted']);
  expect(papersWaiting(packageIn('checked'))).toEqual(['checked']);
  expect(papersWaiting(packageIn('sentBack'))).toEqual([]);
  expect(papersWaiting(packageIn('approved'))).toEqual([]);
});
