import { companyOn } from '../company/company.ts';
import { changedInFinalReport, type FinalReportValues, LEVEL_WORDS } from '../engagement/final-report.ts';
import { planVersions } from '../engagement/plan.ts';
import { dayInJapan } from '../time/day.ts';
import { blankForm, cellOf } from './definition.ts';
import { FINAL_REPORT_FORM } from './final-report-form.ts';
import { finishPaper, type PaperFacts, ruleSetOfPaper } from './form-facts.ts';
import { madeOnWords } from './form-words.ts';
import { type PrintCell, type PrintData, type PrintRefusal, textCell } from './print-data.ts';
import { printedVersion, versionNotes } from './versions.ts';
import { companySection } from './visit-report-parts.ts';

/**
 * 様式第4号: the final report, the same words in the same order as the paper form. The goal of the plan and the declaration of
 * 契約書第10条第2項, for which it has no field, are on its 別紙. Null where the programme has no final report.
 * Source: 事務処理要領 様式第4号, fiscal year R7; requirements 1.5 FY4-1…10, FK-10-2, X-19.
 */
export const finalReportPaper = (facts: PaperFacts, subject: string): PrintData | PrintRefusal | null => {
  const ruleSet = ruleSetOfPaper(facts);
  if (!ruleSet) return { refused: 'no_rules' };
  const { engagement, expert, programme, company } = facts;
  const { core, closing, plan } = engagement;
  const versions = closing?.versions ?? [];
  const newest = versions.at(-1);
  const printed = printedVersion(subject, core?.id, {
    versions,
    now: closing?.values ?? blankForm(FINAL_REPORT_FORM),
    changed: !newest || !closing || changedInFinalReport(newest.contents, closing.values).length > 0,
  });
  if (!ruleSet.finalReportForm || !printed) return null;
  const { contents } = printed;
  // The goal that the office had then: printed again after another version of the plan it is still the same paper.
  const then = planVersions(plan).findLast(({ atMs }) => !printed.version || atMs <= printed.version.atMs);
  const goal = then?.contents.goal ?? plan?.goal ?? '';
  const madeOn = printed.version && dayInJapan(printed.version.atMs);
  const asThen = { company: company && madeOn ? companyOn(company, madeOn) : company };
  return finishPaper({ ...facts, ...asThen }, ruleSet, {
    code: FINAL_REPORT_FORM.code,
    form: ruleSet.finalReportForm,
    subject,
    on: madeOn,
    draft: printed.draft,
    head: {
      addressee: `${programme.addressee}　殿`,
      madeOn: madeOnWords(madeOn),
      people: [textCell('FY-H', '専門家氏名', expert?.name ?? '')],
    },
    sections: [
      companySection('1　支援企業名', asThen, 'FY4'),
      {
        heading: '2　報告内容',
        rows: [
          [achievementCell(contents)],
          ...(['settling', 'effect', 'remaining', 'other'] as const).map((key) => [
            cellOf(FINAL_REPORT_FORM, key, contents),
          ]),
        ],
      },
    ],
    annex: ruleSet.printing.annex
      ? {
          title: `別紙　${ruleSet.finalReportForm.name}に欄のない事項`,
          sections: [
            {
              heading: '支援計画書の支援成果目標',
              rows: [[textCell('FY2-8', '支援成果目標', goal, 2)]],
            },
            {
              heading: '契約書第10条第2項について',
              rows: [
                [{ ...cellOf(FINAL_REPORT_FORM, 'noPrivateConsulting', contents), label: '専門家の確認' }],
                [cellOf(FINAL_REPORT_FORM, 'declaredOn', contents)],
              ],
            },
          ],
        }
      : null,
    notes: versionNotes(printed),
  });
};

/** 成果目標の達成度: the step and the words stand in the one frame of the form. */
const achievementCell = (contents: FinalReportValues): PrintCell => {
  const { level, achievement } = contents;
  const step = level === '' ? '' : `達成度　${level}（${LEVEL_WORDS[level]}）\n`;
  return {
    ...cellOf(FINAL_REPORT_FORM, 'achievement', contents),
    value: { kind: 'text', text: `${step}${achievement}` },
  };
};
