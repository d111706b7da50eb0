import { type SheetCell, writeSheets } from '@banso/shared/sheet/write-sheet.ts';
import readSheets from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { readZip } from '../support/read-zip.ts';

const sheetOf = (...cells: readonly SheetCell[]) =>
  writeSheets([
    { name: "訪問 '7' & 8", columns: cells.map((_, i) => ({ head: `列${i + 1}`, width: 12 })), rows: [cells] },
    { name: 'この表について', columns: [{ head: '項目', width: 10 }], rows: [] },
  ]);

const read = async (...cells: readonly SheetCell[]) => {
  const [first, second] = await readSheets(Buffer.from(sheetOf(...cells)));
  return { first: first?.data ?? [], names: [first?.sheet, second?.sheet] };
};

describe('[L18.62] a sheet holds days, times and minutes as such, and text as text', () => {
  test('another program reads the same values', async () => {
    const { first, names } = await read(
      { text: 'みのり野製麺\n髙﨑𠮷🏭<b>&amp;"' },
      { day: '2025-12-18' },
      { day: '2024-02-29' },
      { number: 180 },
      { time: '13:05' },
      null,
    );
    expect(names).toEqual(["訪問 '7' & 8", 'この表について']);
    expect(first[0]).toEqual(['列1', '列2', '列3', '列4', '列5', '列6']);
    expect(first[1]?.slice(0, 4)).toEqual([
      'みのり野製麺\n髙﨑𠮷🏭<b>&amp;"',
      new Date('2025-12-18T00:00:00Z'),
      new Date('2024-02-29T00:00:00Z'),
      180,
    ]);
    const xml = readZip(sheetOf({ time: '13:05' })).text('xl/worksheets/sheet1.xml');
    expect(xml).toContain(`<v>${(13 * 60 + 5) / 1440}</v>`);
    expect(first[1]?.[5]).toBe(null);
  });

  test.each(['=1+1', '+81', '-5', '@SUM(A1)', '\t=1', '\r=1', '＝1', '=HYPERLINK("http://x")'])(
    '%j is a text for ever',
    async (dangerous) => {
      const xml = readZip(sheetOf({ text: dangerous })).text('xl/worksheets/sheet1.xml');
      expect(xml).not.toContain('<f');
      expect(xml).toMatch(/<c r="A2" s="3" t="inlineStr">/);
      expect(
        readZip(sheetOf({ text: dangerous }))
          .text('xl/styles.xml')
          .split('<xf ')[5],
      ).toContain('quotePrefix="1"');
      // That reader drops white space at the ends.
      expect((await read({ text: dangerous })).first[1]).toEqual([dangerous.trim()]);
    },
  );

  test('a text that looks like the file’s own way of writing, or cannot stand in it, comes out as it was', async () => {
    const xml = readZip(sheetOf({ text: '_x0041_ \u0001\uFFFF' })).text('xl/worksheets/sheet1.xml');
    expect(xml).toContain('_x005F_x0041_ </t>');
    const long = readZip(sheetOf({ text: '長'.repeat(40_000) })).text('xl/worksheets/sheet1.xml');
    expect(long.match(/長+/)?.[0]).toHaveLength(32_767);
  });

  test('the heads stay in sight, filter and repeat on paper', () => {
    const files = readZip(sheetOf({ text: '' }));
    const xml = files.text('xl/worksheets/sheet1.xml');
    expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(xml).toContain('<autoFilter ref="A1:A2"/>');
    expect(files.text('xl/workbook.xml')).toContain("'訪問 ''7'' &amp; 8'!$1:$1");
    expect(files.text('xl/styles.xml')).toContain('游ゴシック');
  });
});
