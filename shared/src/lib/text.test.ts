import { expect, test } from 'vitest';
import { cleanText, countCharacters, isCleanText } from './text.ts';

test.each([
  ['髙﨑𠮷', '髙﨑𠮷'],
  ['👨‍👩‍👧 と 🇯🇵', '👨‍👩‍👧 と 🇯🇵'],
  ['葛\u{E0100}城', '葛\u{E0100}城'],
  ['一行\r\n二行\r三行', '一行\n二行\n三行'],
  ['終\uD800わり', '終\uFFFDわり'],
  ['\u202E逆さ\u202C', '逆さ'],
  ['零\u0000零', '零零'],
  ['左\u2066中\u2069右', '左中右'],
])('[L12.5] typed text %j is made safe to sign as %j', (typed, safe) => {
  expect(cleanText(typed)).toBe(safe);
  expect(isCleanText(safe)).toBe(true);
});

test.each([
  ['', 0],
  ['𠮷野家', 3],
  ['👨‍👩‍👧', 1],
  ['葛\u{E0100}', 1],
  ['が', 1],
  ['一行\n二行\r\n', 4],
])('[L12.6] %j counts as %i characters', (text, count) => {
  expect(countCharacters(text)).toBe(count);
});
