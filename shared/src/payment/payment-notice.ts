import type { PrintCell, PrintData } from '../forms/print-data.ts';
import { textCell } from '../forms/print-data.ts';
import { verificationCode } from '../forms/verification-code.ts';
import { firstCharacters } from '../lib/text.ts';
import { yenWords } from '../money/yen.ts';
import type { AccountVersion } from '../payee/payee.ts';
import { type Programme, ruleSetOn } from '../programme/programme.ts';
import { dayInJapan } from '../time/day.ts';
import { eraDate, wareki } from '../time/wareki.ts';
import { accountWords } from './account-words.ts';
import { type KeptPayment, lastResult, type PaymentRun } from './payment-run.ts';
import { stepsOf } from './reckon-run.ts';

/** The name of the paper in its address, its template and the list of printed papers. */
export const PAYMENT_NOTICE = 'payment-notice';

/** All that a payment notice says. `account` is null where bank data was erased since: the paper then says the end of nothing. */
export type NoticeFacts = {
  readonly tenant: string;
  readonly run: PaymentRun;
  readonly payment: KeptPayment;
  readonly programme: Programme;
  readonly payeeName: string;
  readonly account: Pick<AccountVersion, 'bank' | 'branch' | 'type' | 'number'> | null;
  readonly baseUrl: string;
};

/**
 * 支払通知書: what one person was paid, of which invoices, what was withheld and why, and when the transfer arrives. Null before the
 * bank has the transfer: until then nothing was paid. Source: requirements 4.5, 2.3.
 */
export const paymentNotice = (facts: NoticeFacts): PrintData | null => {
  const { run, payment, programme, payeeName } = facts;
  const ruleSet = ruleSetOn(programme, run.transferOn);
  if (!run.sent || !ruleSet) return null;
  const result = lastResult(payment);
  const data = {
    form: { code: PAYMENT_NOTICE, name: '支払通知書', clause: '', version: '1', title: '支払通知書' },
    head: {
      addressee: `${payeeName}　様`,
      madeOn: `${eraDate(dayInJapan(run.sent.atMs))}通知`,
      people: [textCell('', '支払者', programme.office), textCell('', '事業', programme.name)],
    },
    sections: [
      { heading: '振込', rows: transferRows(facts) },
      { heading: '金額', rows: amountRows(facts) },
      {
        heading: '支払の対象の請求書',
        rows: payment.invoices.map(({ number, totalYen, taxYen, groups }): readonly PrintCell[] => [
          textCell('', '請求書番号', [number, ...new Set(groups.flatMap((group) => group.number ?? []))].join('\n')),
          textCell('', '請求額', `${yenWords(totalYen)}\n（うち消費税等 ${yenWords(taxYen)}）`),
        ]),
      },
      { heading: '計算の根拠', rows: stepRows(facts) },
    ],
    annex: null,
    notes: [
      '振込手数料は差し引いていません。支払者の負担です。（民法第485条、フリーランス法第5条）',
      ...(result?.outcome === 'failed'
        ? [`この振込は、${wareki(result.on)}に銀行から戻りました（${result.reason}）。口座確認票を出し直してください。`]
        : []),
      '金額が合わないときは、支払者へお知らせください。',
    ],
    marks: programme.sample ? ['サンプル'] : [],
    runningHead: `支払通知書　${payeeName}　${wareki(run.transferOn)}`,
    fileName: fileNameOf([run.transferOn.replaceAll('-', ''), '支払通知書', payeeName, `${payment.transferYen}円`]),
  };
  const foot = {
    programme: programme.name,
    ruleSet: `${ruleSet.regulation} ${ruleSet.version}`,
    evidenceGrade: null,
  };
  const code = verificationCode([facts.tenant, run.id, payment.payee, data, foot]);
  return {
    ...data,
    foot: { ...foot, verification: { code, url: `${facts.baseUrl.replace(/\/$/, '')}/verify/${code}` } },
  };
};

const transferRows = ({ run, account }: NoticeFacts): readonly (readonly PrintCell[])[] => [
  [textCell('', '振込日', wareki(run.transferOn))],
  [textCell('', '振込先', account ? accountWords(account) : '（口座の記録は、保存の期間が終わり消去されています）')],
];

const amountRows = ({ payment }: NoticeFacts): readonly (readonly PrintCell[])[] => [
  [textCell('', '支払総額（税込）', yenWords(payment.totalYen))],
  [textCell('', 'うち消費税等', yenWords(payment.invoices.reduce((sum, { taxYen }) => sum + taxYen, 0)))],
  [textCell('', '源泉徴収の対象', payment.baseYen === null ? 'なし' : yenWords(payment.baseYen))],
  [textCell('', '源泉徴収税額', yenWords(payment.withheldYen))],
  [textCell('', '差引振込額', `金${yenWords(payment.transferYen)}`)],
];

const stepRows = ({ run, payment }: NoticeFacts): readonly (readonly PrintCell[])[] =>
  stepsOf(payment, run).why.map(({ what, figures, article }) => [textCell('', what, `${figures}\n（${article}）`)]);

const NAME_LENGTH = 40;

/** date_party_amount, as the electronic books law wants papers to be found. */
const fileNameOf = (parts: readonly string[]): string =>
  parts.map((part) => firstCharacters(part.replace(/[\s\\/:*?"<>|.]/g, ''), NAME_LENGTH)).join('_');
