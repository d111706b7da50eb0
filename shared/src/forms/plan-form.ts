import * as v from 'valibot';
import type { Contract } from '../engagement/engagement.ts';
import { contentsOf, MOST_ROWS, type PlanContents, type PlanRow } from '../engagement/plan.ts';
import { textSchema } from '../lib/text.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { addDays, type Day } from '../time/day.ts';
import { type FormDefinition, type FormProblem, problemsOf } from './definition.ts';

/** What the plan is checked against. Without a contract no month can be outside of it. */
export type PlanFacts = {
  readonly contract: Pick<Contract, 'from' | 'to'> | null;
  readonly ruleSet: Pick<RuleSet, 'numberOfVisits'> | null;
};

const TEXT_LIMIT = 8_000;
const long = { kind: 'text', atMost: TEXT_LIMIT, long: true } as const;

const rowsSchema = v.pipe(
  v.array(
    v.strictObject({
      number: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99)),
      month: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(12))),
      third: v.picklist(['early', 'middle', 'late', '']),
      content: textSchema(TEXT_LIMIT),
    }),
  ),
  v.maxLength(MOST_ROWS),
);

/**
 * 様式第2号 経営革新計画伴走支援事業計画書: what the expert writes. The company's block and the names come from the records.
 * Source: 事務処理要領 様式第2号, fiscal year R7; requirements 1.5 FY2-6…16.
 */
export const PLAN_FORM: FormDefinition<PlanContents, PlanFacts> = {
  code: 'plan',
  fields: {
    situation: { id: 'FY2-6', label: '現状・問題点', as: long, required: true, lines: 3 },
    issues: { id: 'FY2-7', label: '課題・支援', as: long, required: true, lines: 3 },
    goal: {
      id: 'FY2-8',
      label: '支援成果目標',
      as: long,
      required: true,
      help: '指標・現状の値・目標の値・期日があると、終了のときに達成度を確かめられます。',
      lines: 2,
    },
    deliverable: { id: 'FY2-9', label: '目標成果物', as: long, required: true, lines: 1 },
    rows: {
      id: 'FY2-10',
      label: '各回の支援計画',
      as: { kind: 'own', schema: rowsSchema, blank: [] },
      required: true,
      constraint: ({ rows }, facts) => {
        const found = rowProblems(rows, facts);
        return found.find(({ severity }) => severity === 'BLOCK') ?? found[0] ?? null;
      },
      lines: 2,
    },
    actualFareWanted: {
      id: 'FY2-15',
      label: '旅費',
      as: {
        kind: 'tick',
        sentence: '経営革新計画伴走支援事業派遣専門家事務処理要領第5条第2項による旅費の支払いを希望します。',
      },
      required: false,
      help: 'センター旅費規程による支払いを希望する場合だけ、印を付けてください。',
      lines: 1,
    },
    nearestStop: {
      id: 'FY2-16',
      label: '支援企業の所在地まで公共交通機関を利用する場合の最寄りの駅又はバス停',
      as: { kind: 'text', atMost: 200, long: false },
      required: true,
      relevant: ({ actualFareWanted }) => actualFareWanted,
      lines: 1,
    },
  },
};

/** What is missing or wrong in the plan. Source of the kinds of problem: requirements 1.5 FY2-6…16. */
export const planProblems = (plan: PlanContents, facts: PlanFacts): readonly FormProblem[] =>
  problemsOf(PLAN_FORM, contentsOf(plan), facts);

export type RowProblem = {
  readonly number: number;
  readonly field: 'month' | 'third' | 'content';
  readonly words: string;
  readonly severity: 'BLOCK' | 'WARN';
};

/**
 * What is wrong in the table of visits, row by row: a row that was begun is filled in whole, its month lies in the contract period;
 * the order of time and the number of visits only warn. Source: FY2-10…14, F-4-1.
 */
export const rowProblems = (rows: readonly PlanRow[], facts: PlanFacts): readonly RowProblem[] => {
  const inOrder = rows.toSorted((a, b) => a.number - b.number);
  return inOrder.flatMap((row, i) => [
    ...missingIn(row),
    ...outsideContract(row, facts),
    ...beforeTheLast(row, inOrder.slice(0, i), facts),
    ...beyondTheLimit(row, facts),
  ]);
};

const missingIn = ({ number, month, third, content }: PlanRow): readonly RowProblem[] => [
  ...(month === null ? [block(number, 'month', `第${number}回の月を選んでください。`)] : []),
  ...(third === '' ? [block(number, 'third', `第${number}回の上旬・中旬・下旬から、一つ選んでください。`)] : []),
  ...(content.trim() === '' ? [block(number, 'content', `第${number}回の支援内容を書いてください。`)] : []),
];

const outsideContract = (row: PlanRow, { contract }: PlanFacts): readonly RowProblem[] => {
  if (!contract || row.month === null || startOf(row, contract) !== null) return [];
  return [
    block(
      row.number,
      'month',
      `第${row.number}回の予定が、契約期間（${monthWords(contract.from)}から${monthWords(contract.to)}まで）の外です。契約期間の中の月を選んでください。`,
    ),
  ];
};

const beforeTheLast = (row: PlanRow, before: readonly PlanRow[], { contract }: PlanFacts): readonly RowProblem[] => {
  if (!contract) return [];
  const start = startOf(row, contract);
  const later = before.findLast((one) => {
    const other = startOf(one, contract);
    return start !== null && other !== null && other > start;
  });
  if (!later) return [];
  const words = `第${row.number}回の予定が、第${later.number}回より前になっています。このままで正しければ、直さなくてかまいません。`;
  return [{ number: row.number, field: 'month', words, severity: 'WARN' }];
};

const beyondTheLimit = ({ number }: PlanRow, { ruleSet }: PlanFacts): readonly RowProblem[] => {
  const most = ruleSet?.numberOfVisits;
  if (!most || number <= most.value) return [];
  const words =
    most.meaning === 'limit'
      ? `支援は${most.value}回以内です（${most.source}）。第${number}回は、謝金の対象になりません。`
      : `支援は${most.value}回程度が目安です（${most.source}）。`;
  return [{ number, field: 'content', words, severity: 'WARN' }];
};

const block = (number: number, field: RowProblem['field'], words: string): RowProblem => ({
  number,
  field,
  words,
  severity: 'BLOCK',
});

/** 2025年9月 */
const monthWords = (day: Day): string => `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月`;

const FIRST_DAY = { early: '01', middle: '11', late: '21', '': '01' } as const;

/** The first day of the planned third of a month inside the contract period; null where that month lies outside of it. */
const startOf = ({ month, third }: PlanRow, { from, to }: Pick<Contract, 'from' | 'to'>): Day | null => {
  if (month === null) return null;
  const two = String(month).padStart(2, '0');
  const years = Array.from({ length: Number(to.slice(0, 4)) - Number(from.slice(0, 4)) + 1 }, (_, i) =>
    String(Number(from.slice(0, 4)) + i),
  );
  const year = years.find((one) => `${one}-${two}` >= from.slice(0, 7) && `${one}-${two}` <= to.slice(0, 7));
  if (year === undefined) return null;
  const start = `${year}-${two}-${FIRST_DAY[third]}`;
  // The last third of the month ends with it, the others ten days on.
  const end = third === 'late' || third === '' ? `${year}-${two}-31` : addDays(start, 9);
  return end >= from && start <= to ? start : null;
};
