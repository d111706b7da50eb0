import {
  type ActionItem,
  actionStateWords,
  inOrder,
  type Kpi,
  kpiProgress,
  measurementsOf,
} from '../engagement/growth.ts';
import type { RuleSetForm } from '../rules/rule-set.ts';
import { type Day } from '../time/day.ts';
import { eraDate } from '../time/wareki.ts';
import { blankForm, cellOf } from './definition.ts';
import { figureWords } from './figure-words.ts';
import { finishPaper, type PaperFacts, ruleSetOfPaper } from './form-facts.ts';
import { BUSINESS_PLAN_FORM } from './growth-forms.ts';
import { type PrintCell, type PrintData, type PrintRefusal, type PrintSection, textCell } from './print-data.ts';
import { companySection } from './visit-report-parts.ts';

const ID = 'T-4-1-エ-ア';

/** No form is prescribed for it; the title says what the specification asks for. */
const FORM: RuleSetForm = {
  name: '経営計画',
  clause: '経営計画・アクションプラン・ＫＰＩ',
  version: '1',
  title: '経営計画・アクションプラン・ＫＰＩ',
  officialTitle: '経営計画・アクションプラン・ＫＰＩ',
  source: '業務仕様書4(1)(エ)ア・6(1)(イ)',
};

/**
 * 経営計画, アクションプラン and ＫＰＩ as one plain paper: the three artefacts of a case, as they are now. Null for another subject than
 * the engagement itself. Source: 業務仕様書 4(1)(エ)ア, 6(1)(イ), fiscal year R6; requirements T-4-1-エ-ア, T-6-1.
 */
export const growthPaper = (facts: PaperFacts, subject: string): PrintData | PrintRefusal | null => {
  const ruleSet = ruleSetOfPaper(facts);
  if (!ruleSet) return { refused: 'no_rules' };
  const { engagement, expert, programme } = facts;
  if (subject !== engagement.core?.id) return null;
  const plan = engagement.businessPlan?.values ?? blankForm(BUSINESS_PLAN_FORM);
  const cells = (keys: readonly (keyof typeof plan)[]) => keys.map((key) => [cellOf(BUSINESS_PLAN_FORM, key, plan)]);
  return finishPaper(facts, ruleSet, {
    code: 'growth-plan',
    form: FORM,
    subject,
    on: null,
    draft: false,
    head: { addressee: programme.office, madeOn: '', people: [textCell('', '専門家', expert?.name ?? '')] },
    sections: [
      companySection('1　支援企業', facts),
      { heading: '2　現状・課題・原因・解決策', rows: cells(['situation', 'issues', 'causes', 'solutions']) },
      { heading: '3　経営計画', rows: cells(['aim', 'strategy', 'figures', 'setUp']) },
      actionsSection(inOrder(engagement.actions)),
      kpisSection(inOrder(engagement.kpis)),
    ],
    annex: null,
    notes: [],
  });
};

const actionsSection = (actions: readonly ActionItem[]): PrintSection => ({
  heading: '4　アクションプラン',
  columns: columnsOf({ 何を: 70, だれが: 34, いつまでに: 38, 状況: 24 }),
  rows:
    actions.length === 0
      ? [blankRow(4)]
      : actions.map(({ values: { what, who, by, state, note } }) => [
          textCell(ID, '何を', note === '' ? what : `${what}\n${note}`),
          textCell(ID, 'だれが', who),
          textCell(ID, 'いつまでに', dayWords(by)),
          textCell(ID, '状況', actionStateWords(state)),
        ]),
});

const kpisSection = (kpis: readonly Kpi[]): PrintSection => ({
  heading: '5　ＫＰＩ',
  columns: columnsOf({ 指標: 38, 今の値: 34, 目標: 40, 実績: 54 }),
  rows: kpis.length === 0 ? [blankRow(4)] : kpis.map(kpiCells),
});

const kpiCells = (kpi: Kpi): readonly PrintCell[] => {
  const { indicator, unit, baseline, baselineOn, target, targetOn } = kpi.values;
  const progress = kpiProgress(kpi);
  return [
    textCell(ID, '指標', indicator),
    textCell(ID, '今の値', lines(figureWords(baseline, unit), dayWords(baselineOn))),
    textCell(ID, '目標', lines(figureWords(target, unit), targetOn === '' ? '' : `${dayWords(targetOn)}まで`)),
    textCell(
      ID,
      '実績',
      lines(
        ...measurementsOf(kpi).map(({ on, value }) => `${figureWords(value, unit)}（${dayWords(on)}）`),
        progress === null ? '' : `目標までの${progress}％`,
      ),
    ),
  ];
};

const columnsOf = (shares: Readonly<Record<string, number>>) =>
  Object.entries(shares).map(([label, share]) => ({ label, share }));

const blankRow = (count: number): readonly PrintCell[] => Array.from({ length: count }, () => textCell(ID, '', '', 2));

const lines = (...words: readonly string[]): string => words.filter((word) => word !== '').join('\n');
const dayWords = (day: Day): string => (day === '' ? '' : eraDate(day));
