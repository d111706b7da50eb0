import type { ContractPaper, ContractSignature } from '../engagement/contract-paper.ts';
import { clockTimeInJapan, dayInJapan } from '../time/day.ts';
import { spokenTime, wareki } from '../time/wareki.ts';
import { asOffered, ruleSetOfContract } from './contract-form.ts';
import { finishPaper, type PaperFacts } from './form-facts.ts';
import { type PrintCell, type PrintData, type PrintRefusal, type PrintSection, textCell } from './print-data.ts';

/** 署名の記録: who signed which file, when and by what; it goes with the contract (FK-Z-1, requirements 3.1). Null before the conclusion. */
export const contractRecord = (facts: PaperFacts, paper: ContractPaper): PrintData | PrintRefusal | null => {
  const ruleSet = ruleSetOfContract(facts, paper);
  const { file, signedByExpert, signedByOffice, concludedOn } = paper;
  if (!file || !signedByExpert || !signedByOffice || concludedOn === null) return null;
  if (!ruleSet?.contractForm) return { refused: 'no_rules' };
  return finishPaper(asOffered(facts, paper), ruleSet, {
    code: 'contract-record',
    form: {
      ...ruleSet.contractForm,
      name: '署名の記録',
      clause: ruleSet.contractForm.name,
      title: '署名の記録',
      officialTitle: '署名の記録',
    },
    draft: false,
    subject: paper.id,
    on: concludedOn,
    head: { addressee: '', madeOn: '', people: [] },
    sections: [
      {
        heading: '契約書',
        rows: [
          [textCell('FK-0-1', '契約番号', paper.number)],
          [textCell('FK-Z-2', '契約の日', wareki(concludedOn))],
          [textCell('', '電磁的記録', `PDF　${file.bytes}バイト\nSHA-256\n${file.sha256}`)],
        ],
      },
      {
        heading: '委託者の署名',
        rows: [
          [
            textCell(
              'FK-Z-3',
              '委託者',
              `${paper.office.name}　${paper.office.signatoryTitle}　${paper.office.signatoryName}`,
            ),
          ],
          [textCell('FK-Z-3', '決裁番号', signedByOffice.decisionNumber)],
          ...signatureRows(signedByOffice),
        ],
      },
      {
        heading: '受託者の署名',
        rows: [
          [
            textCell(
              'FK-Z-4',
              '受託者',
              [paper.party.company, paper.party.title, paper.party.name].filter(Boolean).join('　'),
            ),
          ],
          ...signatureRows(signedByExpert),
        ],
      },
      declared(paper),
    ],
    annex: null,
    notes: [
      'この記録と契約書のPDFは、契約の双方が同じものを保管します。契約書のPDFのSHA-256が上と同じであれば、署名された契約書です。',
    ],
  });
};

/** 取引条件の明示 (3条通知): issued with the conclusion. Null before it. Source: フリーランス法第3条第1項. */
export const contractConditions = (facts: PaperFacts, paper: ContractPaper): PrintData | PrintRefusal | null => {
  const ruleSet = ruleSetOfContract(facts, paper);
  const { conditions, concludedOn, party } = paper;
  if (!conditions || concludedOn === null) return null;
  if (!ruleSet?.contractForm) return { refused: 'no_rules' };
  return finishPaper(asOffered(facts, paper), ruleSet, {
    code: 'contract-conditions',
    form: {
      ...ruleSet.contractForm,
      name: '取引条件の通知',
      clause: 'フリーランス法第3条',
      title: '取引条件の通知',
      officialTitle: '取引条件の通知',
    },
    draft: false,
    subject: paper.id,
    on: concludedOn,
    head: {
      addressee: `${[party.company, party.title, party.name].filter(Boolean).join('　')}　様`,
      madeOn: wareki(dayInJapan(conditions.issuedAtMs)),
      people: [],
    },
    sections: [
      {
        heading: `契約番号　${paper.number}`,
        rows: conditions.lines.map(({ label, text }) => [textCell('', label, text)]),
      },
    ],
    annex: null,
    notes: [`${paper.office.name}から、業務を委託する条件をお知らせします。`],
  });
};

const signatureRows = ({ atMs, by, passkey }: ContractSignature): readonly (readonly PrintCell[])[] => [
  [textCell('', '署名した時刻', `${wareki(dayInJapan(atMs))}${spokenTime(clockTimeInJapan(atMs))}（端末の時計）`)],
  [textCell('', '署名した人の番号', by)],
  [
    textCell(
      '',
      '署名の方法',
      passkey
        ? `パスキーによる署名（このPDFのSHA-256に対するもの）\n公開鍵 ${passkey.publicKey}`
        : '直前に示したサインインの方法による本人の確かめと、端末の鍵による署名',
    ),
  ],
];

const declared = ({ terms }: ContractPaper): PrintSection => ({
  heading: '受託者の申告',
  rows: [
    [textCell('FK-9-1', '秘密の保持', '業務で知った秘密を、契約の後も漏らさず、ほかの目的に使いません。')],
    [textCell('FK-10-2', '私的な相談', '期間中、支援する事業者と私的な有償の相談をせず、後にも勧誘をしません。')],
    [textCell('FK-11-1', '暴力団等の排除', '契約書に定める排除の事由のどれにも当たりません。')],
    [textCell('FK-13-1', '別記の確認', `「${terms.title}」（${terms.version}）を読んで確かめました。`)],
  ],
});
