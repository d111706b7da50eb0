import { confirmationLines, confirmationText, shortTextCode } from '../evidence/confirmation-text.ts';
import { sha256Hex } from '../lib/hash.ts';
import { finishForm, type FormFacts, ruleSetOfForm } from './form-facts.ts';
import { dateAndTimes } from './form-words.ts';
import { type PrintCell, type PrintData, type PrintRefusal, type PrintSection, textCell } from './print-data.ts';

/**
 * 訪問確認書（記入用）: a paper for the company to sign by hand. After the visit it carries the facts word for word as the
 * company's screen shows them, with their short code; before that, blanks to fill in by pen, to carry along for a telephone
 * that may die. Source: requirements 3.2 item 10, 様式第5号 署名欄.
 */
export const slipToSign = (facts: FormFacts): PrintData | PrintRefusal => {
  const ruleSet = ruleSetOfForm(facts);
  if (!ruleSet) return { refused: 'no_rules' };
  const { programme, company } = facts;
  const slip = ruleSet.confirmationSlip;
  const parties = { company: company?.name ?? '', expert: facts.expert?.name ?? '' };
  const text = confirmationText(facts.visit, parties);
  const lines = confirmationLines(facts.visit, parties);
  return finishForm(facts, ruleSet, {
    code: 'slip-to-sign',
    form: {
      ...slip,
      name: `${slip.name}（記入用）`,
      title: `${slip.title}（記入用）`,
      officialTitle: `${slip.officialTitle}（記入用）`,
      clause: text === null ? '訪問の前に印刷：内容もペンで記入' : '内容は記録のとおり',
    },
    draft: false,
    graded: false,
    head: { addressee: `${programme.office}　御中`, madeOn: '', people: [] },
    sections: [
      {
        heading: '1　支援の内容',
        rows: (lines ? lines.map(({ label, value }) => textCell('', label, value)) : blankCells(facts)).map((cell) => [
          cell,
        ]),
      },
      signatureSection(ruleSet.confirmationSentence.value),
    ],
    annex: null,
    notes: [
      ...(text === null ? [] : [`内容の照合番号　${shortTextCode(sha256Hex(text))}`]),
      '署名は、会社の方がご自分の手で書いてください。ちがうところがあるときは、署名せずに、専門家か事務局へお知らせください。',
      `この紙は、専門家が写真に撮るか、${programme.office}へ郵送・FAX・メール・持参でお届けください。${programme.inquiries ?? ''}`,
    ],
  });
};

/** The same lines, to be filled in by pen. */
const blankCells = ({ visit, company, expert }: FormFacts): readonly PrintCell[] => [
  textCell('', '会社', company?.name ?? ''),
  textCell('', '日にち・時間', dateAndTimes(null)),
  textCell('', '休憩', '　　　　分　（なかったときは「なし」）'),
  textCell('', '場所', '', 2),
  textCell('', '専門家', expert?.name ?? ''),
  textCell('', '回', visit.number === null ? '第　　　回' : `第${visit.number}回`),
  textCell('', '同席', '', 2),
  textCell('', '支援の内容', '', 5),
];

const signatureSection = (sentence: string): PrintSection => ({
  heading: `2　${sentence}`,
  rows: [
    [textCell('', '書いた日', '令和　　　年　　　月　　　日')],
    [
      {
        field: '',
        label: '立場',
        value: {
          kind: 'checks',
          options: [
            { label: '代表者', checked: false },
            { label: '代表者から任された人', checked: false },
          ],
          note: null,
        },
        lines: 1,
      },
    ],
    [textCell('', '役職', '', 2)],
    [textCell('', '氏名', '', 2)],
    [textCell('', '署名', '', 4)],
  ],
});
