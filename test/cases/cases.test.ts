import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCases } from './case.ts';
import { flawsOf } from './work-case.ts';

const folder = new URL('.', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const casesIn = (file: string) => readCases(readFileSync(new URL(file, folder), 'utf8'));

describe.each(files)('[L13.170] %s', (file) => {
  test.each(casesIn(file).map((one) => [one.id, one.title, one] as const))('%s %s', (_, __, one) => {
    expect(flawsOf(one)).toEqual([]);
  });
});

describe('[L13.171] a case that says nothing, or what nobody reads, fails', () => {
  const [one] = casesIn('invoice.json');
  if (!one) throw new Error('no case');

  test('another figure', () => {
    expect(flawsOf({ ...one, expect: { ...one.expect, taxYen: 3_053 } })).toEqual(['taxYen: expected 3053, came 3054']);
  });

  test.each([
    ['kind', { kind: 'unheard' }, 'unknown kind unheard'],
    ['a field of given', { given: { payer: 'x' } }, 'unknown in given: payer'],
    ['a field of expect', { expect: { tax: 1 } }, 'unknown in expect: tax'],
  ])('an unknown %s', (_, change, flaw) => expect(flawsOf({ ...one, ...change })).toEqual([flaw]));

  test('what is no list of cases is not read', () => {
    const wrong = [{}, [{ ...one, note: 'x' }], [{ ...one, expect: {} }], [{ ...one, id: '' }], [one, one]];
    for (const file of wrong) expect(() => readCases(JSON.stringify(file))).toThrow(Error);
  });
});

test('[L13.170] all 36 invoice cases of the requirements stand there under their ids', () => {
  const ids = Array.from({ length: 36 }, (_, index) => `C${String(index + 1).padStart(2, '0')}`);
  expect(casesIn('invoice.json').map(({ id }) => id)).toEqual(ids);
});
