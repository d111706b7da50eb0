import type {
  PrintCell,
  PrintData,
  PrintedChecks,
  PrintedSignature,
  PrintSection,
  PrintValue,
} from '@banso/shared/forms/print-data.ts';
import { xmlText } from '@banso/shared/lib/text.ts';
import {
  AlignmentType,
  CheckBox,
  Document,
  ExternalHyperlink,
  Footer,
  Header,
  HeightRule,
  ImageRun,
  type IRunOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { TextWatermark } from 'docx/watermarks';
import { signatureImage } from './signature-image.ts';

/** What the document says of itself on every page: whoever edits it must not take it for the paper of record. */
export const COPY_WORDS = '編集用の写し（証拠となるのは署名付きPDFです）';

/** Addressee, title and day in the order of each sheet; 様式第6号 has its title alone. */
const headBlocks = ({ form, head }: PrintData) => {
  const titled = centred(line(form.title, { font: LABEL, size: 28 }));
  if (form.code === 'account-form' || form.code === 'account-form-copy') return [titled];
  const addressee = paragraph([line(head.addressee)]);
  const madeOn = paragraph([line(head.madeOn)], { alignment: AlignmentType.RIGHT });
  return [...(form.code === 'confirmation-slip' ? [titled, addressee] : [addressee, titled]), madeOn];
};

/**
 * A paper as a Word document: the same words in the same frames as the PDF, each of them editable, boxes that can be ticked,
 * the signature as a picture. A4; lengths in twentieths of a point, as the format has them.
 */
export const writeWordCopy = async (data: PrintData): Promise<Uint8Array<ArrayBuffer>> => {
  const images = await signatureImages(data);
  const { head, form, foot } = data;
  const sections = (parts: readonly PrintSection[]) => parts.flatMap((part) => sectionBlocks(part, images));
  const document = new Document({
    title: xmlText(`${form.title}　${data.runningHead}`),
    creator: xmlText(foot.programme),
    description: COPY_WORDS,
    styles: {
      default: {
        document: {
          run: { font: BODY, size: BODY_SIZE, language: { value: 'ja-JP', eastAsia: 'ja-JP' } },
          paragraph: { spacing: { line: 250, lineRule: LineRuleType.AUTO } },
        },
      },
    },
    sections: [
      {
        properties: { page: { size: { width: mm(210), height: mm(297) }, margin: MARGINS } },
        headers: { default: headerOf(data) },
        footers: { default: footerOf(data) },
        children: [
          paragraph([line(`${form.name}（${form.clause}）`, { font: LABEL, size: 19 })]),
          ...headBlocks(data),
          peopleTable(head.people, images),
          ...sections(data.sections),
          ...(data.annex
            ? [
                paragraph([line(data.annex.title, { font: LABEL, size: 24 })], { pageBreakBefore: true }),
                ...sections(data.annex.sections),
              ]
            : []),
          ...data.notes.map((note) => paragraph([line(note)], { spacing: { before: mm(3) } })),
        ],
      },
    ],
  });
  return Uint8Array.from(await Packer.toBuffer(document));
};

const mm = (length: number): number => Math.round((length * 1440) / 25.4);

/** Typefaces that Word has on Windows and on a Mac, both fixed pitch as on the PDF. */
const fontOf = (name: string) => ({ ascii: name, hAnsi: name, eastAsia: name, cs: name });
const BODY = fontOf('ＭＳ 明朝');
const LABEL = fontOf('ＭＳ ゴシック');
/** In half points. */
const BODY_SIZE = 21;
const SMALL_SIZE = 15;

const MARGINS = { top: mm(22), bottom: mm(26), left: mm(22), right: mm(22), header: mm(9), footer: mm(8) };
const FRAME_WIDTH_MM = 166;
const LABEL_WIDTH_MM = 30;
/** Labels are set in 10 pt; their column grows for one that would lose its last letter to a second line, up to ten letters. */
const LABEL_LETTER_MM = 3.53;
const MOST_LABEL_LETTERS = 10;
const SECOND_LABEL_WIDTH_MM = 24;
/** One line of writing with its share of the space between lines. */
const LINE_MM = 5.8;
const CELL_MARGINS = { top: mm(1.2), bottom: mm(1.2), left: mm(2.2), right: mm(2.2) };

type Images = ReadonlyMap<PrintedSignature, Awaited<ReturnType<typeof signatureImage>>>;

/** The pictures are drawn before the document is put together: that part of the library does not wait. */
const signatureImages = async ({ sections, annex }: PrintData): Promise<Images> => {
  const values = [...sections, ...(annex?.sections ?? [])].flatMap(({ rows }) =>
    rows.flatMap((row) => row.map(({ value }) => value)),
  );
  const images = new Map<PrintedSignature, Awaited<ReturnType<typeof signatureImage>>>();
  for (const value of values)
    if (value.kind === 'signature' && value.drawing) images.set(value, await signatureImage(value.drawing));
  return images;
};

const line = (text: string, run: Omit<IRunOptions, 'text' | 'children'> = {}): TextRun =>
  new TextRun({ ...run, text: xmlText(text) });

const paragraph = (
  children: readonly ParagraphChild[],
  options: Omit<ConstructorParameters<typeof Paragraph>[0] & object, 'children' | 'text'> = {},
): Paragraph => new Paragraph({ ...options, children: [...children] });

const centred = (run: TextRun): Paragraph =>
  paragraph([run], { alignment: AlignmentType.CENTER, spacing: { before: mm(2), after: mm(2) } });

/** Text as somebody typed it: every line feed is a new paragraph, so that each can be edited by itself. */
const typed = (text: string): readonly Paragraph[] => text.split('\n').map((one) => paragraph([line(one)]));

/** 見出しと枠: a row of two cells has four columns, a row of one spans them. */
const sectionBlocks = (section: PrintSection, images: Images): readonly (Paragraph | Table)[] => {
  const { heading, rows, columns } = section;
  if (columns) return [sectionHead(heading), columnsTable(columns, rows, images)];
  const unlabelled = rows.every(([first, second]) => second === undefined && first?.label === '');
  const labelWidthMm = labelColumnMm(rows.flatMap(([first]) => (first ? [first.label] : [])));
  const widths = columnWidths({ unlabelled, wide: rows.some((row) => row.length === 2), labelWidthMm });
  return [
    sectionHead(heading),
    frame(
      widths,
      rows.map((row) => frameRow(row, { widths, unlabelled, images })),
    ),
  ];
};

const sectionHead = (heading: string): Paragraph =>
  paragraph([line(heading, { font: LABEL })], { keepNext: true, spacing: { before: mm(3), after: mm(1.2) } });

const frame = (widths: readonly number[], rows: readonly TableRow[]): Table =>
  new Table({
    layout: TableLayoutType.FIXED,
    width: { size: mm(FRAME_WIDTH_MM), type: WidthType.DXA },
    columnWidths: widths.map(mm),
    rows: [...rows],
  });

/** A line of heads that is repeated on every page, and one cell below each. */
const columnsTable = (
  columns: NonNullable<PrintSection['columns']>,
  rows: PrintSection['rows'],
  images: Images,
): Table => {
  const whole = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => (FRAME_WIDTH_MM * share) / whole);
  return frame(widths, [
    new TableRow({ tableHeader: true, children: columns.map(({ label }, i) => labelCell(label, widths[i] ?? 0)) }),
    ...rows.map(
      (row) =>
        new TableRow({
          height: { value: mm(heightMm(row)), rule: HeightRule.ATLEAST },
          children: row.map(({ value }, i) => valueCell(value, { columns: [widths[i] ?? 0], images })),
        }),
    ),
  ]);
};

const heightMm = (row: readonly PrintCell[]): number => Math.max(...row.map(({ lines }) => lines)) * LINE_MM;

const labelColumnMm = (labels: readonly string[]): number => {
  const letters = labels.map((label) => label.length).filter((length) => length <= MOST_LABEL_LETTERS);
  return Math.max(LABEL_WIDTH_MM, Math.ceil(Math.max(0, ...letters) * LABEL_LETTER_MM) + 5);
};

const columnWidths = ({
  unlabelled,
  wide,
  labelWidthMm,
}: {
  readonly unlabelled: boolean;
  readonly wide: boolean;
  readonly labelWidthMm: number;
}) => {
  if (unlabelled) return [FRAME_WIDTH_MM];
  const rest = FRAME_WIDTH_MM - labelWidthMm;
  if (!wide) return [labelWidthMm, rest];
  const share = (rest - SECOND_LABEL_WIDTH_MM) / 2.4;
  return [labelWidthMm, share * 1.4, SECOND_LABEL_WIDTH_MM, share];
};

const frameRow = (
  row: readonly PrintCell[],
  {
    widths,
    unlabelled,
    images,
  }: { readonly widths: readonly number[]; readonly unlabelled: boolean; readonly images: Images },
): TableRow => {
  const height = { value: mm(heightMm(row)), rule: HeightRule.ATLEAST };
  const children = row.flatMap((cell, i) => {
    const labelled = [labelCell(cell.label, widths[i * 2] ?? LABEL_WIDTH_MM)];
    const own = widths.slice(i * 2 + 1, row.length === 1 ? undefined : i * 2 + 2);
    const columns = unlabelled ? widths : own;
    return [...(unlabelled ? [] : labelled), valueCell(cell.value, { columns, images })];
  });
  return new TableRow({ height, children });
};

const labelCell = (label: string, widthMm: number): TableCell =>
  new TableCell({
    width: { size: mm(widthMm), type: WidthType.DXA },
    margins: CELL_MARGINS,
    children: [paragraph([line(label, { font: LABEL, size: 20 })])],
  });

const valueCell = (
  value: PrintValue,
  { columns, images }: { readonly columns: readonly number[]; readonly images: Images },
): TableCell =>
  new TableCell({
    width: { size: mm(columns.reduce((sum, one) => sum + one, 0)), type: WidthType.DXA },
    columnSpan: columns.length,
    margins: CELL_MARGINS,
    children: [...valueBlocks(value, images)],
  });

const valueBlocks = (value: PrintValue, images: Images): readonly Paragraph[] => {
  if (value.kind === 'text') return typed(value.text);
  return value.kind === 'checks' ? checksBlocks(value) : signatureBlocks(value, images);
};

/** Boxes that are ticked by a click. */
const checksBlocks = ({ lead, options, note }: PrintedChecks): readonly Paragraph[] => [
  paragraph([
    ...(lead === undefined ? [] : [line(lead)]),
    ...options.flatMap(({ label, checked }, i) => [
      ...(i === 0 ? [] : [line('　')]),
      new CheckBox({
        alias: label,
        checked,
        checkedState: { value: '2611', font: SYMBOLS },
        uncheckedState: { value: '2610', font: SYMBOLS },
      }),
      line(` ${label}`),
    ]),
  ]),
  ...(note ? typed(`${note.label}${note.text}`) : []),
];

/** ☐ and ☑ are in no Japanese typeface of Windows. */
const SYMBOLS = 'Segoe UI Symbol';
const PX_PER_MM = 96 / 25.4;

const signatureBlocks = (value: PrintedSignature, images: Images): readonly Paragraph[] => {
  const image = images.get(value);
  return [
    ...typed(value.sentence),
    paragraph([line(value.signer, { size: 23 })]),
    ...(image
      ? [
          paragraph([
            new ImageRun({
              type: 'png',
              data: image.png,
              transformation: {
                width: Math.round(60 * PX_PER_MM),
                height: Math.round((60 * PX_PER_MM * image.heightPx) / image.widthPx),
              },
              altText: {
                name: value.manner,
                title: value.manner,
                description: xmlText(`${value.manner}（${value.signer}）`),
              },
            }),
          ]),
        ]
      : []),
    ...[value.manner, ...value.details].map((detail) => paragraph([line(detail, { size: 18 })])),
  ];
};

const peopleTable = (people: readonly PrintCell[], images: Images): Table => {
  const labelWidthMm = labelColumnMm(people.map(({ label }) => label));
  return new Table({
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.RIGHT,
    width: { size: mm(labelWidthMm + 62), type: WidthType.DXA },
    columnWidths: [mm(labelWidthMm), mm(62)],
    rows: people.map(
      ({ label, value }) =>
        new TableRow({ children: [labelCell(label, labelWidthMm), valueCell(value, { columns: [62], images })] }),
    ),
  });
};

const headerOf = ({ marks, runningHead }: PrintData): Header =>
  new Header({
    children: [
      paragraph(
        [
          line([...marks, COPY_WORDS].join('　'), { font: LABEL, size: 18, bold: true }),
          ...(marks.length > 0
            ? [new TextWatermark({ text: xmlText(marks.join(' ')), font: 'ＭＳ ゴシック', color: 'E4E4E4' })]
            : []),
        ],
        { border: { bottom: { style: 'single', size: 4, color: '777777', space: 2 } } },
      ),
      paragraph([line(runningHead, { font: LABEL, size: SMALL_SIZE })]),
    ],
  });

const footerOf = ({ form, foot }: PrintData): Footer => {
  const small = { font: LABEL, size: SMALL_SIZE } as const;
  const { code, url } = foot.verification;
  return new Footer({
    children: [
      paragraph([line(`${form.name}　版 ${form.version}　${foot.programme}`, small)]),
      paragraph([
        line(
          [foot.ruleSet, ...(foot.evidenceGrade === null ? [] : [`時刻の根拠　${foot.evidenceGrade}`])].join('　'),
          small,
        ),
      ]),
      paragraph([
        line('署名付きPDFの照合コード　', small),
        new ExternalHyperlink({ link: url, children: [line(code, { ...small, underline: {} })] }),
      ]),
      paragraph([new TextRun({ ...small, children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })], {
        alignment: AlignmentType.CENTER,
      }),
    ],
  });
};
