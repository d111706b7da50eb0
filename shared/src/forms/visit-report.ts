import { netMinutes } from '../engagement/net-minutes.ts';
import type { Visit } from '../engagement/visit.ts';
import { FINDINGS } from '../rules/findings/index.ts';
import { dayInJapan } from '../time/day.ts';
import { spokenDuration, wareki } from '../time/wareki.ts';
import { confirmationOfForm, finishForm, type FormFacts, ruleSetOfForm } from './form-facts.ts';
import { dateAndTimes, madeOnWords, numberInForm, plannedTimes } from './form-words.ts';
import {
  type PrintCell,
  type PrintData,
  type PrintRefusal,
  type PrintSection,
  type PrintValue,
  textCell,
} from './print-data.ts';
import { signatureBlock } from './signature-block.ts';

/**
 * 様式第3号: the report of one visit, the same words in the same order as the paper form. What the form has no field for
 * (place, break, people, gist, the company's word, released findings) is on its 別紙.
 * Source: 事務処理要領 様式第3号, fiscal year R7; requirements 1.5 FY3-1…14, X-03, X-19.
 */
export const visitReport = (facts: FormFacts): PrintData | PrintRefusal => {
  const ruleSet = ruleSetOfForm(facts);
  if (!ruleSet) return { refused: 'no_rules' };
  const { visit, expert, programme } = facts;
  const { fields } = visit;
  const submittedAtMs = isHandedIn(visit) ? (visit.submission?.atMs ?? null) : null;
  const hasNext = [fields.nextOn, fields.nextFrom, fields.nextTo, fields.nextContent].some((value) => value !== '');
  const nextNumber = hasNext && visit.number !== null ? visit.number + 1 : null;
  return finishForm(facts, ruleSet, {
    code: 'visit-report',
    form: ruleSet.visitReportForm,
    draft: submittedAtMs === null,
    graded: true,
    head: {
      addressee: `${programme.addressee}　殿`,
      madeOn: madeOnWords(submittedAtMs === null ? null : dayInJapan(submittedAtMs)),
      people: [textCell('FY-H', '専門家氏名', expert?.name ?? '')],
    },
    sections: [
      companySection(facts),
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
        heading: `3　次回の実施予定内容${numberInForm(nextNumber)}`,
        rows: [
          [textCell('FY3-12', '実施日', plannedTimes({ on: fields.nextOn, from: fields.nextFrom, to: fields.nextTo }))],
          [textCell('FY3-13', '支援内容', fields.nextContent, 3)],
        ],
      },
      { heading: '4　連絡事項', rows: [[textCell('FY3-14', '', fields.message, 2)]] },
    ],
    annex: ruleSet.printing.annex
      ? { title: `別紙　${ruleSet.visitReportForm.name}に欄のない事項`, sections: annexSections(facts) }
      : null,
    notes: [],
  });
};

/** FY-C: the company as it was entered once. */
const companySection = ({ company }: FormFacts): PrintSection => ({
  heading: '1　支援企業名',
  rows: [
    [textCell('FY3-1', '企業名', company?.name ?? ''), textCell('FY3-2', '担当者氏名', company?.contact ?? '')],
    [textCell('FY3-3', '住所', company?.address ?? '')],
    [textCell('FY3-4', '事業内容', company?.business ?? ''), textCell('FY3-5', '業種', company?.industry ?? '')],
  ],
});

const progressCell = ({ fields }: Visit): PrintCell => ({
  field: 'FY3-10',
  label: '進捗状況',
  value: {
    kind: 'checks',
    options: [
      { label: '予定通り実施', checked: fields.progress === 'asPlanned' },
      { label: '予定変更', checked: fields.progress === 'changed' },
    ],
    note: { label: '変更理由：', text: fields.progress === 'changed' ? fields.changeReason : '' },
  },
  lines: 2,
});

const annexSections = (facts: FormFacts): readonly PrintSection[] => {
  const { visit } = facts;
  const { fields, typedTime, releases } = visit;
  const minutes = netMinutes(visit);
  const cells: readonly PrintCell[] = [
    textCell('X-19', '支援場所', fields.mode === 'online' ? 'オンライン' : fields.place),
    textCell('X-19', '休憩', fields.breakMinutes === 0 ? 'なし' : `${fields.breakMinutes}分`),
    textCell('X-19', '実働', minutes === null ? '' : `${spokenDuration(minutes)}（${minutes}分）`),
    textCell('X-19', '同席した人', fields.present),
    textCell('X-19', '支援内容の要旨', fields.gist, 2),
    ...(typedTime ? [textCell('', '時刻を入力した理由', typedTime.reason)] : []),
  ];
  return [
    { heading: '実施の内容', rows: cells.map((cell) => [cell]) },
    { heading: '支援企業の確認', rows: [[{ field: 'X-19', label: '確認', value: companysWord(facts), lines: 1 }]] },
    ...(releases.length > 0 ? [releaseSection(visit)] : []),
  ];
};

/** Why it is there or not, and whether it still speaks of the facts above it. */
const companysWord = (facts: FormFacts): PrintValue => {
  const found = confirmationOfForm(facts);
  if (!found) return { kind: 'text', text: '支援企業の確認は、まだありません。' };
  const block = signatureBlock(found.confirmation);
  return found.doubt === null ? block : { ...block, details: [...block.details, found.doubt] };
};

/** A released BLOCK is printed where it matters, with the decision that released it. */
const releaseSection = ({ releases }: Visit): PrintSection => ({
  heading: '解除した確認事項',
  rows: releases.map(({ finding, reason, decisionNumber, atMs }) => [
    textCell(
      'F-6-1',
      FINDINGS.find(({ code }) => code === finding)?.label ?? finding,
      `${reason}\n決裁番号 ${decisionNumber}（${wareki(dayInJapan(atMs))}）`,
    ),
  ]),
});

const isHandedIn = ({ status }: Visit): boolean => status === 'submitted' || status === 'approved';
