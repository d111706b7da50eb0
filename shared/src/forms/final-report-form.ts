import type { Contract } from '../engagement/engagement.ts';
import { type FinalReportValues, LEVEL_WORDS } from '../engagement/final-report.ts';
import { type Day } from '../time/day.ts';
import { wareki } from '../time/wareki.ts';
import type { FormDefinition } from './definition.ts';

/** What the final report is checked against. */
export type FinalReportFacts = { readonly today: Day; readonly contract: Pick<Contract, 'concludedOn'> | null };

const long = { kind: 'text', atMost: 8_000, long: true } as const;
const LEVELS = ['5', '4', '3', '2', '1'] as const;

/**
 * 様式第4号 経営革新計画伴走支援事業終了報告書, and the declaration of 契約書第10条第2項 that goes with it.
 * Source: 事務処理要領 様式第4号, fiscal year R7; requirements 1.5 FY4-6…10, FK-10-2.
 */
export const FINAL_REPORT_FORM: FormDefinition<FinalReportValues, FinalReportFacts> = {
  code: 'final-report',
  fields: {
    level: {
      id: 'FY4-6',
      label: '成果目標の達成度（5段階）',
      as: { kind: 'oneOf', options: LEVELS.map((value) => ({ value, label: `${value}　${LEVEL_WORDS[value]}` })) },
      required: true,
      lines: 1,
    },
    achievement: { id: 'FY4-6', label: '成果目標の達成度', as: long, required: true, lines: 4 },
    settling: { id: 'FY4-7', label: '支援内容の定着・自走の可能性', as: long, required: true, lines: 4 },
    effect: { id: 'FY4-8', label: '経営全般への効果', as: long, required: true, lines: 4 },
    remaining: { id: 'FY4-9', label: '今後取組みが必要と思われる経営課題', as: long, required: true, lines: 4 },
    other: { id: 'FY4-10', label: 'その他', as: long, required: false, lines: 2 },
    noPrivateConsulting: {
      id: 'FK-10-2',
      label: '私的な有償のコンサルティング等について',
      as: {
        kind: 'tick',
        sentence:
          '契約期間中、この支援事業者に対し、私的に有償のコンサルティング等を行っていません。契約が終わった後も、委託業務の内容に係る勧誘を行いません。（契約書第10条第2項）',
      },
      required: true,
      lines: 1,
    },
    declaredOn: {
      id: 'FK-10-2',
      label: '確かめた日',
      as: { kind: 'day' },
      required: true,
      relevant: ({ noPrivateConsulting }) => noPrivateConsulting,
      constraint: ({ declaredOn }, { today, contract }) => {
        if (declaredOn > today) return { words: '今日か、それより前の日にしてください。', severity: 'BLOCK' };
        if (contract && declaredOn < contract.concludedOn)
          return { words: `契約の日（${wareki(contract.concludedOn)}）以後の日にしてください。`, severity: 'BLOCK' };
        return null;
      },
      lines: 1,
    },
  },
};
