import type { Invoice } from './invoice.ts';
import { type InvoiceLine, taxWithin } from './invoice-line.ts';
import type { Step } from './step.ts';
import { ROUNDING_WORDS, type Rounding, ROUNDINGS, sumYen, yenWords } from './yen.ts';

/**
 * Compares the tax that an invoice on paper bears with the right one; null when they agree. Sent back is the tax alone: the total
 * stands. It says so where the writer added up the unit taxes (2,863 and 190), which is what the paper form invites to.
 */
export const judgeWrittenTax = (
  writtenTaxYen: number,
  {
    lines,
    invoice,
    rounding,
  }: { readonly lines: readonly InvoiceLine[]; readonly invoice: Invoice; readonly rounding: Rounding },
): Step | null => {
  if (writtenTaxYen === invoice.taxYen) return null;
  const [only] = invoice.groups.length === 1 ? invoice.groups : [];
  const summed =
    only &&
    ROUNDINGS.some((one) => writtenTaxYen === sumYen(lines.map(({ yen }) => taxWithin(yen, only.ratePercent, one))));
  return {
    what: `請求書の消費税額を訂正していただく（${summed ? '明細ごとの税額の合計は、請求書の税額になりません' : '計算と合いません'}）`,
    figures: `記載 ${yenWords(writtenTaxYen)}、正しくは ${yenWords(invoice.taxYen)}（請求額 ${yenWords(invoice.totalYen)} は変わりません。端数処理は${ROUNDING_WORDS[rounding]}）`,
    article: '消費税法施行令第70条の10（国税庁インボイスQ&A 問57）',
  };
};
