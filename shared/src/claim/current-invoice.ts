import type { Engagement } from '../engagement/engagement.ts';
import type { EngagementInvoice } from '../engagement/engagement-invoice.ts';

/** Invoices in the order of their numbers. */
export const invoicesInOrder = ({ invoices }: Pick<Engagement, 'invoices'>): readonly EngagementInvoice[] =>
  Object.values(invoices).toSorted((a, b) => sequenceOf(a) - sequenceOf(b));

const sequenceOf = ({ number }: EngagementInvoice): number => Number(number.slice(number.lastIndexOf('-') + 1));

/** The invoice that speaks for the engagement: neither corrected by another one nor taken back. */
export const currentInvoice = (engagement: Pick<Engagement, 'invoices'>): EngagementInvoice | null => {
  const replaced = new Set(Object.values(engagement.invoices).map(({ replaces }) => replaces?.number));
  return invoicesInOrder(engagement).findLast(({ number, voided }) => voided === null && !replaced.has(number)) ?? null;
};
