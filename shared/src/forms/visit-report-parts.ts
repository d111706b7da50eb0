import { netMinutes } from '../engagement/net-minutes.ts';
import type { Visit } from '../engagement/visit.ts';
import { FINDINGS } from '../rules/findings/index.ts';
import { dayInJapan } from '../time/day.ts';
import { spokenDuration, wareki } from '../time/wareki.ts';
import { confirmationOfForm, type FormFacts } from './form-facts.ts';
import { type PrintCell, type PrintSection, type PrintValue, textCell } from './print-data.ts';
import { signatureBlock } from './signature-block.ts';

/** FY-C: the company as it was entered once. `form`: whose fields these are, FY2 to FY4. */
export const companySection = (
  heading: string,
  { company }: Pick<FormFacts, 'company'>,
  form: 'FY2' | 'FY3' | 'FY4' = 'FY3',
): PrintSection => ({
  heading,
  rows: [
    [textCell(`${form}-1`, '企業名', company?.name ?? ''), textCell(`${form}-2`, '担当者氏名', company?.contact ?? '')],
    [textCell(`${form}-3`, '住所', company?.address ?? '')],
    [
      textCell(`${form}-4`, '事業内容', company?.business ?? ''),
      textCell(`${form}-5`, '業種', company?.industry ?? ''),
    ],
  ],
});

/** 予定通り or 予定変更, and then why. */
export const progressCell = ({ fields }: Visit): PrintCell => ({
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

/** What the form has no field for: where, how long without the break, who was there, and what the company signed. */
export const heldCells = (visit: Visit): readonly PrintCell[] => {
  const { fields, time, typedTime } = visit;
  const minutes = netMinutes(visit);
  const breakWords = fields.breakMinutes === 0 ? 'なし' : `${fields.breakMinutes}分`;
  return [
    textCell('X-19', '支援場所', fields.mode === 'online' ? 'オンライン' : fields.place),
    // Before the visit nobody knows whether there will be one.
    textCell('X-19', '休憩', time === null ? '' : breakWords),
    textCell('X-19', '実働', minutes === null ? '' : `${spokenDuration(minutes)}（${minutes}分）`),
    textCell('X-19', '同席した人', fields.present),
    textCell('X-19', '支援内容の要旨', fields.gist, 2),
    ...(typedTime ? [textCell('', '時刻を入力した理由', typedTime.reason)] : []),
  ];
};

/** The company's word on the visit. */
export const confirmationSection = (heading: string, facts: FormFacts): PrintSection => ({
  heading,
  rows: [[{ field: 'X-19', label: '確認', value: companysWord(facts), lines: 1 }]],
});

/** Why it is there or not, and whether it still speaks of the facts above it. */
const companysWord = (facts: FormFacts): PrintValue => {
  const found = confirmationOfForm(facts);
  if (!found) return { kind: 'text', text: '支援企業の確認は、まだありません。' };
  const block = signatureBlock(found.confirmation);
  return found.doubt === null ? block : { ...block, details: [...block.details, found.doubt] };
};

/** A released BLOCK is printed where it matters, with the decision that released it. */
export const releaseSection = (heading: string, { releases }: Visit): PrintSection => ({
  heading,
  rows: releases.map(({ finding, reason, decisionNumber, atMs }) => [
    textCell(
      'F-6-1',
      FINDINGS.find(({ code }) => code === finding)?.label ?? finding,
      `${reason}\n決裁番号 ${decisionNumber}（${wareki(dayInJapan(atMs))}）`,
    ),
  ]),
});
