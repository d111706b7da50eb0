import { openPrinter } from '@banso/server/forms/printer.ts';
import type { Company } from '@banso/shared/company/company.ts';
import { EMPTY_ENGAGEMENT, type Engagement } from '@banso/shared/engagement/engagement.ts';
import type { FinalReportValues } from '@banso/shared/engagement/final-report.ts';
import type { HandedIn } from '@banso/shared/engagement/handed-in.ts';
import type { PlanContents } from '@banso/shared/engagement/plan.ts';
import { PAPERS } from '@banso/shared/forms/index.ts';
import { TOTTORI_R6 } from '@banso/shared/programmes/tottori-r6.ts';
import { instantInJapan } from '@banso/shared/time/day.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { engagementWith, EXPERT, goodVisit } from '../fixtures/engagement.ts';
import { COMPANY, formFacts, PROGRAMME } from '../fixtures/forms.ts';
import { ACTIONS, BUSINESS_PLAN, KPI } from '../fixtures/growth.ts';
import { FULL_PLAN, FULL_REPORT } from '../fixtures/written-cases.ts';
import { builtForms } from '../support/built-forms.ts';
import { given } from '../support/given.ts';
import { golden, keepToLook } from '../support/golden.ts';
import { type ReadPdf, readPdf } from '../support/read-pdf.ts';

const PRINTED_MS = instantInJapan('2026-01-26', '10:00');
const printer = openPrinter(builtForms, () => {});
afterAll(() => printer.close());

const RARE: Company = { ...COMPANY, name: '株式会社 髙﨑𠮷（サンプル）', contact: '𠮷野 﨑子' };
const SENTENCE = '作業の時間と材料の量を、担当者が自分で記録し、月に一度、社長と表を見て話し合う。';

const versionOf = <Contents>(contents: Contents, on: string): HandedIn<Contents> => ({
  number: 1,
  contents,
  by: EXPERT,
  atMs: instantInJapan(on, '17:00'),
  operation: 'o',
  sentBack: null,
  approval: null,
});
const { core } = engagementWith(goodVisit());
const bare: Engagement = { ...EMPTY_ENGAGEMENT, core };
const withPlan = (contents: PlanContents): Engagement => {
  const version = versionOf(contents, '2025-09-03');
  const plan = { ...contents, submittedAtMs: version.atMs, submittedBy: EXPERT, conflicts: [], versions: [version] };
  return { ...bare, plan };
};
const withReport = (contents: FinalReportValues): Engagement => ({
  ...withPlan(FULL_PLAN),
  closing: { values: contents, conflicts: [], versions: [versionOf(contents, '2026-01-25')] },
});
const withGrowth: Engagement = { ...bare, businessPlan: BUSINESS_PLAN, actions: ACTIONS, kpis: { 'kpi-1': KPI } };
const tottori = { ...PROGRAMME, name: '自走化伴走支援事業（サンプル）', ruleSets: [TOTTORI_R6] };

const LONG_PLAN: PlanContents = {
  ...FULL_PLAN,
  situation: SENTENCE.repeat(24),
  issues: SENTENCE.repeat(12),
  rows: FULL_PLAN.rows.map((row) => ({ ...row, content: SENTENCE.repeat(4) })),
  actualFareWanted: true,
  nearestStop: 'ＪＲ久大本線 うきは駅（駅から徒歩12分）、または西鉄バス「麦生」',
};
const LONG_REPORT: FinalReportValues = { ...FULL_REPORT, settling: SENTENCE.repeat(30), effect: SENTENCE.repeat(20) };

const print = async (
  name: string,
  code: string,
  subject: string,
  engagement: Engagement,
  change: Parameters<typeof formFacts>[1] = {},
): Promise<ReadPdf> => {
  const data = given(PAPERS.get(code)).print({ ...formFacts(goodVisit(), { engagement, ...change }) }, subject);
  if (!data || 'refused' in data) throw new Error(`${code} cannot be printed`);
  const printed = await printer.print(data, PRINTED_MS);
  if (!('pdf' in printed)) throw new Error(JSON.stringify(printed));
  keepToLook(name, printed.pdf);
  return readPdf(printed.pdf);
};

const NOW = 'engagement-1';

describe('[L13.247] 様式第2号, 様式第4号 and what is planned look as they were looked at', () => {
  test.each([
    ['plan-empty', 'plan', NOW, bare, {}, 1],
    ['plan-typical', 'plan', 'v1', withPlan(FULL_PLAN), {}, 1],
    ['plan-long', 'plan', 'v1', withPlan(LONG_PLAN), {}, 3],
    [
      'plan-rare-kanji',
      'plan',
      'v1',
      withPlan({ ...FULL_PLAN, situation: '髙﨑𠮷様、辻\u{E0100}様からの聞き取りによる。槪、祐。' }),
      { company: RARE },
      1,
    ],
    ['final-report-empty', 'final-report', NOW, bare, {}, 2],
    ['final-report-typical', 'final-report', 'v1', withReport(FULL_REPORT), {}, 2],
    ['final-report-long', 'final-report', 'v1', withReport(LONG_REPORT), {}, 3],
    [
      'final-report-rare-kanji',
      'final-report',
      'v1',
      withReport({ ...FULL_REPORT, other: '髙﨑𠮷、槪、祐' }),
      { company: RARE },
      2,
    ],
    ['growth-empty', 'growth-plan', NOW, bare, { programme: tottori }, 1],
    ['growth-full', 'growth-plan', NOW, withGrowth, { programme: tottori }, 1],
  ] as const)('%s', async (name, code, subject, engagement, change, pageCount) => {
    const pdf = await print(name, code, subject, engagement, change);
    expect(pdf.pages).toHaveLength(pageCount);
    expect(pdf.fonts.filter(({ embedded }) => !embedded)).toEqual([]);
    await expect(golden(pdf)).toMatchFileSnapshot(`../fixtures/printed/${name}.txt`);
  });

  test('long text is all there, and a continued page says what goes on', async () => {
    const pdf = await print('plan-long', 'plan', 'v1', withPlan(LONG_PLAN));
    const all = pdf.pages.map(({ text }) => text).join('');
    expect(all.split('月に一度、社長と表を').length - 1).toBeGreaterThan(40);
    expect(pdf.pages[1]?.text).toContain('（続き）');
  });
});

describe('[L13.431] a label of the official form stands on one line, or breaks where that form does', () => {
  const wordsOf = ({ pages }: ReadPdf): readonly string[] =>
    pages.flatMap(({ lines }) => lines.map((line) => line.slice(8)));
  test('様式第4号', async () => {
    expect(wordsOf(await print('labels-of-report', 'final-report', NOW, withReport(LONG_REPORT)))).toEqual(
      expect.arrayContaining([
        '成果目標の達成度',
        '支援内容の定着',
        '・自走の可能性',
        '経営全般への効果',
        '今後取組みが必要と',
        '思われる経営課題',
      ]),
    );
  });
  test('様式第2号: the sentence that is ticked ends on its line', async () => {
    const words = wordsOf(await print('sentence-of-plan', 'plan', NOW, bare));
    expect(words.filter((line) => line.endsWith('旅費の支払いを希望します。'))).toHaveLength(1);
  });
  test('the head of a continued page names the whole frame on one line', async () => {
    const long = withReport(LONG_REPORT);
    const pdf = await print('head-of-report', 'final-report', NOW, long);
    expect(given(pdf.pages[1]).lines.slice(0, 4).join('\n')).toMatch(/「支援内容の定着・自走の可能性」の続き$/m);
  });
});
