import { type ClosingRow, closingOf, closingRows } from '../claim/closing-rows.ts';
import { invoiceStands } from '../claim/draft-invoice.ts';
import type { Engagement } from '../engagement/engagement.ts';
import type { EngagementInvoice } from '../engagement/engagement-invoice.ts';
import type { TaxGroup } from '../money/invoice.ts';
import { yenWords } from '../money/yen.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { isCorrected } from '../rules/slip-ids.ts';
import { eraDate, wareki } from '../time/wareki.ts';
import { finishPaper, type PaperFacts, ruleSetOfPaper } from './form-facts.ts';
import type { PaperForm } from './index.ts';
import { type PrintCell, type PrintData, type PrintRefusal, type PrintSection, textCell } from './print-data.ts';
import { signatureBlock } from './signature-block.ts';

const BLANK_DATE = '令和　　年　　月　　日';
/** What the paper form has printed in a row to be written by hand. */
const BLANK_TIMES = `${BLANK_DATE}\n　時　　分～　時　　分`;
/** The paper form has room for this many visits; more go on below. */
const ROWS = 5;

/**
 * 様式第5号, or the 仕入明細書 in its place: the same words in the same order as the paper form. The rows are those of the visits as
 * they stand now, so that a paper whose visits changed is another one, and the old one is found superseded. `subject`: an
 * invoice's id; the engagement's own id prints the form with its rows and blanks for the rest, to be signed by hand.
 * Source: 事務処理要領 様式第5号; FY5-1…14, X-04.
 */
const print = (facts: PaperFacts, subject: string): PrintData | PrintRefusal | null => {
  const { engagement } = facts;
  const invoice = Object.hasOwn(engagement.invoices, subject) ? (engagement.invoices[subject] ?? null) : null;
  if (!invoice && subject !== engagement.core?.id) return null;
  const ruleSet = ruleSetOfPaper(facts);
  if (!ruleSet?.invoiceForm) return { refused: 'no_rules' };
  const state = invoice ? stateOf(engagement, ruleSet, invoice) : null;
  return finishPaper(facts, ruleSet, {
    code: 'invoice',
    form: formOf(ruleSet.invoiceForm, invoice),
    draft: invoice === null,
    subject,
    on: invoice?.on ?? null,
    head: {
      addressee: `${facts.programme.addressee}　殿`,
      madeOn: invoice ? eraDate(invoice.on) : BLANK_DATE,
      people: peopleOf(facts, invoice),
      sentence: sentenceOf(facts, ruleSet, invoice),
    },
    sections: [
      amountSection(ruleSet, engagement, invoice),
      { heading: '2　実施支援事業者', rows: [[textCell('FY5-8', '', facts.company?.name ?? '')]] },
      rowsSection('3　実施内容等', claimedRows(engagement, invoice), { blank: invoice === null ? BLANK_TIMES : '' }),
      ...otherRows(engagement, invoice),
      closingSection(facts, ruleSet),
    ],
    annex: null,
    notes: state === null ? [] : [state],
  });
};

export const invoicePaper: PaperForm = {
  subjects: ({ invoices }) => Object.keys(invoices),
  part: (subject) => `invoice/${subject}`,
  shows: ['invoice', 'closingConfirmation', 'visit'],
  editable: false,
  print,
};

/** A 仕入明細書 is the office's paper: it keeps the form's number and says what it is. */
const formOf = (form: NonNullable<RuleSet['invoiceForm']>, invoice: EngagementInvoice | null) =>
  invoice?.maker === 'office' ? { ...form, title: STATEMENT, officialTitle: STATEMENT } : form;
const STATEMENT = '経営革新計画伴走支援事業謝金等仕入明細書';

/** What speaks against the invoice, as its paper says it; null while it stands. */
const stateOf = (engagement: Engagement, ruleSet: RuleSet, invoice: EngagementInvoice): string | null => {
  const by = Object.values(engagement.invoices).find(({ replaces }) => replaces?.number === invoice.number);
  if (by) return `この書面は、${by.number}（${wareki(by.on)}）によって訂正されています。`;
  if (invoice.voided) return `この書面は、作成者が取り消しました。理由：${invoice.voided.reason}`;
  return invoiceStands({ engagement, ruleSet }, invoice)
    ? null
    : 'この書面を作った後に、訪問の内容が変わりました。この書面は、いまの記録には当てはまりません。';
};

const peopleOf = (facts: PaperFacts, invoice: EngagementInvoice | null): readonly PrintCell[] => {
  const number = invoice?.invoice.groups.find((group) => group.number !== null)?.number ?? null;
  return [
    ...(invoice ? [textCell('FY5-1', '（請求書番号）', invoice.number)] : []),
    textCell('FY5-2', '（専門家名）', invoice?.issuer.name ?? facts.expert?.name ?? ''),
    // 記名: the expert made it, signed in, by their own operation; the desk's statement bears the name alone.
    ...(invoice?.maker === 'office' ? [] : [textCell('FY5-2', '（署名又は記名押印）', invoice ? '記名' : '')]),
    // A non-registered expert's paper does not even have the label (消費税法第57条の5).
    ...(invoice === null || number !== null ? [textCell('FY5-3', '（登録番号）', number ?? 'T')] : []),
  ];
};

const sentenceOf = (facts: PaperFacts, { printing }: RuleSet, invoice: EngagementInvoice | null): string => {
  const on = invoice?.contractOn ?? facts.engagement.core?.contract?.concludedOn;
  const day = on === undefined ? BLANK_DATE : eraDate(on);
  // A slip of the paper (付けて for 付けで), kept until the office approves another wording.
  const dated = isCorrected(printing, 'X-04') ? '付けで' : '付けて';
  const verb = invoice?.maker === 'office' ? 'お支払いします' : '請求します';
  return `${day}${dated}契約を締結した経営革新計画伴走支援事業支援事業者指導業務委託について、下記のとおり${verb}。`;
};

const amountSection = ({ money }: RuleSet, engagement: Engagement, invoice: EngagementInvoice | null): PrintSection => {
  const blank = '　　　　　';
  const fee = yenWords(money?.fee?.value ?? 0);
  const flat = yenWords(money?.travel?.flat.value ?? 0);
  if (!invoice)
    return {
      heading: '1　請求額',
      rows: [
        [textCell('FY5-5', '請求額', `${blank}円（うち消費税額10%　${blank}円）`)],
        [textCell('FY5-6', '内訳　謝金', `@${fee}×　　回＝${blank}円`)],
        [textCell('FY5-7', '　　　旅費', `@${flat}×　　回＝${blank}円`)],
      ],
    };
  const flats = invoice.visits.filter(({ travel }) => travel.kind === 'flat');
  const actuals = invoice.visits.filter(({ travel }) => travel.kind === 'actual');
  const flatYen = flats.reduce((sum, { travel }) => sum + travel.yen, 0);
  return {
    heading: '1　請求額',
    rows: [
      [textCell('FY5-5', '請求額', amountWords(invoice))],
      [textCell('FY5-6', '内訳　謝金', `@${fee}×${invoice.visits.length}回＝${yenWords(invoice.invoice.feeYen)}`)],
      [textCell('FY5-7', '　　　旅費', `@${flat}×${flats.length}回＝${yenWords(flatYen)}`)],
      ...(actuals.length === 0
        ? []
        : [
            [
              textCell(
                'FY5-7',
                '　　　旅費実費',
                actuals
                  .map(
                    ({ visit, travel }) =>
                      `${numberWords(engagement, visit)}　${travel.route}　${yenWords(travel.yen)}`,
                  )
                  .join('\n'),
              ),
            ],
          ]),
      ...(invoice.replaces
        ? [
            [
              textCell(
                'FY5-1',
                '訂正',
                `請求書 ${invoice.replaces.number} を訂正したもの。\n訂正した内容：${invoice.replaces.what}`,
              ),
            ],
          ]
        : []),
      ...(invoice.confirmed ? [[textCell('FY5-2', '専門家の確認', `この明細を確認しました。`)]] : []),
    ],
  };
};

/** 金168,000円（うち消費税額…）; a line for each rate and each kind where there are several. */
const amountWords = ({ invoice: { totalYen, groups } }: EngagementInvoice): string => {
  const [only] = groups;
  const whole = `金${yenWords(totalYen)}`;
  if (only && groups.length === 1) return `${whole}${taxWords(only)}`;
  return [
    whole,
    ...groups.map((group) => `　${groupWords(group)}　${yenWords(group.totalYen)}${taxWords(group)}`),
  ].join('\n');
};

const groupWords = ({ qualified, ratePercent }: TaxGroup): string =>
  `${ratePercent}%対象${qualified ? '（登録後の役務）' : '（登録前の役務）'}`;

const taxWords = ({ qualified, ratePercent, taxYen, taxShown }: TaxGroup): string => {
  if (!taxShown) return '';
  return `（うち${qualified ? '消費税額' : '消費税等相当額'}${ratePercent}%　${yenWords(taxYen)}）`;
};

const numberWords = ({ visits }: Engagement, visit: string): string => {
  const number = visits[visit]?.number ?? null;
  return number === null ? '' : `第${number}回`;
};

const isOn = (invoice: EngagementInvoice | null, { visit }: ClosingRow): boolean =>
  invoice === null || invoice.visits.some((one) => one.visit === visit);

const claimedRows = (engagement: Engagement, invoice: EngagementInvoice | null): readonly ClosingRow[] =>
  closingRows(engagement).filter((row) => isOn(invoice, row));

const rowsSection = (
  heading: string,
  rows: readonly ClosingRow[],
  { atLeast = ROWS, blank = '' }: { readonly atLeast?: number; readonly blank?: string } = {},
): PrintSection => ({
  heading,
  columns: [
    { label: '実施日時', share: 46 },
    { label: '支援内容', share: 80 },
    { label: '支援場所', share: 36 },
  ],
  rows: [...rows, ...Array.from({ length: Math.max(0, atLeast - rows.length) }, () => null)].map((row) => [
    textCell('FY5-9', '', row ? `${row.day}\n${row.hours}` : blank, row ? 1 : 2),
    textCell('FY5-9', '', row?.gist ?? ''),
    textCell('FY5-9', '', row?.place ?? ''),
  ]),
});

/** The company signs for every visit, also for one that is not claimed. */
const otherRows = (engagement: Engagement, invoice: EngagementInvoice | null): readonly PrintSection[] => {
  const rows = closingRows(engagement).filter((row) => !isOn(invoice, row));
  return rows.length === 0 ? [] : [rowsSection('謝金の対象外の回', rows, { atLeast: 0 })];
};

const FELL = 'この署名の後に、支援の内容が変わりました。この署名は、いまの記録には当てはまりません。';

const closingSection = (facts: PaperFacts, { confirmationSentence }: RuleSet): PrintSection => {
  const closing = closingOf(facts.engagement);
  const block = closing && signatureBlock({ ...closing.confirmation, ...NOT_OF_A_VISIT });
  return {
    heading: confirmationSentence.value,
    rows: [
      [textCell('FY5-14', '支援事業者名', facts.company?.name ?? '')],
      block
        ? [
            {
              field: 'FY5-14',
              label: '代表者の職・氏名\n（署名又は記名押印）',
              value: { ...block, sentence: '', details: [...block.details, ...(closing.stands ? [] : [FELL])] },
              lines: 1,
            },
          ]
        : [textCell('FY5-14', '代表者の職・氏名\n（署名又は記名押印）', '', 3)],
    ],
  };
};

/** What only a confirmation of one visit has. */
const NOT_OF_A_VISIT = { visit: '', guest: null, codeProof: null, paperProof: null, enteredBy: null } as const;
