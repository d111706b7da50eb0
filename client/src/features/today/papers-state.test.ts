import { EMPTY_ENGAGEMENT } from '@banso/shared/engagement/engagement.ts';
import { FUKUOKA_R7 } from '@banso/shared/programmes/fukuoka-r7.ts';
import { expect, it } from 'vitest';
import { packageIn } from '../../../../test/fixtures/final-package.ts';
import { settled, THIRTY_DAYS } from '../../../../test/fixtures/reading-cases.ts';
import { papersState, papersWords } from './papers-state.ts';

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

it('[L9.14] the last day on which the papers can be read is told where the day begins, after what there is to do', () => {
  expect(papersWords({ engagement: settled(), ruleSet: THIRTY_DAYS })).toBe(
    '記録を見られるのは、令和8年3月12日（木）までです',
  );
  expect(papersWords({ engagement: settled(), ruleSet: FUKUOKA_R7 })).toBe('計画書・報告書・請求など');
  const asked = {
    words: '領収書はありますか。',
    by: 'p',
    atMs: 1,
    operation: 'o',
    settles: false,
    side: 'office',
  } as const;
  const engagement = { ...settled(), queries: { q: { id: 'q', title: '旅費', visit: null, messages: [asked] } } };
  expect(papersWords({ engagement, ruleSet: THIRTY_DAYS })).toBe('事務局が、質疑の返事を待っています');
});
