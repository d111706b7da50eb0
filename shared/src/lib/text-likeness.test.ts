import { drawer } from '../../../test/support/drawer.ts';
import { describe, expect, test } from 'vitest';
import { piecesOf, sharedFrom, sharedPercent, sharedRuns } from './text-likeness.ts';

const percent = (a: string, b: string): number => sharedPercent(piecesOf(a), piecesOf(b));

const TEXT = '仕込みから包装までの三つの工程の時間を測り、人ごとの差を表にした。次に、主な商品の原価を計算した。';

describe('[L13.70] two texts are alike by their shared pieces of five letters', () => {
  test.each([
    ['the same text', TEXT, TEXT, 100],
    ['another width, case and line breaks', 'ABC工場の原価を計算した。', 'ａｂｃ 工場の\n原価を 計算した。', 100],
    ['nothing in common', TEXT, '直売所の客数を曜日ごとに数え、広告の効き目を話し合った。', 0],
    ['two empty texts', '', '', 0],
    ['shorter than a piece', 'あいうえ', 'あいうえ', 0],
    // 10 pieces each, 5 of them shared: 5 of 15.
    ['half a text', 'abcdefghijklmn', 'fghijklmnopqrs', 33],
    ['rare letters', '𠮷野家の見直し', '𠮷野家の見直し', 100],
  ])('%s', (_, a, b, expected) => {
    expect(percent(a, b)).toBe(expected);
    expect(percent(b, a)).toBe(expected);
  });
  test('a word changed here and there leaves most of a text', () => {
    const changed = TEXT.replace('三つ', '四つ').replace('主な商品', '新しい商品');
    expect(percent(TEXT, changed)).toBeGreaterThan(55);
    expect(percent(TEXT, changed)).toBeLessThan(90);
  });
});

describe('[L13.70] what two texts share is marked where it stands', () => {
  test('the whole text comes back, piece by piece', () => {
    const runs = sharedRuns('まず、工程の時間を測った。', '次に、工程の時間を測りました。');
    expect(runs.map(({ text }) => text).join('')).toBe('まず、工程の時間を測った。');
    expect(runs).toEqual([
      { at: 0, text: 'まず', shared: false },
      { at: 2, text: '、工程の時間を測', shared: true },
      { at: 10, text: 'った。', shared: false },
    ]);
  });
  test('a line break within what is shared does not cut it', () => {
    expect(sharedRuns('工程の\n時間を測った', '工程の時間を測った')).toEqual([
      { at: 0, text: '工程の\n時間を測った', shared: true },
    ]);
  });
  test('nothing shared', () => {
    expect(sharedRuns('全く別の文', TEXT)).toEqual([{ at: 0, text: '全く別の文', shared: false }]);
    expect(sharedRuns('', TEXT)).toEqual([]);
  });
});

describe('[L13.70] from a given percentage on', () => {
  const draw = drawer(11);
  const words = (count: number) => Array.from({ length: count }, () => `工程${draw.whole(1, 40)}を測り、`).join('');
  test('the short way comes to the same as the whole comparison', () => {
    for (let n = 0; n < 400; n += 1) {
      const [own, same] = [words(draw.whole(0, 20)), words(draw.whole(0, 30))];
      const [a, b] = [piecesOf(own + same), piecesOf(same + words(draw.whole(0, 20)))];
      const percent = sharedPercent(a, b);
      for (const limit of [1, 30, 60, 61, 99, 100])
        expect(sharedFrom(a, b, limit)).toBe(percent >= limit ? percent : null);
      expect(percent).toBe(sharedPercent(b, a));
      expect(percent).toBe(plainly(a.hashes, b.hashes));
    }
  });
  const plainly = (a: Uint32Array, b: Uint32Array): number => {
    const either = new Set([...a, ...b]);
    const both = [...a].filter((hash) => b.includes(hash)).length;
    return either.size === 0 ? 0 : Math.floor((100 * both) / either.size);
  };
});
