import { getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

export type PdfPage = {
  /** One line per piece of text: where it begins in mm from the left and the top, and what it says. */
  readonly lines: readonly string[];
  readonly text: string;
};

export type ReadPdf = {
  readonly pages: readonly PdfPage[];
  readonly title: string;
  readonly fonts: readonly { readonly name: string; readonly embedded: boolean }[];
  /** What a screen reader is told of pictures: boxes, signatures, codes. */
  readonly alts: readonly string[];
};

/** Reads a PDF as a viewer does. */
export const readPdf = async (bytes: Uint8Array): Promise<ReadPdf> => {
  const loading = getDocument({ data: Uint8Array.from(bytes), verbosity: 0, useSystemFonts: false });
  const document = await loading.promise;
  try {
    const pages = await Promise.all(Array.from({ length: document.numPages }, (_, i) => document.getPage(i + 1)));
    const { info } = await document.getMetadata();
    return {
      pages: await Promise.all(pages.map(readPage)),
      title: 'Title' in info && typeof info.Title === 'string' ? info.Title : '',
      fonts: await fontsOf(pages),
      alts: await altsOf(document),
    };
  } finally {
    await loading.destroy();
  }
};

const MM = 25.4 / 72;
/** Justified text lies in the file in short runs; a wider gap than this is another column. */
const GAP_MM = 4;

type Piece = { readonly left: number; right: number; readonly top: number; text: string };

const readPage = async (page: PDFPageProxy): Promise<PdfPage> => {
  const content = await page.getTextContent();
  const height = page.view[3] ?? 0;
  const pieces: Piece[] = [];
  for (const item of content.items) {
    if (!('str' in item) || item.str === '' || (item.str.trim() === '' && item.width * MM > GAP_MM)) continue;
    const [x, y] = [Number(item.transform[4]), Number(item.transform[5])];
    const left = x * MM;
    const right = (x + item.width) * MM;
    const top = Math.round((height - y) * MM);
    const before = pieces.at(-1);
    if (before && before.top === top && left - before.right < GAP_MM && left >= before.left) {
      before.text += item.str;
      before.right = right;
    } else if (item.str.trim() !== '') pieces.push({ left, right, top, text: item.str });
  }
  return {
    lines: pieces.map(({ left, top, text }) => `${pad(left)} ${pad(top)} ${text.trimEnd()}`),
    text: pieces.map(({ text }) => text).join(''),
  };
};

const pad = (mm: number): string => String(Math.round(mm)).padStart(3);

const fontsOf = async (pages: readonly PDFPageProxy[]): Promise<ReadPdf['fonts']> => {
  const fonts = new Map<string, boolean>();
  for (const page of pages) {
    await page.getOperatorList();
    const { styles } = await page.getTextContent();
    for (const id of Object.keys(styles)) {
      // pdf.js types its store of loaded objects as any.
      const font = page.commonObjs.get(id) as { readonly name: string; readonly missingFile?: boolean };
      fonts.set(font.name.replace(/^[A-Z]{6}\+/, ''), font.missingFile !== true);
    }
  }
  return Array.from(fonts, ([name, embedded]) => ({ name, embedded })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
};

const altsOf = async (document: PDFDocumentProxy): Promise<readonly string[]> => {
  const alts: string[] = [];
  const walk = (node: object) => {
    // pdf.js gives the alternative text, but does not type it.
    if ('alt' in node && typeof node.alt === 'string') alts.push(node.alt);
    if (!('children' in node) || !Array.isArray(node.children)) return;
    for (const child of node.children as readonly object[]) walk(child);
  };
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const tree = await page.getStructTree();
    if (tree) walk(tree);
  }
  return alts;
};
