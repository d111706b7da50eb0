import { sampleStrokes } from '@banso/server/sample/sample-strokes.ts';
import { COPY_WORDS, writeWordCopy } from '@banso/server/forms/word-copy.ts';
import { confirmationSlip } from '@banso/shared/forms/confirmation-slip.ts';
import type { VisitForm } from '@banso/shared/forms/index.ts';
import type { PrintCell, PrintData } from '@banso/shared/forms/print-data.ts';
import { visitReport } from '@banso/shared/forms/visit-report.ts';
import type { VisitFields } from '@banso/shared/engagement/visit.ts';
import { instantInJapan } from '@banso/shared/time/day.ts';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { confirmationOf, engagementWith, goodVisit } from '../fixtures/engagement.ts';
import { formFacts, PROGRAMME } from '../fixtures/forms.ts';
import { readZip } from '../support/read-zip.ts';

const dataOf = (form: VisitForm, fields: Partial<VisitFields> = {}, sample = true): PrintData => {
  const visit = goodVisit({
    status: 'submitted',
    submission: { by: 'expert', atMs: instantInJapan('2025-12-19', '09:00'), operation: 'o' },
    fields: { ...goodVisit().fields, ...fields },
  });
  const confirmation = {
    ...confirmationOf(visit),
    manner: { by: 'strokes', strokes: sampleStrokes(3) } as const,
  };
  const engagement = { ...engagementWith(visit), confirmations: { [confirmation.id]: confirmation } };
  const data = form(formFacts(visit, { engagement, programme: { ...PROGRAMME, sample } }));
  if ('refused' in data) throw new Error(data.refused);
  return data;
};

const copyOf = async (data: PrintData) => {
  const files = readZip(await writeWordCopy(data));
  return {
    files,
    body: wordsOf(files.text('word/document.xml')),
    header: files.text('word/header1.xml'),
    footer: files.text('word/footer1.xml'),
  };
};

/** Every paragraph with words in it, in order. */
const wordsOf = (xml: string): readonly string[] =>
  xml
    .split('</w:p>')
    .map((paragraph) =>
      Array.from(
        paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:sym [^>]*w:char="([0-9A-F]+)"/g),
        ([, words, symbol]) =>
          symbol === undefined ? plain(words ?? '') : String.fromCodePoint(Number.parseInt(symbol, 16)),
      ).join(''),
    )
    .filter((words) => words !== '');

const plain = (words: string): string =>
  words
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

/** What the PDF prints of a cell, line by line. */
const printedLines = ({ label, value }: PrintCell): readonly string[] => {
  if (value.kind === 'text') return [label, ...value.text.split('\n')];
  if (value.kind === 'signature') return [label, value.sentence, value.signer, value.manner, ...value.details];
  const options = value.options.map(({ label: option, checked }) => `${checked ? '☑' : '☐'} ${option}`).join('　');
  return [label, options, `${value.note?.label ?? ''}${value.note?.text ?? ''}`];
};

describe('[L18.60] a paper can be had as a Word document to edit, with the same words in the same order', () => {
  test.each([
    ['様式第3号', visitReport],
    ['訪問確認書', confirmationSlip],
  ])('%s', async (_name, form) => {
    const data = dataOf(form, { progress: 'changed', changeReason: '機械が止まったため', content: '一行目\n二行目' });
    const { body } = await copyOf(data);
    const sections = [...data.sections, ...(data.annex?.sections ?? [])];
    expect(body.filter((words) => words === data.annex?.title)).toHaveLength(data.annex ? 1 : 0);
    expect(
      body.filter((words) => words !== data.annex?.title).slice(-sectionWords(sections).length - data.notes.length),
    ).toEqual([...sectionWords(sections), ...data.notes]);
    for (const words of [data.form.title, data.head.addressee, data.head.madeOn]) expect(body).toContain(words);
  });

  test('every page says that it is no evidence, which form and rules it rests on, and which page of how many it is', async () => {
    const data = dataOf(visitReport);
    const { header, footer, files } = await copyOf(data);
    expect(wordsOf(header).join('\n')).toContain(`サンプル　${COPY_WORDS}`);
    expect(header).toContain('string="サンプル"');
    const feet = wordsOf(footer).join('\n');
    for (const words of [data.form.version, data.foot.programme, data.foot.ruleSet, data.foot.verification.code])
      expect(feet).toContain(words);
    expect(footer).toMatch(/PAGE[\s\S]*NUMPAGES/);
    expect(files.text('word/_rels/footer1.xml.rels')).toContain(`Target="${data.foot.verification.url}"`);
  });

  test('only samples and drafts are marked', async () => {
    const { header } = await copyOf(dataOf(visitReport, {}, false));
    expect(header).not.toContain('textpath');
    expect(wordsOf(header)[0]).toBe(COPY_WORDS);
  });

  test('the signature is a picture with words for those who do not see it, the boxes can be ticked', async () => {
    const { files } = await copyOf(dataOf(visitReport));
    const document = files.text('word/document.xml');
    expect(document).toContain('descr="手書きの署名（代表取締役　川上 正一）"');
    expect(document.match(/<w14:checked w14:val="(1|true)"\/>/g)).toHaveLength(1);
    expect(document.match(/<w14:checkbox>/g)).toHaveLength(2);
    const [picture] = files.names.filter((name) => name.startsWith('word/media/'));
    const { data, info } = await sharp(files.bytes(picture ?? ''))
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(info.width / info.height).toBeCloseTo(2.5, 1);
    const inked = data.filter((shade) => shade < 128).length / data.length;
    expect(inked).toBeGreaterThan(0.005);
    expect(inked).toBeLessThan(0.2);
  });

  test('what no typeface of the PDF has is written all the same, and nothing that somebody typed is markup', async () => {
    const { body } = await copyOf(dataOf(visitReport, { content: '工場🏭の𠮷田</w:t><w:br/>&amp;\uFFFF' }));
    expect(body).toContain('工場🏭の𠮷田</w:t><w:br/>&amp;');
  });
});

const sectionWords = (sections: PrintData['sections']): readonly string[] =>
  sections
    .flatMap(({ heading, rows }) => [heading, ...rows.flatMap((row) => row.flatMap(printedLines))])
    .filter((words) => words !== '');
