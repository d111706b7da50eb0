import { EMPTY_ENGAGEMENT } from '@banso/shared/engagement/engagement.ts';
import { expect, it } from 'vitest';
import { packageIn } from '../../../../test/fixtures/final-package.ts';
import { reportHandedIn } from '../../../../test/fixtures/written-cases.ts';
import { papersWaiting } from './papers-waiting.ts';

it('[L13.380] the final package waits for its check, then for its approval, and for nobody before and after', () => {
  expect(papersWaiting(EMPTY_ENGAGEMENT)).toEqual([]);
  expect(papersWaiting(packageIn('submitted'))).toEqual(['submitted']);
  expect(papersWaiting(packageIn('checked'))).toEqual(['checked']);
  expect(papersWaiting(packageIn('sentBack'))).toEqual([]);
  expect(papersWaiting(packageIn('approved'))).toEqual([]);
});

const reportAlone = { ...reportHandedIn, plan: null };

const withReport = (state: Parameters<typeof packageIn>[0]) => {
  const { finalPackage } = packageIn(state);
  const [version] = reportAlone.closing?.versions ?? [];
  if (!finalPackage || !version) throw new Error('nothing was handed in');
  return { ...reportAlone, finalPackage: { ...finalPackage, finalReport: version.operation } };
};

it('[L13.422] the final report waits by itself until the package with it is handed in, and never beside or after it', () => {
  expect(papersWaiting(reportAlone)).toEqual(['final-report']);
  expect(papersWaiting(withReport('submitted'))).toEqual(['submitted']);
  expect(papersWaiting(withReport('checked'))).toEqual(['checked']);
  expect(papersWaiting(withReport('sentBack'))).toEqual([]);
  expect(papersWaiting(withReport('approved'))).toEqual([]);
});

it('[L13.434] a question of the expert waits for the office until it is answered', () => {
  const message = {
    words: 'タクシーは使えますか。',
    side: 'expert',
    by: 'p',
    atMs: 1,
    operation: 'o',
    settles: false,
  } as const;
  const asked = { ...EMPTY_ENGAGEMENT, queries: { q: { id: 'q', title: '旅費', visit: null, messages: [message] } } };
  expect(papersWaiting(asked)).toEqual(['query']);
});
