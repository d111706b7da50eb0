import { openPrinter } from '@banso/server/forms/printer.ts';
import { signPdf } from '@banso/server/forms/sign-pdf.ts';
import { detachedSigner, issueToOneself } from '@banso/server/seal/cades.ts';
import { sampleStrokes } from '@banso/server/sample/sample-strokes.ts';
import { PAPERS } from '@banso/shared/forms/index.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { confirmationOf, goodVisit } from '../fixtures/engagement.ts';
import { formFacts } from '../fixtures/forms.ts';
import { wholeEngagement } from '../fixtures/whole-engagement.ts';
import { builtForms } from '../support/built-forms.ts';
import { type PdfDictionary, type PdfObjects, readPdfObjects } from '../support/pdf-objects.ts';

const NOW_MS = Date.parse('2025-12-20T01:00:00Z');
const printer = openPrinter(builtForms, () => {});
let sign: (pdf: Uint8Array) => Promise<Uint8Array>;
beforeAll(async () => {
  const key = await issueToOneself('サンプル', NOW_MS);
  const signer = {
    name: 'サンプル（自己発行）',
    selfIssued: true,
    validTo: new Date(NOW_MS),
    fingerprint: '',
    mostBytes: 3_200,
    sign: detachedSigner(key),
  };
  sign = (pdf) => signPdf(pdf, signer, { reason: '記録のとおり', signedAtMs: NOW_MS });
});
afterAll(() => printer.close());

/** Every paper there is, of an engagement whose visit the company signed. */
const printed = async (form: string): Promise<Uint8Array> => {
  const visit = goodVisit();
  const manner = { by: 'strokes', strokes: sampleStrokes(3) } as const;
  const confirmation = { ...confirmationOf(visit), manner };
  const engagement = { ...wholeEngagement(visit), confirmations: { [confirmation.id]: confirmation } };
  const [subject = ''] = PAPERS.get(form)?.subjects(engagement) ?? [];
  const data = PAPERS.get(form)?.print(formFacts(visit, { engagement }), subject);
  if (!data || 'refused' in data) throw new Error(`${form} cannot be printed`);
  const paper = await printer.print(data, NOW_MS);
  if (!('pdf' in paper)) throw new Error(JSON.stringify(paper));
  return paper.pdf;
};

describe.each([...PAPERS.keys()])('[L10.93] %s keeps what PDF/A-2a asks of its structure', (form) => {
  test.each(['as it is printed', 'after it is signed'])('%s', async (when) => {
    const plain = await printed(form);
    const pdf = when === 'as it is printed' ? plain : await sign(plain);
    const objects = await readPdfObjects(pdf);
    const { trailer, follow, list } = objects;
    const root = follow(trailer['/Root']);
    expect(objects.complaints).toBe('');

    // ISO 19005-2, 6.6.4: the claim, in metadata that every program can read.
    const raw = Buffer.from(pdf).toString('latin1');
    expect(raw).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(raw).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    expect(follow(root['/Metadata'])).not.toHaveProperty('/Filter');
    // 6.2.3: one output intent with an embedded profile.
    const [intent, ...others] = list(root['/OutputIntents']).map(follow);
    expect(intent).toMatchObject({ '/S': '/GTS_PDFA1' });
    expect(follow(intent?.['/DestOutputProfile'])).toHaveProperty('/N');
    expect(others).toEqual([]);
    // 6.1.3: an identifier, and no encryption.
    expect(list(trailer['/ID'])).toHaveLength(2);
    expect(trailer).not.toHaveProperty('/Encrypt');
    // 6.7: a structure tree, its language, and marked content.
    expect(follow(root['/MarkInfo'])).toMatchObject({ '/Marked': true });
    expect(follow(root['/StructTreeRoot'])).toMatchObject({ '/Type': '/StructTreeRoot' });
    expect(String(root['/Lang'])).toMatch(/^u:ja/);
    expectEmbeddedFonts(objects);
    expectNothingActive(objects);
    expectPlainAnnotations(objects, when === 'after it is signed' ? 1 : 0);
  });
});

/** 6.2.11: every typeface is inside, and every letter of it leads to a character. */
const expectEmbeddedFonts = ({ dictionaries, follow }: PdfObjects): void => {
  const descriptors = dictionaries.filter((one) => one['/Type'] === '/FontDescriptor');
  expect(descriptors.length).toBeGreaterThan(0);
  for (const one of descriptors) expect(Object.keys(one).some((key) => /^\/FontFile[23]?$/.test(key))).toBe(true);
  const fonts = dictionaries.filter((one) => one['/Type'] === '/Font' && one['/Subtype'] === '/Type0');
  for (const one of fonts) expect(follow(one['/ToUnicode'])).toHaveProperty('/Length');
};

/** 6.5, 6.6.1, 6.8, 6.1.7: no scripts, actions, films, attachments, references to elsewhere, or compression that is not allowed. */
const expectNothingActive = ({ dictionaries }: PdfObjects): void => {
  const forbidden = [
    '/JS',
    '/JavaScript',
    '/AA',
    '/OpenAction',
    '/EmbeddedFiles',
    '/EF',
    '/XFA',
    '/RichMedia',
    '/OPI',
    '/Ref',
  ];
  for (const one of dictionaries) for (const key of forbidden) expect(one).not.toHaveProperty(key);
  expect(JSON.stringify(dictionaries)).not.toMatch(
    /"\/(LZWDecode|Crypt|Launch|Sound|Movie|ResetForm|ImportData|JavaScript)"/,
  );
  expect(
    dictionaries.filter((one) => one['/F'] !== undefined && one['/Type'] !== '/Annot' && '/Length' in one),
  ).toEqual([]);
};

/** 6.3: an annotation is printed, never hidden; one without width and height needs no picture of itself. */
const expectPlainAnnotations = ({ dictionaries }: PdfObjects, signatures: number): void => {
  const annotations = dictionaries.filter((one: PdfDictionary) => one['/Type'] === '/Annot');
  const widgets = annotations.filter((one) => one['/Subtype'] === '/Widget');
  expect(widgets).toHaveLength(signatures);
  for (const one of annotations) expect(Number(one['/F']) & 0b100111).toBe(0b100);
  for (const one of widgets) expect(one['/Rect']).toEqual([0, 0, 0, 0]);
};
