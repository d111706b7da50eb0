import { describe, expect, test } from 'vitest';
import { foldForSearch } from './search-text.ts';

const finds = (typed: string, text: string): boolean => foldForSearch(text).includes(foldForSearch(typed));

describe('[L13.441] what is searched is found however it is written', () => {
  test.each([
    ['関して', '委託業務に係ることに關して'],
    ['關', '関連'],
    ['高崎', '株式会社 髙﨑製作所（サンプル）'],
    ['渡邉', '渡辺 一郎'],
    ['渡辺', '渡邊 一郎'],
    ['浜田', '濵田醸造'],
    ['サイトウ', 'さいとう'],
    ['みのり', 'ミノリノセイメン'],
    ['ｍｉｎｏｒｉ', 'Minori Noodles'],
    ['ﾐﾉﾘ', 'みのり野製麺'],
    ['神谷', '\u{FA19}谷工務店'],
    ['吉田屋', '𠮷田屋'],
    ['みのり野製麺', 'みのり野　製麺'],
  ])('%s finds %s', (typed, text) => {
    expect(finds(typed, text)).toBe(true);
  });
  test('another name is not found', () => {
    expect(finds('高崎', '高碕')).toBe(false);
    expect(finds('関口', '門口')).toBe(false);
  });
  test('each form stands for one common character alone', () => {
    for (const form of '關髙﨑邊邉齋齊澤濵廣國櫻眞瀧惠榮德會藏')
      expect(foldForSearch(foldForSearch(form))).toBe(foldForSearch(form));
  });
});
