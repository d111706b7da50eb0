import { describe, expect, test } from 'vitest';
import { toTransferKana } from '../money/transfer/kana.ts';
import { isCorporateHolder } from './corporate-holder.ts';
import { writtenHolder } from './holder.ts';

describe('[L13.312] a holder is written as banks write it: large kana, one space, a corporation in its short form', () => {
  test.each([
    ['アオヤギ　　ユミコ', 'アオヤギ ユミコ', 'ｱｵﾔｷﾞ ﾕﾐｺ'],
    ['きゃろっと コンサル', 'キヤロツト コンサル', 'ｷﾔﾛﾂﾄ ｺﾝｻﾙ'],
    ['株式会社サンプル', 'カ)サンプル', 'ｶ)ｻﾝﾌﾟﾙ'],
    ['㈱サンプル', 'カ)サンプル', 'ｶ)ｻﾝﾌﾟﾙ'],
    ['カ）サンプル', 'カ)サンプル', 'ｶ)ｻﾝﾌﾟﾙ'],
    ['サンプル株式会社', 'サンプル(カ', 'ｻﾝﾌﾟﾙ(ｶ'],
    ['サンプル カブシキガイシャ', 'サンプル(カ', 'ｻﾝﾌﾟﾙ(ｶ'],
    ['サンプル株式会社チバシテン', 'サンプル(カ)チバシテン', 'ｻﾝﾌﾟﾙ(ｶ)ﾁﾊﾞｼﾃﾝ'],
    ['ゴウドウガイシャ ミホン', 'ド)ミホン', 'ﾄﾞ)ﾐﾎﾝ'],
    ['一般財団法人ミホン', 'ザイ)ミホン', 'ｻﾞｲ)ﾐﾎﾝ'],
    ['コウエキシャダンホウジン ミホン', 'シヤ)ミホン', 'ｼﾔ)ﾐﾎﾝ'],
    ['医療法人社団ミホンカイ', 'イ)ミホンカイ', 'ｲ)ﾐﾎﾝｶｲ'],
    ['ＮＰＯ法人ミホン', 'トクヒ)ミホン', 'ﾄｸﾋ)ﾐﾎﾝ'],
  ])('%s', (typed, written, kana) => {
    expect(writtenHolder(typed)).toBe(written);
    expect(toTransferKana(written)).toEqual({ kana, refused: [] });
  });

  test('a name in kanji stays, and is refused', () => {
    expect(toTransferKana(writtenHolder('株式会社見本')).refused).toEqual(['見', '本']);
  });

  test.each([
    ['カ)サンプル', true],
    ['ｶ)ｻﾝﾌﾟﾙ', true],
    ['サンプル(カ', true],
    ['サンプル(カ)チバ', true],
    ['シャ)ミホン', true],
    ['カトウ シンジ', false],
    ['ミホンコンサル カトウ シンジ', false],
    ['カトウ(ミホン', false],
  ])('%s is a corporation: %s', (holder, corporate) => expect(isCorporateHolder(holder)).toBe(corporate));
});
