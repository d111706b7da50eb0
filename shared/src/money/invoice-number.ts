import type { Day } from '../time/day.ts';
import type { Invoice } from './invoice.ts';

/**
 * An invoice as it was issued. It is never edited: a mistake is mended by another one, which names this one's number and what it
 * corrects (修正した適格請求書, 消費税法第57条の4第4項); both are kept.
 */
export type IssuedInvoice = {
  readonly number: string;
  readonly issuedOn: Day;
  readonly invoice: Invoice;
  readonly corrects: { readonly number: string; readonly what: string } | null;
};

/** Which engagement's invoice it is, and all that were ever issued for it, corrected and withdrawn ones too. */
export type Numbering = {
  readonly programme: string;
  readonly engagement: string;
  readonly issued: readonly Pick<IssuedInvoice, 'number' | 'corrects'>[];
};

export type NotIssued =
  | { readonly code: 'before-last-service'; readonly lastServedOn: Day }
  | { readonly code: 'unknown-number' }
  | { readonly code: 'already-corrected'; readonly by: string };

/**
 * Issues an invoice under the next number, programme-engagement-sequence; no number is given twice. Refused: a day before the
 * last service it claims (FY5-1), and the correction of an invoice that was not issued or has been corrected already.
 */
export const issueInvoice = (
  numbering: Numbering,
  {
    lastServedOn,
    ...rest
  }: Omit<IssuedInvoice, 'number'> & {
    readonly lastServedOn: Day;
  },
): IssuedInvoice | NotIssued => {
  const { issuedOn, corrects } = rest;
  if (issuedOn < lastServedOn) return { code: 'before-last-service', lastServedOn };
  if (corrects !== null && !numbering.issued.some(({ number }) => number === corrects.number))
    return { code: 'unknown-number' };
  const twin = numbering.issued.find((other) => corrects !== null && other.corrects?.number === corrects.number);
  if (twin) return { code: 'already-corrected', by: twin.number };
  return { ...rest, number: nextNumber(numbering) };
};

const nextNumber = ({ programme, engagement, issued }: Numbering): string => {
  const stem = `${programme}-${engagement}-`;
  const used = issued.flatMap(({ number }) => (number.startsWith(stem) ? [Number(number.slice(stem.length))] : []));
  return `${stem}${Math.max(0, ...used) + 1}`;
};
