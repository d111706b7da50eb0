import {
  ACTION_STATES,
  type ActionValues,
  type BusinessPlanValues,
  figureOf,
  type HearingValues,
  type KpiValues,
} from '../engagement/growth.ts';
import type { FormDefinition } from './definition.ts';

const ID = 'T-4-1-エ-ア';
const long = (label: string, lines = 1, help?: string) => ({
  id: ID,
  label,
  as: { kind: 'text', atMost: 8_000, long: true } as const,
  required: false,
  ...(help === undefined ? {} : { help }),
  lines,
});
const short = (label: string, atMost = 200) => ({
  id: ID,
  label,
  as: { kind: 'text', atMost, long: false } as const,
  required: false,
  lines: 1,
});
const day = (label: string) => ({ id: ID, label, as: { kind: 'day' } as const, required: false, lines: 1 });

/** ヒアリング: what was heard at the company. Source: 業務仕様書 4(1)(エ)ア. */
export const HEARING_FORM: FormDefinition<HearingValues> = {
  code: 'hearing',
  fields: {
    heardOn: day('聞いた日'),
    present: short('同席した人'),
    heard: long('聞き取ったこと', 6),
  },
};

/** 現状, 課題, 原因, 解決策 and the 経営計画. Source: 業務仕様書 4(1)(エ)ア. */
export const BUSINESS_PLAN_FORM: FormDefinition<BusinessPlanValues> = {
  code: 'business-plan',
  fields: {
    situation: long('現状'),
    issues: long('課題'),
    causes: long('原因'),
    solutions: long('解決策'),
    aim: long('目指す姿', 1, '何年後に、どのような会社になっていたいか。'),
    strategy: long('方針・取組の柱'),
    figures: long('数値の計画', 1, '売上・粗利益・付加価値額・給与の総額などの、今と目標。'),
    setUp: long('社内の体制'),
  },
};

/** One line of the アクションプラン. Source: 業務仕様書 4(1)(エ)ア. */
export const ACTION_FORM: FormDefinition<ActionValues> = {
  code: 'action',
  fields: {
    what: { ...long('何を'), as: { kind: 'text', atMost: 1_000, long: true }, required: true },
    who: short('だれが'),
    by: day('いつまでに'),
    state: {
      id: ID,
      label: '状況',
      as: {
        kind: 'oneOf',
        // The keys of the table are the states.
        options: (Object.keys(ACTION_STATES) as (keyof typeof ACTION_STATES)[]).map((value) => ({
          value,
          label: ACTION_STATES[value],
        })),
      },
      required: false,
      lines: 1,
    },
    note: { ...long('メモ'), as: { kind: 'text', atMost: 1_000, long: true } },
  },
};

const figure = (label: string, key: 'baseline' | 'target') => ({
  ...short(label, 20),
  constraint: (values: KpiValues) =>
    figureOf(values[key]) === null
      ? ({ words: '数字だけで書いてください。単位は「単位」の欄に書きます。', severity: 'WARN' } as const)
      : null,
});

/** One ＫＰＩ. Source: 業務仕様書 4(1)(エ)ア. */
export const KPI_FORM: FormDefinition<KpiValues> = {
  code: 'kpi',
  fields: {
    indicator: { ...short('指標'), required: true },
    unit: short('単位', 40),
    baseline: figure('今の値', 'baseline'),
    baselineOn: day('今の値の日'),
    target: figure('目標の値', 'target'),
    targetOn: day('目標の期日'),
    note: { ...long('測り方・メモ', 2), as: { kind: 'text', atMost: 1_000, long: true } },
  },
};
