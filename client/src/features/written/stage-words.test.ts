import { expect, it } from 'vitest';
import type { EngagementView } from '../../store/client-store.ts';
import { stageWords } from './stage-words.ts';

const waiting = (...types: readonly string[]): Pick<EngagementView, 'waiting'> => ({
  waiting: types.map((type, seq) => ({
    seq,
    id: `o${seq}`,
    type,
    label: '',
    nature: 'intent',
    kind: 'engagement',
    aggregate: 'e',
    visit: null,
    recordedAtMs: 1,
    verdict: null,
    receivedAtMs: null,
    replaces: [],
  })),
});

it('[L13.423] what lies on this device alone is never called handed in', () => {
  expect(stageWords(waiting(), 'plan', 'submitted')).toBe('提出済');
  expect(stageWords(waiting('plan-submitted@2'), 'plan', 'submitted')).toBe('提出の記録を保存しました（未送信）');
  expect(stageWords(waiting('plan-submitted@2'), 'final-report', 'submitted')).toBe('提出済');
  // Written on since: that is the news, and it is said beside.
  expect(stageWords(waiting('plan-submitted@2', 'plan-saved@2'), 'plan', 'changed')).toBe(
    '提出の後に書きかえ（未提出）',
  );
});
