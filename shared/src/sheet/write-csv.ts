import type { Sheet, SheetCell } from './write-sheet.ts';

export const CSV_TYPE = 'text/csv;charset=utf-8';

/** By it a spreadsheet knows that the file is UTF-8: without it Japanese is unreadable there. */
const BOM = '\uFEFF';

/** A text that a spreadsheet would take for a formula is kept one by a mark before it. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/** Rows as CSV (RFC 4180) in UTF-8 with its mark: lines end in CRLF, every text in quotation marks. */
export const csvOf = ({ columns, rows }: Pick<Sheet, 'columns' | 'rows'>): string =>
  BOM +
  [columns.map(({ head }): SheetCell => ({ text: head })), ...rows]
    .map((row) => `${row.map(cellText).join(',')}\r\n`)
    .join('');

const cellText = (cell: SheetCell): string => {
  if (cell === null) return '';
  if ('number' in cell) return String(cell.number);
  if ('day' in cell) return cell.day;
  if ('time' in cell) return cell.time;
  const kept = FORMULA.test(cell.text) ? `'${cell.text}` : cell.text;
  return `"${kept.replaceAll('"', '""')}"`;
};
