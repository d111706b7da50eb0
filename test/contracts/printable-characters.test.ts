import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPrinter } from '@banso/server/forms/printer.ts';
import { unprintableIn } from '@banso/shared/forms/printable-characters.ts';
import { visitReport } from '@banso/shared/forms/visit-report.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { goodVisit } from '../fixtures/engagement.ts';
import { formFacts } from '../fixtures/forms.ts';
import { builtForms } from '../support/built-forms.ts';
import { charactersOfFont } from '../support/font-characters.ts';

const printer = openPrinter(builtForms, () => {});
afterAll(() => printer.close());

/** The typefaces of what people write; labels are ours. */
const fonts = ['biz-udmincho', 'noto-serif-jp'].flatMap((family) => {
  const folder = join(builtForms, 'fonts', family);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ttf'))
    .map((name) => charactersOfFont(readFileSync(join(folder, name))));
});

test('[L18.64] the list that phones carry is what the typefaces have', async () => {
  const all = fonts.flatMap((font) => [...font]);
  const ranges: { first: number; last: number }[] = [];
  for (const one of [...new Set(all)].toSorted((a, b) => a - b)) {
    const before = ranges.at(-1);
    if (before && before.last === one - 1) before.last = one;
    else ranges.push({ first: one, last: one });
  }
  const written = ranges.map(({ first, last }, i) => {
    const ahead = (first - (ranges[i - 1]?.last ?? 0)).toString(36);
    return first === last ? ahead : `${ahead}-${(last - first).toString(36)}`;
  });
  expect(ranges.length).toBeGreaterThan(4_000);
  // Written anew by `vitest -u` when a typeface changes.
  await expect(
    `/** The characters of our papers' typefaces, read by printable-characters.ts; compared with the typefaces by a test. */\nexport const PRINTABLE_RANGES =\n  '${written.join(',')}';\n`,
  ).toMatchFileSnapshot('../../shared/src/forms/printable-ranges.ts');
});

describe('[L18.64] what is told while typing is what the printer would stop at', () => {
  test.each([
    ['髙﨑𠮷、槪、祐、①㈱Ⅲ㍿～―', []],
    ['辻\u{E0100}、葛\u{E0100}、神\uFE00、が（か\u3099）', []],
    ['工場🏭で😀、また😀', ['🏭', '😀']],
    ['家族👨‍👩‍👧と🇯🇵', ['👨‍👩‍👧', '🇯🇵']],
    ['ᚠと한', ['ᚠ', '한']],
    ['一行目\n二行目', []],
  ])('%s', async (content, missing) => {
    expect(unprintableIn(content)).toEqual(missing);
    const data = visitReport(formFacts(goodVisit({ fields: { ...goodVisit().fields, content } })));
    if ('refused' in data) throw new Error(data.refused);
    expect('pdf' in (await printer.print(data, 0))).toBe(missing.length === 0);
  });
});
