import { strToU8, zipSync } from 'fflate';
import { xmlText } from '../lib/text.ts';
import { type ClockTime, type Day, daysBetween, minutesBetween } from '../time/day.ts';

/** A value as a spreadsheet keeps it: days and times can be sorted and counted, text is never read as a formula. */
export type SheetCell =
  | null
  | { readonly text: string }
  | { readonly number: number }
  | { readonly day: Day }
  | { readonly time: ClockTime };

/** `width` in letters of half width. */
export type SheetColumn = { readonly head: string; readonly width: number };

export type Sheet = {
  /** At most 31 letters, none of `[ ] : * ? / \`. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
};

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * Writes an .xlsx of these sheets: heads in bold that stay in sight and filter, a wide sheet fitted to the width
 * of A4. In one go and without a worker: a page that forbids scripts from elsewhere can write it, offline too.
 * Source: ISO/IEC 29500-1 (SpreadsheetML).
 */
export const writeSheets = (sheets: readonly Sheet[]): Uint8Array<ArrayBuffer> => {
  const files = {
    '[Content_Types].xml': contentTypes(sheets),
    '_rels/.rels': relationships([{ type: 'officeDocument', target: 'xl/workbook.xml' }]),
    'xl/workbook.xml': workbook(sheets),
    'xl/_rels/workbook.xml.rels': relationships([
      ...sheets.map((_, i) => ({ type: 'worksheet', target: `worksheets/sheet${i + 1}.xml` })),
      { type: 'styles', target: 'styles.xml' },
    ]),
    'xl/styles.xml': STYLES,
    ...Object.fromEntries(sheets.map((sheet, i) => [`xl/worksheets/sheet${i + 1}.xml`, worksheet(sheet)])),
  };
  return Uint8Array.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(`${DECLARATION}${xml}`)]))),
  );
};

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Places in `cellXfs` of the styles below. */
const STYLE = { head: 1, text: 2, quoted: 3, day: 4, time: 5, number: 6 } as const;

/** 游ゴシック is there on Windows and on a Mac. Days not in 和暦: many programs take a format with an era for a plain number. */
const STYLES =
  `<styleSheet xmlns="${MAIN}">` +
  '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy/mm/dd"/>' +
  '<numFmt numFmtId="165" formatCode="h:mm"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="游ゴシック"/><family val="3"/><charset val="128"/></font>' +
  '<font><b/><sz val="11"/><name val="游ゴシック"/><family val="3"/><charset val="128"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF7"/><bgColor indexed="64"/></patternFill></fill></fills>' +
  '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>' +
  ['left', 'right', 'top', 'bottom'].map((side) => `<${side} style="thin"><color rgb="FFB3B3B3"/></${side}>`).join('') +
  '<diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="7">' +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  format({ font: 1, fill: 2, wrap: true }) +
  format({ wrap: true }) +
  format({ wrap: true, quoted: true }) +
  format({ number: 164 }) +
  format({ number: 165 }) +
  format({ number: 1 }) +
  '</cellXfs><cellStyles count="1"><cellStyle name="標準" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

function format({
  number = 0,
  font = 0,
  fill = 0,
  wrap = false,
  quoted = false,
}: {
  readonly number?: number;
  readonly font?: number;
  readonly fill?: number;
  readonly wrap?: boolean;
  readonly quoted?: boolean;
}): string {
  return (
    `<xf numFmtId="${number}" fontId="${font}" fillId="${fill}" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" ` +
    `applyFill="1" applyBorder="1" applyAlignment="1"${quoted ? ' quotePrefix="1"' : ''}>` +
    `<alignment vertical="top"${wrap ? ' wrapText="1"' : ''}/></xf>`
  );
}

const contentTypes = (sheets: readonly Sheet[]): string =>
  `<Types xmlns="${PACKAGE}/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  `<Override PartName="/xl/workbook.xml" ContentType="${KIND}.sheet.main+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${KIND}.styles+xml"/>` +
  sheets
    .map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${KIND}.worksheet+xml"/>`)
    .join('') +
  '</Types>';

const relationships = (entries: readonly { readonly type: string; readonly target: string }[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${entries
    .map(({ type, target }, i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

const workbook = (sheets: readonly Sheet[]): string =>
  `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets
    .map(({ name }, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
    .join('')}</sheets><definedNames>${sheets
    .map(({ name, columns, rows }, i) => {
      const place = `'${escaped(name).replaceAll("'", "''")}'!`;
      const table = `$A$1:$${columnName(columns.length - 1)}$${rows.length + 1}`;
      return (
        `<definedName name="_xlnm._FilterDatabase" localSheetId="${i}" hidden="1">${place}${table}</definedName>` +
        `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">${place}$1:$1</definedName>`
      );
    })
    .join('')}</definedNames></workbook>`;

const worksheet = ({ columns, rows }: Sheet): string =>
  `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
  '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
  '</sheetView></sheetViews>' +
  `<cols>${columns.map(({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>` +
  `<sheetData>${[columns.map(({ head }): SheetCell => ({ text: head })), ...rows]
    .map(
      (row, r) =>
        `<row r="${r + 1}" ht="${heightOf(row, columns)}" customHeight="1">${row.map((cell, c) => cellXml(cell, r, c)).join('')}</row>`,
    )
    .join('')}</sheetData>` +
  `<autoFilter ref="A1:${columnName(columns.length - 1)}${rows.length + 1}"/>` +
  '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>' +
  '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>' +
  '<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>';

const LINE_POINTS = 18.75;

/** Some programs show only the first line of a cell unless the row says its height. */
const heightOf = (row: readonly SheetCell[], columns: readonly SheetColumn[]): number =>
  LINE_POINTS *
  Math.max(1, ...row.map((cell, i) => (cell && 'text' in cell ? linesIn(cell.text, columns[i]?.width ?? 1) : 1)));

/** A letter beyond ASCII takes two of the width's units; a little is left for what does not fit at a line's end. */
const linesIn = (text: string, width: number): number =>
  text
    .split('\n')
    .map((line) =>
      Math.max(1, Math.ceil(Array.from(line).reduce((sum, one) => sum + (one > '~' ? 2 : 1), 0) / (width - 1))),
    )
    .reduce((sum, one) => sum + one, 0);

const cellXml = (cell: SheetCell, row: number, column: number): string => {
  const place = `r="${columnName(column)}${row + 1}"`;
  if (cell === null) return `<c ${place} s="${STYLE.text}"/>`;
  if ('number' in cell) return `<c ${place} s="${STYLE.number}"><v>${cell.number}</v></c>`;
  if ('day' in cell) return `<c ${place} s="${STYLE.day}"><v>${dayNumber(cell.day)}</v></c>`;
  if ('time' in cell) return `<c ${place} s="${STYLE.time}"><v>${shareOfDay(cell.time)}</v></c>`;
  const style = row === 0 ? STYLE.head : FORMULA.test(cell.text) ? STYLE.quoted : STYLE.text;
  return `<c ${place} s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(asKept(cell.text))}</t></is></c>`;
};

/**
 * A spreadsheet asks by the first letter whether a text is a formula. In the file it is a text whatever it begins with; the
 * mark (quotePrefix) keeps it one when somebody edits the cell.
 */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/** The most that a cell of a spreadsheet holds. */
const LONGEST = 32_767;
/** `_x0041_` in a file stands for A: what somebody really wrote so is written in another way. */
const asKept = (text: string): string =>
  xmlText(text)
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .slice(0, LONGEST)
    .toWellFormed();

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');

/** A, B … Z, AA */
const columnName = (index: number): string =>
  (index < 26 ? '' : columnName(Math.floor(index / 26) - 1)) + String.fromCodePoint(65 + (index % 26));

/** Days since the spreadsheet's beginning of time, which takes 1900 for a leap year. */
const dayNumber = (day: Day): number => daysBetween('1899-12-30', day);

const shareOfDay = (time: ClockTime): number => minutesBetween('00:00', time) / (24 * 60);
