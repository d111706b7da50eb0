import { openPrinter } from '@banso/server/forms/printer.ts';
import { sampleStrokes } from '@banso/server/sample/sample-strokes.ts';
import type { Engagement } from '@banso/shared/engagement/engagement.ts';
import type { EngagementInvoice } from '@banso/shared/engagement/engagement-invoice.ts';
import type { PaperFacts } from '@banso/shared/forms/form-facts.ts';
import { invoicePaper } from '@banso/shared/forms/invoice-paper.ts';
import type { PrintData } from '@banso/shared/forms/print-data.ts';
import { instantInJapan } from '@banso/shared/time/day.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { closingConfirmationOf, fiveVisits, invoiceOf, ISSUER, tripOf, withInvoices } from '../fixtures/claim-cases.ts';
import { signedAnew, withFields } from '../fixtures/claim-steps.ts';
import { APPROVER } from '../fixtures/engagement.ts';
import { COMPANY, formFacts } from '../fixtures/forms.ts';
import { visitFactsOf } from '../fixtures/settlement.ts';
import { builtForms } from '../support/built-forms.ts';
import { golden, keepToLook } from '../support/golden.ts';
import { type ReadPdf, readPdf } from '../support/read-pdf.ts';

const printer = openPrinter(builtForms, () => undefined);
afterAll(() => printer.close());

const factsOf = (engagement: Engagement, change: Partial<PaperFacts> = {}): PaperFacts => {
  const { visit: _, ...facts } = formFacts();
  return { ...facts, engagement, ...change };
};

/** Signed by hand at the end. */
const signed = (engagement: Engagement): Engagement => ({
  ...engagement,
  closingConfirmations: {
    'closing-1': closingConfirmationOf(engagement, { manner: { by: 'strokes', strokes: sampleStrokes(3) } }),
  },
});

const five = fiveVisits();
/** Visits 2 and 4 by train, as the office agreed; visit 5 online. */
const mixed = (): Engagement => {
  const ruling = { accepted: true, reason: '', reading: 'either', by: APPROVER, atMs: 2 } as const;
  const online = withFields(five, 'visit-5', { mode: 'online' });
  return { ...online, trips: { 'visit-2': tripOf('visit-2', { ruling }), 'visit-4': tripOf('visit-4', { ruling }) } };
};
const invoiced = (engagement: Engagement, change: Partial<EngagementInvoice> = {}): Engagement =>
  withInvoices(engagement, { ...invoiceOf(signedAnew(engagement)), ...change });

const dataOf = (engagement: Engagement, subject = 'invoice-1', change: Partial<PaperFacts> = {}): PrintData => {
  const data = invoicePaper.print(factsOf(engagement, change), subject);
  if (!data || 'refused' in data) throw new Error(data?.refused ?? 'nothing');
  return data;
};

const print = async (name: string, data: PrintData): Promise<ReadPdf> => {
  const printed = await printer.print(data, instantInJapan('2026-01-10', '10:00'));
  if (!('pdf' in printed)) throw new Error(JSON.stringify(printed));
  keepToLook(name, printed.pdf);
  return readPdf(printed.pdf);
};

/** Every visit says all that a gist may, in a place with a long name. */
const long = (): Engagement =>
  Object.keys(five.visits).reduce(
    (before, visit) =>
      withFields(before, visit, {
        gist: '工程ごとの時間と材料の量を量り、原価の表を一緒に作った。'.repeat(4).slice(0, 100),
        place: '福岡県うきは市麦生町の本社工場と直売所、ならびに隣の倉庫（サンプル）',
      }),
    five,
  );

const RARE = {
  ...COMPANY,
  name: '株式会社 髙﨑𠮷（サンプル）',
  representative: { title: '代表取締役', name: '𠮷野 﨑子' },
};
const UNREGISTERED = { ...ISSUER, registration: null };

const reissued = (engagement: Engagement, issuer: EngagementInvoice['issuer']): EngagementInvoice => {
  const before = invoiceOf(engagement);
  const groups = before.invoice.groups.map((group) => ({ ...group, qualified: false, number: null, taxShown: false }));
  return { ...before, issuer, invoice: { ...before.invoice, groups } };
};

describe('[L13.279] 様式第5号 looks as it was looked at beside the official form', () => {
  const blank = { ...five, visits: {}, confirmations: {} };
  const six = visitFactsOf(
    [1, 2, 3, 4, 5, 6].map((number) => ({
      number,
      on: `2025-10-0${number}`,
      ...(number === 3 ? { to: '15:59' } : {}),
    })),
  )[0]?.engagement;
  test.each([
    ['invoice-empty', () => dataOf(blank, 'engagement-1'), 1],
    ['invoice-typical', () => dataOf(signed(invoiced(mixed()))), 1],
    ['invoice-overflowing', () => dataOf(signed(invoiced(long()))), 2],
    [
      'invoice-rare-kanji',
      () =>
        dataOf(signed(invoiced(withFields(five, 'visit-1', { gist: '髙﨑𠮷、槪、祐' }))), 'invoice-1', {
          company: RARE,
        }),
      1,
    ],
    ['invoice-not-registered', () => dataOf(withInvoices(five, reissued(five, UNREGISTERED))), 1],
    ['invoice-one-not-claimed', () => dataOf(signed(invoiced(six ?? five))), 2],
  ] as const)('%s', async (name, data, pageCount) => {
    const pdf = await print(name, data());
    expect(pdf.pages).toHaveLength(pageCount);
    expect(pdf.fonts.filter(({ embedded }) => !embedded)).toEqual([]);
    await expect(golden(pdf)).toMatchFileSnapshot(`../fixtures/printed/${name}.txt`);
  });
});

describe('[L13.430] the company’s word stands on the page of all that it is about', () => {
  const pageOf = (pdf: ReadPdf, words: string): number => pdf.pages.findIndex(({ text }) => text.includes(words));
  test('the rows of a claim with visits beside it, and rows with much in them, go to the page of the signature', async () => {
    const six = visitFactsOf(
      [1, 2, 3, 4, 5, 6].map((number) => ({
        number,
        on: `2025-10-0${number}`,
        ...(number === 3 ? { to: '15:59' } : {}),
      })),
    )[0]?.engagement;
    for (const engagement of [six ?? five, long()]) {
      const pdf = await print('invoice-kept-together', dataOf(signed(invoiced(engagement))));
      const signedOn = pageOf(pdf, '上記の指導を受けました');
      expect([pageOf(pdf, '3 実施内容等'), pageOf(pdf, '代表取締役')]).toEqual([signedOn, signedOn]);
    }
  });
  test('rows that fill more than a page leave the last of them with the signature', async () => {
    const many = long();
    const data = dataOf(signed(invoiced(many)));
    const tripled = data.sections.map((section) =>
      section.columns ? { ...section, rows: [...section.rows, ...section.rows, ...section.rows] } : section,
    );
    const pdf = await print('invoice-more-than-a-page', { ...data, sections: tripled });
    const ofRows = pdf.pages.filter(({ text }) => text.includes('支援場所'));
    expect(ofRows.length).toBeGreaterThan(1);
    const last = pdf.pages.at(-1)?.text ?? '';
    expect(last).toContain('上記の指導を受けました');
    expect(last.indexOf('令和7年12月20日')).toBeLessThan(last.indexOf('上記の指導を受けました'));
    expect(last).toContain('令和7年12月20日');
  });
  test('a row without a visit is as high as one with a visit', async () => {
    const four = invoiced({ ...five, visits: Object.fromEntries(Object.entries(five.visits).slice(0, 4)) });
    const [page] = (await print('invoice-four', dataOf(four))).pages;
    const tops = (page?.lines ?? [])
      .filter((line) => line.includes('13時00分'))
      .map((line) => Number(line.slice(3, 7)));
    const closing = Number(page?.lines.find((line) => line.includes('上記の指導を受けました'))?.slice(3, 7));
    const steps = tops.slice(1).map((top, i) => top - (tops[i] ?? 0));
    // Last line of the fourth row, one whole row without a visit, the space above the heading.
    expect(closing - (tops.at(-1) ?? 0)).toBeLessThanOrEqual(Math.max(...steps) + 10);
  });
  test('[L13.431] the label of the seal is not broken', async () => {
    const [page] = (await print('invoice-labels', dataOf(invoiced(five)))).pages;
    const seals = page?.lines
      .map((line) => line.slice(8).trim())
      .filter((line) => line.startsWith('（署名又は記名押印）'));
    // The expert's and the company's.
    expect(seals).toHaveLength(2);
  });
  test('the blank form has the words of the official one in its rows', () => {
    const rows = dataOf({ ...five, visits: {}, confirmations: {} }, 'engagement-1').sections.find(
      ({ columns }) => columns,
    )?.rows;
    expect(rows?.map(([when]) => when?.value)).toEqual(
      Array.from({ length: 5 }, () => ({
        kind: 'text',
        text: '令和　　年　　月　　日\n　時　　分～　時　　分',
      })),
    );
  });
});

test('[L13.279] the slip of the form is printed until its correction was agreed (X-04)', () => {
  const { programme } = formFacts();
  const ruleSets = programme.ruleSets.map((one) => ({
    ...one,
    printing: { ...one.printing, corrected: ['X-04' as const] },
  }));
  const sentence = (change: Partial<PaperFacts>) => dataOf(invoiced(five), 'invoice-1', change).head.sentence;
  expect(sentence({})).toContain('付けて契約');
  expect(sentence({ programme: { ...programme, ruleSets } })).toContain('付けで契約');
});

describe('[L13.277] the paper of an invoice whose visits changed is another paper, and says so', () => {
  const code = (engagement: Engagement) => dataOf(engagement).foot.verification.code;
  const issued = invoiced(five);
  test('what it does not print changes nothing', () => {
    expect(code(withFields(issued, 'visit-2', { effect: '別の効果' }))).toBe(code(issued));
    expect(dataOf(issued).notes).toEqual([]);
  });
  test('a changed row, a correction and a paper taken back', () => {
    const changed = withFields(issued, 'visit-2', { gist: '別の要旨' });
    expect(code(changed)).not.toBe(code(issued));
    expect(dataOf(changed).notes[0]).toContain('訪問の内容が変わりました');
    const { number } = invoiceOf(five);
    const next = { ...invoiceOf(five), id: 'invoice-2', number: `${number.slice(0, -1)}2` };
    const corrected = withInvoices(five, invoiceOf(five), { ...next, replaces: { number, what: '第3回の終了時刻' } });
    expect(dataOf(corrected).notes[0]).toContain(next.number);
    expect(JSON.stringify(dataOf(corrected, 'invoice-2').sections)).toContain(`請求書 ${number} を訂正したもの`);
    const voided = { reason: '日付の誤り', by: 'e', atMs: 1 };
    expect(dataOf(invoiced(five, { voided })).notes[0]).toContain('取り消しました');
  });
});
