import type { OfficeSigner } from '../seal/office-signer.ts';

/** What the reader of a PDF shows beside a signature. */
export type SignatureWords = { readonly reason: string; readonly signedAtMs: number };

/**
 * Signs the whole of a PDF that our typesetter wrote: a second part is added behind it (ISO 32000 incremental update), the
 * first stays byte for byte. The signature is invisible and covers everything except its own place.
 * Throws when the PDF is not of that typesetter's plain kind: a cross-reference table, no annotations on its first page.
 */
export const signPdf = async (
  pdf: Uint8Array,
  signer: OfficeSigner,
  words: SignatureWords,
): Promise<Uint8Array<ArrayBuffer>> => {
  const { bytes, from, to } = withPlace(Buffer.from(pdf), signer, words);
  const signature = await signer.sign(Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]));
  const hex = signature.toString('hex');
  // `<` and `>` stand at both ends of the place.
  if (hex.length > to - from - 2) throw new Error('the signature is longer than its place');
  bytes.write(hex, from + 1, 'latin1');
  return Uint8Array.from(bytes);
};

type Place = { readonly bytes: Buffer; readonly from: number; readonly to: number };

/** The PDF with a signature field whose value is still zeros between `from` and `to`. */
const withPlace = (pdf: Buffer, signer: OfficeSigner, { reason, signedAtMs }: SignatureWords): Place => {
  const old = readStructure(pdf);
  const [signature, field] = [old.size, old.size + 1];
  const contents = '0'.repeat(signer.mostBytes * 2);
  const objects = new Map([
    [
      signature,
      `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [${RANGE_BLANK}] ` +
        `/Contents <${contents}> /M (${pdfDate(signedAtMs)}) /Name ${textString(signer.name)} ` +
        `/Reason ${textString(reason)} >>`,
    ],
    // Without width and height it is invisible; printed (4) and locked (128), as PDF/A wants it.
    [
      field,
      `<< /Type /Annot /Subtype /Widget /FT /Sig /T ${textString('office')} /V ${signature} 0 R /F 132 ` +
        `/Rect [0 0 0 0] /P ${old.firstPage} 0 R >>`,
    ],
    [old.firstPage, addEntry(old.objectOf(old.firstPage), `/Annots [${field} 0 R]`)],
    [old.root, addEntry(old.objectOf(old.root), `/AcroForm << /Fields [${field} 0 R] /SigFlags 3 >>`)],
  ]);
  let text = '\n';
  const offsets = new Map<number, number>();
  for (const [number, body] of objects) {
    offsets.set(number, pdf.length + text.length);
    text += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const startOfXref = pdf.length + text.length;
  text +=
    `xref\n${crossReferences(offsets)}trailer\n<< /Size ${old.size + 2} /Root ${old.root} 0 R ${old.info} ${old.id} ` +
    `/Prev ${old.startOfXref} >>\nstartxref\n${startOfXref}\n%%EOF\n`;
  // Every string above is ASCII: a letter is a byte.
  const from = pdf.length + text.indexOf(`<${contents}>`);
  const to = from + contents.length + 2;
  const length = pdf.length + text.length;
  const range = `0 ${from} ${to} ${length - to}`.padEnd(RANGE_BLANK.length);
  return { bytes: Buffer.concat([pdf, Buffer.from(text.replace(RANGE_BLANK, range), 'latin1')]), from, to };
};

/** Room for four offsets of ten digits, found again by its own letters. */
const RANGE_BLANK = '0 ########## ########## ##########';

type Structure = {
  readonly size: number;
  readonly root: number;
  readonly info: string;
  readonly id: string;
  readonly startOfXref: number;
  readonly firstPage: number;
  /** The text of an object that is a dictionary. */
  readonly objectOf: (number: number) => string;
};

const readStructure = (pdf: Buffer): Structure => {
  // latin1 keeps one letter per byte, so that places in the text are places in the file.
  const file = pdf.toString('latin1');
  const trailer = file.slice(file.lastIndexOf('trailer'));
  const startOfXref = Number(found(/startxref\s+(\d+)/, trailer));
  const table = file.slice(startOfXref, startOfXref + file.slice(startOfXref).indexOf('trailer'));
  const [, first, ...entries] = table.split(/\r?\n/);
  if (!first?.startsWith('0 ')) throw new Error('not a PDF of our typesetter: no plain cross-reference table');
  const objectOf = (number: number): string => {
    const start = Number(entries[number]?.slice(0, 10));
    const object = file.slice(start, file.indexOf('endobj', start));
    return found(/^\d+ 0 obj\s*(<<[\s\S]*>>)\s*$/, object);
  };
  const root = Number(found(/\/Root (\d+) 0 R/, trailer));
  const pages = Number(found(/\/Pages (\d+) 0 R/, objectOf(root)));
  return {
    size: Number(found(/\/Size (\d+)/, trailer)),
    root,
    info: found(/(\/Info \d+ 0 R)/, trailer),
    id: found(/(\/ID \[[^\]]*\])/, trailer),
    startOfXref,
    firstPage: firstLeaf(pages, objectOf),
    objectOf,
  };
};

/** The pages of a long document hang on a tree: the first child of the first child is the first page. */
const firstLeaf = (node: number, objectOf: Structure['objectOf']): number => {
  const body = objectOf(node);
  return /\/Type \/Pages\b/.test(body) ? firstLeaf(Number(found(/\/Kids \[\s*(\d+) 0 R/, body)), objectOf) : node;
};

const found = (pattern: RegExp, text: string): string => {
  const value = pattern.exec(text)?.[1];
  if (value === undefined) throw new Error(`not a PDF of our typesetter: nothing like ${pattern.source}`);
  return value;
};

const addEntry = (dictionary: string, entry: string): string => {
  const [name = ''] = entry.split(' ');
  if (new RegExp(`${name}\\b`).test(dictionary)) throw new Error(`not a PDF of our typesetter: it has ${name} already`);
  return `${dictionary.slice(0, dictionary.lastIndexOf('>>'))}${entry}\n>>`;
};

/** One subsection per run of numbers, twenty bytes per entry. */
const crossReferences = (offsets: ReadonlyMap<number, number>): string =>
  Array.from(offsets)
    .toSorted(([a], [b]) => a - b)
    .map(([number, offset]) => `${number} 1\n${String(offset).padStart(10, '0')} 00000 n\r\n`)
    .join('');

/** UTF-16 with its mark, in hexadecimal: the way of PDF strings that hold Japanese. */
const textString = (text: string): string =>
  `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`;

/** D:20251220100000Z */
const pdfDate = (atMs: number): string => `D:${new Date(atMs).toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
