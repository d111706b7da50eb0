import type { Visit } from '../engagement/visit.ts';
import { dayInJapan } from '../time/day.ts';
import { finishForm, type FormFacts, ruleSetOfForm } from './form-facts.ts';
import { dateAndTimes, madeOnWords, nextVisit, numberInForm } from './form-words.ts';
import { type PrintData, type PrintRefusal, type PrintSection, textCell } from './print-data.ts';
import { supportRecordSections } from './support-record.ts';
import { companySection, confirmationSection, heldCells, progressCell, releaseSection } from './visit-report-parts.ts';

/**
 * 様式第3号: the report of one visit, the same words in the same order as the paper form. What the form has no field for
 * (place, break, people, gist, the company's word, released findings) is on its 別紙. A programme that prescribes no form has
 * all of it in the record itself (支援記録).
 * Source: 事務処理要領 様式第3号, fiscal year R7; requirements 1.5 FY3-1…14, X-03, X-19.
 */
export const visitReport = (facts: FormFacts): PrintData | PrintRefusal => {
  const ruleSet = ruleSetOfForm(facts);
  if (!ruleSet) return { refused: 'no_rules' };
  const { visit, expert, programme } = facts;
  const { visitReportForm, printing } = ruleSet;
  const prescribed = visitReportForm.prescribed !== false;
  const submittedAtMs = isHandedIn(visit) ? (visit.submission?.atMs ?? null) : null;
  return finishForm(facts, ruleSet, {
    code: 'visit-report',
    form: visitReportForm,
    draft: submittedAtMs === null,
    graded: true,
    head: {
      addressee: `${programme.addressee}　殿`,
      madeOn: madeOnWords(submittedAtMs === null ? null : dayInJapan(submittedAtMs)),
      people: [textCell('FY-H', '専門家氏名', expert?.name ?? '')],
    },
    sections: prescribed ? formSections(facts) : supportRecordSections(facts),
    annex:
      prescribed && printing.annex
        ? { title: `別紙　${visitReportForm.name}に欄のない事項`, sections: annexSections(facts) }
        : null,
    notes: [],
  });
};

const formSections = (facts: FormFacts): readonly PrintSection[] => {
  const { visit } = facts;
  const { fields } = visit;
  const next = nextVisit(visit);
  return [
    companySection('1　支援企業名', facts),
    {
      heading: `2　支援実施内容${numberInForm(visit.number)}`,
      rows: [
        [textCell('FY3-7', '実施日', dateAndTimes(visit.time))],
        [textCell('FY3-8', '支援内容', fields.content, 8)],
        [textCell('FY3-9', '支援効果', fields.effect, 5)],
        [progressCell(visit)],
      ],
    },
    {
      heading: `3　次回の実施予定内容${numberInForm(next.number)}`,
      rows: [[textCell('FY3-12', '実施日', next.times)], [textCell('FY3-13', '支援内容', fields.nextContent, 3)]],
    },
    { heading: '4　連絡事項', rows: [[textCell('FY3-14', '', fields.message, 2)]] },
  ];
};

const annexSections = (facts: FormFacts): readonly PrintSection[] => {
  const { visit } = facts;
  return [
    { heading: '実施の内容', rows: heldCells(visit).map((cell) => [cell]) },
    confirmationSection('支援企業の確認', facts),
    ...(visit.releases.length > 0 ? [releaseSection('解除した確認事項', visit)] : []),
  ];
};

const isHandedIn = ({ status }: Visit): boolean => status === 'submitted' || status === 'approved';
