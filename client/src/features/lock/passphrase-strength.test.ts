import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { strengthOf } from './passphrase-strength.ts';

test.each([
  ['', 'empty'],
  ['くすのき', 'short'],
  ['aaaaaaaaaa', 'weak'],
  ['12345678', 'weak'],
  ['hgfedcba', 'weak'],
  ['19800412', 'weak'],
  ['198004123759', 'fair'],
  ['みなとのあさひ', 'short'],
  ['みなとのあさひ7', 'fair'],
  ['みなとのあさひと赤い傘7本', 'strong'],
  ['correct horse staple', 'strong'],
] as const)('[L15.101] the passphrase「%s」is called %s', (passphrase, strength) => {
  expect(strengthOf(passphrase)).toBe(strength);
});

test.each([
  ['password', 'common'],
  ['PassWord', 'common'],
  ['trustno1', 'common'],
  ['1qaz2wsx', 'common'],
  ['!!Sunshine2026!', 'common'],
  ['伴走支援センター2026', 'common'],
  ['banso-fukuoka-1', 'common'],
  ['みほん　はつよ 1980', 'common'],
  ['見本支援センター', 'common'],
  ['ｂａｎｓｏ１２３４', 'common'],
  ['sunshine and cold tea', 'strong'],
  ['支援より猫と昼寝', 'fair'],
] as const)(
  '[L15.204] the passphrase「%s」 of 見本 初代 (みほん はつよ) of 見本支援センター is called %s',
  (passphrase, strength) => {
    expect(strengthOf(passphrase, ['見本支援センター（サンプル）', '見本 初代', 'みほん はつよ'])).toBe(strength);
  },
);

test('[L15.204] the list holds 5,000 common ones, each of which the other rules would take', () => {
  const list = readFileSync(new URL('common-passphrases.txt', import.meta.url), 'utf8');
  const common = list.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(new Set(common).size).toBe(5_000);
  expect(common.filter((one) => ['short', 'weak'].includes(strengthOf(one)))).toEqual([]);
  expect(common.filter((one) => strengthOf(one) !== 'common')).toEqual([]);
});
