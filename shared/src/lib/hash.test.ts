import { drawer } from '../../../test/support/drawer.ts';
import { describe, expect, test } from 'vitest';
import { sha256Hex, sha256HexInScript, sha256HexOfBytes } from './hash.ts';

describe('[L3.70] a text has one hash, whoever computes it', () => {
  test('the hash of the standard', () => {
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(sha256Hex('abc')).toBe(abc);
    expect(sha256HexInScript('abc')).toBe(abc);
  });
  test.each([
    ['nothing', ''],
    ['Japanese', '訪問の記録'],
    ['letters outside the first plane', '𠮷野家'],
    ['half a letter, as a broken field may hold it', 'a\ud842b\udfb7c\udfb7'],
    ['a zero and a byte order mark', '\u0000\ufeffx'],
  ])('%s', (_, text) => {
    expect(sha256Hex(text)).toBe(sha256HexInScript(text));
    expect(sha256Hex(text)).toBe(sha256HexOfBytes(new TextEncoder().encode(text)));
  });
  test('of every length around the blocks', () => {
    const draw = drawer(3);
    for (let length = 0; length < 200; length += 1) {
      const bytes = Uint8Array.from({ length }, () => draw.whole(0, 255));
      expect(sha256HexOfBytes(bytes)).toBe(sha256HexInScript(bytes));
    }
  });
});
