import {
  makeTransferFile,
  type TransferFile,
  type TransferLine,
  type TransferRefusal,
} from '../money/transfer/transfer-file.ts';
import type { AccountVersion } from '../payee/payee.ts';
import type { PayerAccountFacts } from '../programme/payer-account.ts';
import type { PaymentRun } from './payment-run.ts';

/** What some banks want behind the last record. */
const END_OF_FILE = 0x1a;

/**
 * The bank's file of a run, by the profile of the payer's bank: one line for each person, in the order of their ids, so that the same
 * run gives the same bytes. The office's own numbers: the line's place in the run, and how many invoices it pays.
 */
export const bankFileOf = (
  run: PaymentRun,
  {
    payer,
    accountOf,
  }: {
    readonly payer: PayerAccountFacts;
    readonly accountOf: (payee: string, account: string) => AccountVersion | null;
  },
): TransferFile | { readonly refused: readonly TransferRefusal[] } => {
  const payments = Object.values(run.payments).toSorted((a, b) => (a.payee < b.payee ? -1 : 1));
  const lines = payments.map(({ payee, account: id, transferYen, invoices }, index): TransferLine | null => {
    const account = accountOf(payee, id);
    return (
      account && {
        bank: account.bank.code,
        bankKana: account.bank.kana,
        branch: account.branch.code,
        branchKana: account.branch.kana,
        type: account.type,
        number: account.number,
        holder: account.holder,
        yen: transferYen,
        payee: index + 1,
        engagement: invoices.length,
      }
    );
  });
  const missing = lines.flatMap((line, index) => (line ? [] : [gone(index + 1)]));
  if (missing.length > 0) return { refused: missing };
  const { name, code, bank, bankKana, branch, branchKana, type, number, symbols, lineEnds, ending } = payer;
  const made = makeTransferFile({
    orderer: { name, code, bank, bankKana, branch, branchKana, type, number },
    transferOn: run.transferOn,
    lines: lines.flatMap((line) => line ?? []),
    profile: { symbols },
    lineEnds,
  });
  if ('refused' in made || ending === 'plain') return made;
  return { ...made, bytes: Uint8Array.of(...made.bytes, END_OF_FILE) };
};

const gone = (line: number): TransferRefusal => ({
  code: 'account',
  line,
  reason: '口座の記録が見つかりません。',
  mend: '支払案を取り消し、口座を確かめてから、作り直してください。',
});
