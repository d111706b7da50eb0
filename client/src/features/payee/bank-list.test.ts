import { describe, expect, test } from 'vitest';
import { findPlaces, readBankList } from './bank-list.ts';

const PACKED = `2026-08-24
0001,みほん,ミホン
\t001,本店,ホンテン
\t002,よしづか,ヨシヅカ
\t014,みほん中央,ミホンチュウオウ
0177,サンプル福岡,サンプルフクオカ
\t100,本店,ホンテン
`;

test('[L15.268] the packed list is every bank with its branches, and the day it is of', () => {
  const { asOf, banks } = readBankList(PACKED);
  expect(asOf).toBe('2026-08-24');
  expect(banks.map(({ code, branches }) => [code, branches.length])).toEqual([
    ['0001', 3],
    ['0177', 1],
  ]);
  expect(banks[0]?.branches[1]).toEqual({ code: '002', name: 'よしづか', kana: 'ヨシヅカ' });
});

describe('[L15.268] a bank or branch is found by code, kanji or reading, however it is typed', () => {
  const { banks } = readBankList(PACKED);
  const codes = (typed: string) => findPlaces(banks, typed, 9).map(({ code }) => code);
  test.each([
    ['', []],
    ['０１７７', ['0177']],
    ['福岡', ['0177']],
    ['サンプル福岡銀行', ['0177']],
    ['ﾐﾎﾝ', ['0001']],
    ['みほん ぎんこう', ['0001']],
    ['銀行', []],
  ])('%s', (typed, found) => expect(codes(typed)).toEqual(found));

  test('the exact name comes before names that hold it, and no more than asked for', () => {
    const branches = [
      { code: '1', name: '西みほん', kana: 'ニシミホン' },
      { code: '2', name: 'みほん中央', kana: 'ミホンチュウオウ' },
      { code: '3', name: 'みほん', kana: 'ミホン' },
    ];
    expect(findPlaces(branches, 'みほん支店', 9).map(({ code }) => code)).toEqual(['3', '2', '1']);
    expect(findPlaces(branches, 'みほん', 1).map(({ code }) => code)).toEqual(['3']);
  });
});
