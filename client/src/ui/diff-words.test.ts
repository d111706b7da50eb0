import { expect, test } from 'vitest';
import { type DiffPart, diffWords } from './diff-words.ts';

const side = (parts: readonly DiffPart[], left: 'removed' | 'added') =>
  parts
    .filter(({ kind }) => kind !== left)
    .map(({ text }) => text)
    .join('');

test('equal texts have one part', () => {
  expect(diffWords('支援した。', '支援した。')).toEqual([{ kind: 'same', text: '支援した。', at: 0 }]);
});

test('a number that was added is marked, the words around it are not', () => {
  const parts = diffWords('作業が約40分だった。', '作業が約28分だった。');
  expect(parts.filter(({ kind }) => kind === 'removed').map(({ text }) => text)).toEqual(['40']);
  expect(parts.filter(({ kind }) => kind === 'added').map(({ text }) => text)).toEqual(['28']);
});

test('from nothing everything is added, to nothing everything is removed', () => {
  expect(diffWords('', '新しい文')).toEqual([{ kind: 'added', text: '新しい文', at: 0 }]);
  expect(diffWords('古い文', '')).toEqual([{ kind: 'removed', text: '古い文', at: 0 }]);
});

test.each([
  ['原価を調べた。次回までに試算する。', '原価を工程ごとに調べ、次回までに試算することを決めた。'],
  ['a b a b a', 'b a b a b'],
  ['𠮷野さん👍', '髙﨑さん👍🏽'],
  ['甲乙'.repeat(1500), '乙丙'.repeat(1500)],
])('both texts can be read back from the parts', (before, after) => {
  const parts = diffWords(before, after);
  expect(side(parts, 'added')).toBe(before);
  expect(side(parts, 'removed')).toBe(after);
});
