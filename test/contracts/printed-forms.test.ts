import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPrinter } from '@banso/server/forms/printer.ts';
import { sampleStrokes } from '@banso/server/sample/sample-strokes.ts';
import type { LogLine } from '@banso/server/server.ts';
import { confirmationSlip } from '@banso/shared/forms/confirmation-slip.ts';
import type { FormFacts } from '@banso/shared/forms/form-facts.ts';
import type { VisitForm } from '@banso/shared/forms/index.ts';
import type { PrintData } from '@banso/shared/forms/print-data.ts';
import { slipToSign } from '@banso/shared/forms/slip-to-sign.ts';
import { visitReport } from '@banso/shared/forms/visit-report.ts';
import { blankVisit, type Visit, type VisitFields } from '@banso/shared/engagement/visit.ts';
import { instantInJapan } from '@banso/shared/time/day.ts';
import { afterAll, describe, expect, test } from 'vitest';
import type { Engagement } from '@banso/shared/engagement/engagement.ts';
import { TOTTORI_R6 } from '@banso/shared/programmes/tottori-r6.ts';
import { ANSWER, meetingOf, opinionOf, teamVisit, tottoriEngagement } from '../fixtures/tottori.ts';
import { APPROVER, confirmationOf, engagementWith, goodVisit } from '../fixtures/engagement.ts';
import { COMPANY, formFacts, PROGRAMME } from '../fixtures/forms.ts';
import { ENTERED } from '../fixtures/paper-cases.ts';
import { builtForms } from '../support/built-forms.ts';
import { golden, keepToLook } from '../support/golden.ts';
import { type ReadPdf, readPdf } from '../support/read-pdf.ts';

const PRINTED_MS = instantInJapan('2025-12-20', '10:00');
const log: LogLine[] = [];
const printer = openPrinter(builtForms, (line) => log.push(line));
afterAll(() => printer.close());

const signedAt = instantInJapan('2025-12-18', '16:20');

/** The facts of a visit that the company signed by hand. */
const signedFacts = (visit: Visit, change: Partial<FormFacts> = {}): FormFacts => {
  const confirmation = {
    ...confirmationOf(visit),
    manner: { by: 'strokes', strokes: sampleStrokes(3) } as const,
    reading: { wallMs: signedAt, monoMs: 0, page: 'page', offsetMs: null },
  };
  const engagement = { ...engagementWith(visit), confirmations: { [confirmation.id]: confirmation } };
  return formFacts(visit, { engagement, ...change });
};

/** The same, signed on a paper that came by post and that the desk entered. */
const enteredFacts = (visit: Visit): FormFacts => {
  const facts = signedFacts(visit);
  const [confirmation] = Object.values(facts.engagement.confirmations);
  if (!confirmation) throw new Error('nothing was confirmed');
  const entered = { ...confirmation, manner: ENTERED, paperProof: true, enteredBy: APPROVER };
  return { ...facts, engagement: { ...facts.engagement, confirmations: { [entered.id]: entered } } };
};

const handedIn = (fields: Partial<VisitFields> = {}): Visit =>
  goodVisit({
    status: 'submitted',
    submission: { by: 'expert', atMs: instantInJapan('2025-12-19', '09:00'), operation: 'o' },
    fields: {
      ...goodVisit().fields,
      content:
        '仕込み、ゆで、包装の三つの工程を順に見学し、作業ごとの時間と材料の量を聞き取った。「記録がない作業」は、次回までに担当者が書き留めることにした。',
      effect: 'どの工程に時間がかかっているかを、社長と担当者が同じ表で話せるようになった。',
      nextOn: '2026-01-15',
      nextFrom: '13:30',
      nextTo: '16:40',
      nextContent: '原価の見える化と価格の見直し',
      message: '次回は直売所で行います。',
      ...fields,
    },
  });

const SAID =
  '工程ごとの時間と材料の量を量り、原価の表を一緒に作った。担当者が自分で続けられるよう、記入の手順も決めた。';
/** Every field says more than its frame holds. */
const LONG = handedIn({
  content: SAID.repeat(20),
  effect: SAID.repeat(10),
  progress: 'changed',
  changeReason: SAID.repeat(6),
  nextContent: SAID.repeat(10),
  message: SAID.repeat(10),
});

const dataOf = (form: VisitForm, facts: FormFacts): PrintData => {
  const data = form(facts);
  if ('refused' in data) throw new Error(data.refused);
  return data;
};

const bytesOf = async (data: PrintData): Promise<Uint8Array> => {
  const printed = await printer.print(data, PRINTED_MS);
  if (!('pdf' in printed)) throw new Error(JSON.stringify(printed));
  return printed.pdf;
};

const print = async (form: VisitForm, facts: FormFacts, keptAs?: string): Promise<ReadPdf> => {
  const pdf = await bytesOf(dataOf(form, facts));
  if (keptAs !== undefined) keepToLook(keptAs, pdf);
  return readPdf(pdf);
};

const RARE = { ...COMPANY, name: '株式会社 髙﨑𠮷（サンプル）', contact: '𠮷野 﨑子' };

describe('[L18.40] the papers look as they were looked at', () => {
  const blank = blankVisit('visit-1');
  test.each([
    ['report-empty', visitReport, formFacts(blank, { engagement: engagementWith(blank, { signed: false }) }), 2],
    ['report-typical', visitReport, signedFacts(handedIn()), 2],
    ['slip-typical', confirmationSlip, signedFacts(handedIn()), 1],
    ['slip-entered-from-paper', confirmationSlip, enteredFacts(handedIn()), 1],
    [
      'slip-to-sign',
      slipToSign,
      formFacts(goodVisit(), { engagement: engagementWith(goodVisit(), { signed: false }) }),
      1,
    ],
    [
      'slip-to-sign-blank',
      slipToSign,
      formFacts({ ...blank, number: 3 }, { engagement: engagementWith(blank, { signed: false }) }),
      1,
    ],
    ['report-long', visitReport, signedFacts(LONG), 4],
    ['report-rare-kanji', visitReport, signedFacts(handedIn({ message: '髙﨑𠮷、槪、祐' }), { company: RARE }), 2],
  ] as const)('%s', async (name, form, facts, pageCount) => {
    const pdf = await print(form, facts, name);
    expect(pdf.pages).toHaveLength(pageCount);
    expect(pdf.fonts.filter(({ embedded }) => !embedded)).toEqual([]);
    await expect(golden(pdf)).toMatchFileSnapshot(`../fixtures/printed/${name}.txt`);
  });
});

describe('[L13.90] the record of a visit where no form is prescribed looks as it was looked at', () => {
  const blank = blankVisit('visit-1');
  const programme = { ...PROGRAMME, id: 'tottori', name: '自走化伴走支援事業（サンプル）', ruleSets: [TOTTORI_R6] };
  const change = { status: 'submitted', submission: { by: 'e', atMs: signedAt, operation: 'o' } } as const;
  const long = teamVisit({
    ...change,
    fields: { ...goodVisit().fields, content: '三年後の姿を話し合った。'.repeat(150) },
  });
  const full = teamVisit({
    ...change,
    fields: {
      ...handedIn().fields,
      content: '強みと困りごとを紙に書き出した。辻\u{E0100}様、𠮷田様と確かめた。',
      message: '',
    },
  });
  const around = {
    meetings: {
      'meeting-1': meetingOf(full.id),
      'meeting-2': meetingOf(full.id, {
        id: 'meeting-2',
        when: 'after',
        agreed: '売上をそろえる。\n社長の思いを先に聞く。',
      }),
    },
    opinions: {
      a: opinionOf({ id: 'a', visit: full.id, answers: [{ ...ANSWER, atMs: signedAt }] }),
      b: opinionOf({ id: 'b', said: '目標が多すぎると続かないと思います。' }),
    },
  };
  const factsOf = (visit: Visit, more: Partial<Engagement> = {}): FormFacts => {
    const facts = signedFacts(visit, { programme });
    return {
      ...facts,
      engagement: { ...tottoriEngagement(visit, more), confirmations: facts.engagement.confirmations },
    };
  };
  test.each([
    ['record-empty', formFacts(blank, { programme, engagement: tottoriEngagement(blank, { confirmations: {} }) }), 1],
    ['record-full', factsOf(full, around), 2],
    ['record-long', factsOf(long), 3],
  ] as const)('%s', async (name, facts, pageCount) => {
    const pdf = await print(visitReport, facts, name);
    expect(pdf.pages).toHaveLength(pageCount);
    await expect(golden(pdf)).toMatchFileSnapshot(`../fixtures/printed/${name}.txt`);
  });
});

describe('[L18.41] long text goes on over pages', () => {
  const SENTENCE =
    '第一工程では、粉の計量（一回あたり二十五キログラム）に「想定より」長い時間がかかっていた。原因は、袋の置き場所。';
  const content = SENTENCE.repeat(Math.ceil(10_000 / SENTENCE.length)).slice(0, 10_000);

  test('10,000 characters are all there, each continued page says what goes on, none begins with what may not begin a line', async () => {
    const pdf = await print(visitReport, signedFacts(handedIn({ content })));
    expect(pdf.pages.length).toBeGreaterThan(6);
    const all = pdf.pages.map(({ lines }) => lines);
    const written = all.flatMap((lines) => lines.filter((line) => LEFT_OF_FRAME.test(line)).map(wordsOf)).join('');
    expect(written.includes(content)).toBe(true);
    expect(all.map((lines) => lines.some((line) => line.includes('（続き）')))).toEqual(all.map((_, i) => i > 0));
    expect(all[1]?.some((line) => line.includes('「支援内容」の続き'))).toBe(true);
    const firstLetters = all.flatMap((lines) =>
      lines.filter((line) => LEFT_OF_FRAME.test(line)).map((line) => wordsOf(line).charAt(0)),
    );
    expect(firstLetters.filter((letter) => '、。」）'.includes(letter))).toEqual([]);
    expect(pdf.pages.map(({ text }, i) => text.includes(`${i + 1} / ${pdf.pages.length}`))).not.toContain(false);
  });

  test('an address without spaces stays within its frame', async () => {
    const address = `https://example.jp/${'a1b2c3d4'.repeat(40)}`;
    const pdf = await print(visitReport, signedFacts(handedIn({ content: address })));
    const pieces = pdf.pages[0]?.lines.filter((line) => /[a-d][1-4]/.test(line)) ?? [];
    expect(pieces.length).toBeGreaterThan(3);
  });
});

describe('[L18.42] names are printed as they are written', () => {
  test('rare kanji come from a second typeface', async () => {
    const pdf = await print(visitReport, signedFacts(handedIn({ message: '髙﨑𠮷、槪、祐' }), { company: RARE }));
    const text = pdf.pages.map((page) => page.text).join('');
    for (const name of ['株式会社 髙﨑𠮷（サンプル）', '𠮷野 﨑子', '髙﨑𠮷、槪、祐']) expect(text).toContain(name);
    expect(pdf.fonts).toEqual([
      { name: 'BIZUDGothic-Regular', embedded: true },
      { name: 'BIZUDMincho-Regular', embedded: true },
      { name: 'NotoSerifJP-Regular', embedded: true },
    ]);
  });

  test('what no typeface has is named, each once, and nothing is printed', async () => {
    const visit = handedIn({ content: '工場🏭で😀', effect: '😀ᚠ' });
    expect(await printer.print(dataOf(visitReport, formFacts(visit)), PRINTED_MS)).toEqual({
      missing: ['🏭', '😀', 'ᚠ'],
    });
    expect((await print(visitReport, formFacts(handedIn()))).pages).toHaveLength(2);
  });

  test('what somebody typed is text, never an instruction to the typesetter', async () => {
    const content = '#read("office-paper.typ") $x^2$ *太字* _斜体_ // 注 <label> @ref [角]';
    const pdf = await print(visitReport, formFacts(handedIn({ content })));
    expect(pdf.pages[0]?.text).toContain(content);
  });
});

describe('[L18.43] a paper is archivable and says what it is without eyes', () => {
  test('PDF/A-2a, title, alternative texts of boxes, signature and code', async () => {
    const data = dataOf(visitReport, signedFacts(handedIn()));
    const bytes = await bytesOf(data);
    const raw = Buffer.from(bytes).toString('latin1');
    expect(raw).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(raw).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    const { title, alts } = await readPdf(bytes);
    expect(title).toContain('様式第3号');
    expect(alts).toEqual(['選択あり', '選択なし', '手書きの署名（代表取締役　川上 正一）']);
  });

  test('the same data gives the same bytes', async () => {
    const data = dataOf(visitReport, signedFacts(handedIn()));
    expect(Buffer.from(await bytesOf(data)).equals(Buffer.from(await bytesOf(data)))).toBe(true);
  });

  test('a company’s word in another manner than by hand has its place too', async () => {
    const visit = handedIn();
    const confirmation = { ...confirmationOf(visit), manner: { by: 'typedName', code: '1234567' } } as const;
    const engagement = { ...engagementWith(visit), confirmations: { [confirmation.id]: confirmation } };
    const { pages, alts } = await print(confirmationSlip, formFacts(visit, { engagement }));
    expect(pages[0]?.text).toContain('お名前の入力と、登録された連絡先への確認コードによる確認');
    expect(alts).toEqual([]);
  });
});

test('[L18.44] only samples and drafts are marked across the page', async () => {
  const real = { ...PROGRAMME, sample: false, name: '経営革新計画伴走支援事業' };
  const company = { ...COMPANY, name: '有限会社 みのり野製麺' };
  const marked = await print(visitReport, signedFacts(goodVisit(), { company }));
  expect(marked.pages.every(({ text }) => /サンプル\s*下書き/.test(text))).toBe(true);
  const plain = await print(visitReport, signedFacts(handedIn(), { programme: real, company }));
  expect(plain.pages.some(({ text }) => text.includes('下書き'))).toBe(false);
});

test('[L18.45] a broken template is named in the log, and the printer goes on', async () => {
  const data = dataOf(visitReport, formFacts(handedIn()));
  const failed = await printer.print({ ...data, form: { ...data.form, code: 'no-such-form' } }, PRINTED_MS);
  expect(failed).toMatchObject({ failed: 'template' });
  expect(log.at(-1)).toMatchObject({ event: 'print_failed', reason: 'template' });
  expect('pdf' in (await printer.print(data, PRINTED_MS))).toBe(true);
});

describe('[L18.49] a printer that cannot print says so, and the caller goes on', () => {
  const printIn = async (prepare: (folder: string) => void) => {
    const folder = mkdtempSync(join(tmpdir(), 'banso-printer-'));
    prepare(folder);
    const elsewhere = openPrinter(folder, () => {});
    try {
      const data = dataOf(visitReport, formFacts(handedIn()));
      return [await elsewhere.print(data, PRINTED_MS), await elsewhere.print(data, PRINTED_MS)];
    } finally {
      await elsewhere.close();
      rmSync(folder, { recursive: true, force: true });
    }
  };

  test('where the compiler is not installed for this machine', async () => {
    const answers = await printIn((folder) => cpSync(builtForms, folder, { recursive: true }));
    expect(answers).toMatchObject([{ failed: 'no_compiler' }, { failed: 'no_compiler' }]);
  });

  test('when its thread ends, and the next paper starts another', async () => {
    const answers = await printIn((folder) => writeFileSync(join(folder, 'print-worker.js'), 'process.exit(1);'));
    expect(answers).toEqual([{ failed: 'down' }, { failed: 'down' }]);
  });
});

/** Pieces that begin at the left edge of the wide frame; an opening bracket hangs half a letter out of it. */
const LEFT_OF_FRAME = /^ 5[2-4] /;
const wordsOf = (line: string): string => line.slice(8);
