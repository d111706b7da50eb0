import { describe, expect, test } from 'vitest';
import { engagementWith, goodVisit } from '../../../test/fixtures/engagement.ts';
import { COMPANY, formFacts, PROGRAMME } from '../../../test/fixtures/forms.ts';
import { ACTIONS, BUSINESS_PLAN, KPI } from '../../../test/fixtures/growth.ts';
import { FULL_PLAN, planHandedIn, planWritten, reportHandedIn } from '../../../test/fixtures/written-cases.ts';
import { given } from '../../../test/support/given.ts';
import type { Engagement } from '../engagement/engagement.ts';
import { type PlanContents, type PlanRow, planVersions } from '../engagement/plan.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { TOTTORI_R6 } from '../programmes/tottori-r6.ts';
import { instantInJapan } from '../time/day.ts';
import { PAPERS } from './index.ts';
import { planProblems, rowProblems } from './plan-form.ts';
import type { PrintCell, PrintData, PrintSection } from './print-data.ts';

const CONTRACT = { from: '2025-09-01', to: '2026-01-31' };
const FACTS = { contract: CONTRACT, ruleSet: FUKUOKA_R7 };
const row = (number: number, change: Partial<PlanRow> = {}): PlanRow => ({
  number,
  month: 10,
  third: 'middle',
  content: '原価の計算',
  ...change,
});
const found = (...rows: readonly PlanRow[]) =>
  rowProblems(rows, FACTS).map(({ number, field, severity }) => [number, field, severity]);

describe('[L13.245] the table of visits is judged row by row', () => {
  test.each<[string, readonly PlanRow[], readonly (readonly [number, string, string])[]]>([
    ['five good rows', FULL_PLAN.rows, []],
    ['a month that was not chosen', [row(1, { month: null })], [[1, 'month', 'BLOCK']]],
    ['none of the three thirds', [row(1, { third: '' })], [[1, 'third', 'BLOCK']]],
    ['nothing to be done', [row(1, { content: '　' })], [[1, 'content', 'BLOCK']]],
    ['the month before the contract', [row(1, { month: 8, third: 'late' })], [[1, 'month', 'BLOCK']]],
    ['the month after the contract', [row(1, { month: 2, third: 'early' })], [[1, 'month', 'BLOCK']]],
    ['the first month and the last', [row(1, { month: 9, third: 'early' }), row(2, { month: 1, third: 'late' })], []],
    ['the turn of the year is no step back', [row(1, { month: 12 }), row(2, { month: 1 })], []],
    ['a visit before the one before it', [row(1, { month: 12 }), row(2, { month: 10 })], [[2, 'month', 'WARN']]],
    ['two visits in one third', [row(1), row(2)], []],
    ['a sixth visit', [row(6)], [[6, 'content', 'WARN']]],
  ])('%s', (_, rows, expected) => {
    expect(found(...rows)).toEqual(expected);
  });
  test('a third that ended before the contract began', () => {
    const late = { contract: { from: '2025-10-25', to: '2026-01-31' }, ruleSet: FUKUOKA_R7 };
    expect(rowProblems([row(1, { third: 'early' })], late)).toHaveLength(1);
    expect(rowProblems([row(1, { third: 'late' })], late)).toEqual([]);
  });
  test('a plan without any visit is not finished', () => {
    expect(planProblems({ ...FULL_PLAN, rows: [] }, FACTS).map(({ key }) => key)).toEqual(['rows']);
  });
});

const printed = (code: string, engagement: Engagement, subject = 'v1', programme = PROGRAMME): PrintData => {
  const data = PAPERS.get(code)?.print({ ...formFacts(goodVisit(), { engagement, programme }) }, subject);
  if (!data || 'refused' in data) throw new Error(`${code} cannot be printed`);
  return data;
};
const wordsOf = ({ label, value }: PrintCell): string => {
  if (value.kind === 'text') return `${label}：${value.text}`;
  if (value.kind === 'signature') return value.signer;
  const options = value.options.map((option) => `${option.checked ? '☑' : '☐'}${option.label}`).join('');
  return `${label}：${value.lead ?? ''}${options}${value.note ? `${value.note.label}${value.note.text}` : ''}`;
};
const linesOf = (sections: readonly PrintSection[]) =>
  sections.flatMap(({ heading, rows, columns }) => [
    heading,
    ...(columns ?? []).map(({ label }) => label),
    ...rows.flatMap((one) => one.map(wordsOf)),
  ]);
const fieldsOn = ({ head, sections, annex }: PrintData) =>
  [...head.people, ...[...sections, ...(annex?.sections ?? [])].flatMap(({ rows }) => rows.flat())].map(
    ({ field }) => field,
  );

test('[L13.247] 様式第2号 has the words of the paper form in its order', () => {
  const wish: PlanContents = { ...FULL_PLAN, actualFareWanted: true, nearestStop: 'うきは駅' };
  const versions = [
    { ...given(planVersions(planHandedIn.plan)[0]), contents: wish, atMs: instantInJapan('2025-09-03', '10:00') },
  ];
  const data = printed('plan', { ...planHandedIn, plan: { ...given(planHandedIn.plan), ...wish, versions } });
  expect([data.form.name, data.form.clause, data.form.title, data.head.madeOn, data.head.addressee]).toEqual([
    '様式第2号',
    '第3条関係',
    '経営革新計画伴走支援事業計画書',
    '令和7年9月3日作成',
    '福岡サンプル支援センター　理事長　殿',
  ]);
  expect(linesOf(data.sections)).toEqual([
    '1　支援企業名',
    '企業名：有限会社 みのり野製麺（サンプル）',
    '担当者氏名：川上 麻衣',
    '住所：福岡県うきは市麦生町1-2',
    '事業内容：米粉麺の製造と直売',
    '業種：食料品製造業',
    '2　課題・目標',
    `現状・問題点：${FULL_PLAN.situation}`,
    `課題・支援：${FULL_PLAN.issues}`,
    `支援成果目標：${FULL_PLAN.goal}`,
    `目標成果物：${FULL_PLAN.deliverable}`,
    '3　各回の支援計画',
    '回数',
    '支援予定日',
    '支援内容',
    ...['現状の聞き取りと工程の観察', '原価の計算', '値付けの見直し', '売り場での試行', '効果の確認と引継ぎ'].flatMap(
      (content, i) => [
        `${i + 1}回目：${i + 1}回目`,
        `${i + 1}回目の支援予定日：${
          [
            '9月　☐上旬☐中旬☑下旬',
            '10月　☐上旬☑中旬☐下旬',
            '11月　☑上旬☐中旬☐下旬',
            '12月　☑上旬☐中旬☐下旬',
            '1月　☐上旬☑中旬☐下旬',
          ][i]
        }`,
        `${i + 1}回目の支援内容：${content}`,
      ],
    ),
    '※旅費について、センター旅費規程による支払いを希望する場合は下記に記入してください。',
    '：☑経営革新計画伴走支援事業派遣専門家事務処理要領第5条第2項による旅費の支払いを希望します。（支援企業の所在地まで公共交通機関を利用する場合の最寄りの駅又はバス停：うきは駅）',
  ]);
  expect(new Set(fieldsOn(data))).toEqual(new Set(['FY-H', ...Array.from({ length: 15 }, (_, i) => `FY2-${i + 1}`)]));
});

test('[L13.247] 様式第4号 has the words of the paper form in its order, and on its 別紙 what it has no field for', () => {
  const data = printed('final-report', reportHandedIn);
  expect([data.form.name, data.form.title]).toEqual(['様式第4号', '経営革新計画伴走支援事業終了報告書']);
  expect(linesOf(data.sections).slice(6)).toEqual([
    '2　報告内容',
    '成果目標の達成度：達成度　4（おおむね達成した）\n粗利率は33.2％になり、目標の33％を超えた。',
    '支援内容の定着・自走の可能性：月末の原価表は、担当者だけで作れている。',
    '経営全般への効果：値引きの判断を、数字で話し合うようになった。',
    '今後取組みが必要と思われる経営課題：繁忙期の人の配置。',
    'その他：',
  ]);
  expect(linesOf(data.annex?.sections ?? [])).toContain('支援成果目標：粗利率を2ポイント上げる。');
  expect(fieldsOn(data)).toEqual([
    'FY-H',
    ...Array.from({ length: 10 }, (_, i) => `FY4-${i + 1}`),
    'FY2-8',
    'FK-10-2',
    'FK-10-2',
  ]);
});

test('[L13.247] a version is printed as it was handed in, then and now; what is written since is marked as a draft', () => {
  const { subjects } = given(PAPERS.get('plan'));
  expect([subjects(planWritten), subjects(planHandedIn), subjects({ ...planWritten, plan: null })]).toEqual([
    ['engagement-1'],
    ['v1'],
    [],
  ]);
  const before = printed('plan', planHandedIn);
  const edited = { ...planHandedIn, plan: { ...given(planHandedIn.plan), goal: '別の目標' } };
  expect(printed('plan', edited)).toEqual(before);
  const now = printed('plan', edited, 'engagement-1');
  expect([before.marks, now.marks, linesOf(now.sections)]).toEqual([
    ['サンプル'],
    ['サンプル', '下書き'],
    expect.arrayContaining(['支援成果目標：別の目標']),
  ]);
  const sentBack = { by: 'approver', atMs: instantInJapan('2025-09-05', '10:00'), operation: 'o', comments: [] };
  const versions = [{ ...given(planVersions(planHandedIn.plan)[0]), sentBack }];
  expect(printed('plan', { ...planHandedIn, plan: { ...given(planHandedIn.plan), versions } }).notes).toEqual([
    'この版は、令和7年9月5日に差し戻されました。',
  ]);
});

test('[L13.247] what is not written yet is left blank to write in', () => {
  const data = printed('plan', { ...engagementWith(goodVisit()), plan: null }, 'engagement-1');
  expect(data.head.madeOn).toBe('令和　　年　　月　　日作成');
  expect(linesOf(data.sections)).toContain('1回目の支援予定日：　月　☐上旬☐中旬☐下旬');
  expect(printed('final-report', engagementWith(goodVisit()), 'engagement-1').marks).toContain('下書き');
});

test('[L13.247] a programme without these forms has no such papers', () => {
  const programme = { ...PROGRAMME, ruleSets: [TOTTORI_R6] };
  for (const code of ['plan', 'final-report'])
    expect(PAPERS.get(code)?.print({ ...formFacts(), programme }, 'engagement-1')).toBeNull();
});

test('[L13.247] a paper made before the company moved names it as it was', () => {
  const company = {
    ...COMPANY,
    name: '新しい名前（サンプル）',
    changes: [{ from: '2025-12-01', reason: '商号変更', by: 'staff', atMs: 1, before: { ...COMPANY } }],
  };
  const facts = { ...formFacts(goodVisit(), { engagement: planHandedIn }), company };
  const data = PAPERS.get('plan')?.print(facts, 'v1');
  expect(data && !('refused' in data) && linesOf(data.sections)).toContain(`企業名：${COMPANY.name}`);
});

test('[L13.253] 経営計画, アクションプラン and ＫＰＩ are one plain paper, with every figure as it stands', () => {
  const engagement = {
    ...engagementWith(goodVisit()),
    businessPlan: BUSINESS_PLAN,
    actions: ACTIONS,
    kpis: { 'kpi-1': KPI },
  };
  const words = linesOf(printed('growth-plan', engagement, 'engagement-1').sections);
  expect(words).toEqual(
    expect.arrayContaining([
      '目指す姿：三年で、直売を売上の三割にする。',
      '何を：原価表を毎月作る\n9月分から',
      '状況：済み',
      'いつまでに：令和7年12月20日',
      '今の値：31％\n令和7年8月31日',
      '目標：36％\n令和8年8月31日まで',
      '実績：32.5％（令和7年10月31日）\n33.1％（令和7年11月30日）\n33.5％（令和7年12月18日）\n目標までの50％',
    ]),
  );
  const empty = { ...engagementWith(goodVisit()), businessPlan: BUSINESS_PLAN };
  expect(printed('growth-plan', empty, 'engagement-1').sections[3]?.rows).toHaveLength(1);
});
