import { FUKUOKA_R7 } from '@banso/shared/programmes/fukuoka-r7.ts';
import { withChoices } from '@banso/shared/rules/rule-choices.ts';
import { expect, test } from 'vitest';
import { goodVisit } from '../../../../test/fixtures/engagement.ts';
import { dueWords } from './due-words.ts';

const WITHIN_A_WEEK = withChoices(FUKUOKA_R7, { reportDue: '7' }, '令和8年3月の決定（サンプル）');
const ended = { ...goodVisit(), status: 'ended', submission: null } as const;
const on = (day: string, visit: Parameters<typeof dueWords>[0]['visit'] = ended, ruleSet = WITHIN_A_WEEK) =>
  dueWords({ view: { ruleSet }, visit }, day);

test('[L13.440] the list of today says by when a visit’s report is due, and from the day after that it is late', () => {
  expect(ended.time?.on).toBe('2025-12-18');
  expect(on('2025-12-25')).toBe('報告の期限　令和7年12月25日（木）');
  expect(on('2025-12-26')).toBe('報告の期限（令和7年12月25日（木））を過ぎています');
});

test('[L13.440] it says nothing of what is handed in, nor where the programme names no day', () => {
  expect(on('2025-12-26', { ...ended, status: 'submitted' })).toBeNull();
  expect(on('2025-12-26', ended, FUKUOKA_R7)).toBeNull();
});
