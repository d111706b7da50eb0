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
