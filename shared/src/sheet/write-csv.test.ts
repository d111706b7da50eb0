import { expect, test } from 'vitest';
import { csvOf } from './write-csv.ts';

test('[L13.345] a CSV is UTF-8 with its mark, quotes its texts, and holds no formula', () => {
  const columns = [
    { head: '相手', width: 10 },
    { head: '金額', width: 10 },
  ];
  const rows = [
    [{ text: '見本 "花子",\n二行目' }, { number: 168_000 }],
    [{ text: '=1+1' }, null],
    [{ day: '2026-02-10' }, { time: '13:00' }],
  ];
  expect(csvOf({ columns, rows })).toBe(
    '\uFEFF"相手","金額"\r\n"見本 ""花子"",\n二行目",168000\r\n"\'=1+1",\r\n2026-02-10,13:00\r\n',
  );
});
