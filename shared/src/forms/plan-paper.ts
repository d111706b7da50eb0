import { companyOn } from '../company/company.ts';
import { changedInPlan, contentsOf, type PlanContents, type PlanRow, planVersions } from '../engagement/plan.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { dayInJapan } from '../time/day.ts';
import { blankForm, cellOf } from './definition.ts';
import { finishPaper, type PaperFacts, ruleSetOfPaper } from './form-facts.ts';
import { madeOnWords } from './form-words.ts';
import { PLAN_FORM } from './plan-form.ts';
import { type PrintCell, type PrintData, type PrintRefusal, type PrintSection, textCell } from './print-data.ts';
import { printedVersion, versionNotes } from './versions.ts';
import { companySection } from './visit-report-parts.ts';

/**
 * 様式第2号: the plan, the same words in the same order as the paper form. `subject`: `v2`, a version as it was handed in, or the
 * engagement's own id, what is written now. Null where the programme has no plan or there is no such version.
 * Source: 事務処理要領 様式第2号, fiscal year R7; requirements 1.5 FY2-1…16, X-05, X-20.
 */
export const planPaper = (facts: PaperFacts, subject: string): PrintData | PrintRefusal | null => {
  const ruleSet = ruleSetOfPaper(facts);
  if (!ruleSet) return { refused: 'no_rules' };
  const { engagement, expert, programme, company } = facts;
  const { core, plan } = engagement;
  const versions = planVersions(plan);
  const newest = versions.at(-1);
  const printed = printedVersion(subject, core?.id, {
    versions,
    now: plan ? contentsOf(plan) : blankForm(PLAN_FORM),
    changed: !newest || plan === null || changedInPlan(newest.contents, plan).length > 0,
  });
  if (!ruleSet.planForm || !printed) return null;
  const madeOn = printed.version && dayInJapan(printed.version.atMs);
  const asThen = { company: company && madeOn ? companyOn(company, madeOn) : company };
  return finishPaper({ ...facts, ...asThen }, ruleSet, {
    code: PLAN_FORM.code,
    form: ruleSet.planForm,
    subject,
    on: madeOn,
    draft: printed.draft,
    head: {
      addressee: `${programme.addressee}　殿`,
      madeOn: madeOnWords(madeOn),
      people: [textCell('FY-H', '専門家氏名', expert?.name ?? '')],
    },
    sections: [
      companySection('1　支援企業名', asThen, 'FY2'),
      {
        heading: '2　課題・目標',
        rows: (['situation', 'issues', 'goal', 'deliverable'] as const).map((key) => [
          cellOf(PLAN_FORM, key, printed.contents),
        ]),
      },
      visitsSection(printed.contents, ruleSet),
      travelSection(printed.contents),
    ],
    annex: null,
    notes: versionNotes(printed),
  });
};

const FIVE_ROWS = 5;

/** 3 各回の支援計画: as many rows as the paper has, blank where nothing is planned. */
const visitsSection = ({ rows }: PlanContents, { numberOfVisits }: RuleSet): PrintSection => {
  const last = Math.max(numberOfVisits?.value ?? FIVE_ROWS, ...rows.map(({ number }) => number));
  const rowAt = new Map(rows.map((row) => [row.number, row]));
  return {
    heading: '3　各回の支援計画',
    columns: [
      { label: '回数', share: 16 },
      { label: '支援予定日', share: 62 },
      { label: '支援内容', share: 88 },
    ],
    rows: Array.from({ length: last }, (_, i) => rowCells(i + 1, rowAt.get(i + 1))),
  };
};

const THIRDS = [
  { value: 'early', label: '上旬' },
  { value: 'middle', label: '中旬' },
  { value: 'late', label: '下旬' },
] as const;

const rowCells = (number: number, row: PlanRow | undefined): readonly PrintCell[] => {
  const field = `FY2-${9 + number}`;
  const label = `${number}回目`;
  return [
    textCell(field, label, label),
    {
      field,
      label: `${label}の支援予定日`,
      lines: 1,
      value: {
        kind: 'checks',
        lead: `${row?.month ?? '　'}月　`,
        options: THIRDS.map(({ value, label: words }) => ({ label: words, checked: row?.third === value })),
        note: null,
      },
    },
    textCell(field, `${label}の支援内容`, row?.content ?? ''),
  ];
};

/** The wish for the fare of 要領第5条第2項, in the words of the form. */
const travelSection = (contents: PlanContents): PrintSection => {
  const tick = cellOf(PLAN_FORM, 'actualFareWanted', contents);
  const { value } = cellOf(PLAN_FORM, 'nearestStop', contents);
  const stop = value.kind === 'text' ? value.text : '';
  return {
    heading: '※旅費について、センター旅費規程による支払いを希望する場合は下記に記入してください。',
    rows: [
      [
        {
          ...tick,
          label: '',
          value:
            tick.value.kind === 'checks'
              ? {
                  ...tick.value,
                  note: {
                    label: `（${PLAN_FORM.fields.nearestStop.label}：`,
                    text: `${stop === '' ? '　　　　　　' : stop}）`,
                  },
                }
              : tick.value,
        },
      ],
    ],
  };
};
