import type { Invoice } from '../money/invoice.ts';
import type { Issuer } from '../money/invoice-line.ts';
import type { Day } from '../time/day.ts';

/** One visit on an invoice: what it comes to, and the hash of what the invoice prints of it. */
export type InvoicedVisit = {
  readonly visit: string;
  readonly basis: string;
  readonly feeYen: number;
  readonly travel: { readonly kind: 'none' | 'flat' | 'actual'; readonly yen: number; readonly route: string };
};

/** Who stands on the invoice: the name it is made out under, and how that person rounds and is registered. */
export type InvoiceIssuer = Issuer & { readonly name: string };

/**
 * 様式第5号 as it was issued, or the 仕入明細書 that the office made in its place (`maker`), which counts once the expert has
 * confirmed it. Never edited: a mistake is mended by another one, which names this one's number and what changed (`replaces`,
 * 消費税法第57条の4第4項). `number` is programme-engagement-sequence, given in the order in which the office took them in, and
 * never given twice. `voided`: taken back by its maker. Whether it still says what the visits say is computed, never stored.
 */
export type EngagementInvoice = {
  readonly id: string;
  readonly number: string;
  readonly maker: 'expert' | 'office';
  readonly on: Day;
  readonly contractOn: Day;
  readonly visits: readonly InvoicedVisit[];
  readonly invoice: Invoice;
  readonly issuer: InvoiceIssuer;
  readonly replaces: { readonly number: string; readonly what: string } | null;
  readonly by: string;
  readonly atMs: number;
  readonly operation: string;
  readonly confirmed: { readonly by: string; readonly atMs: number } | null;
  readonly voided: { readonly reason: string; readonly by: string; readonly atMs: number } | null;
};
