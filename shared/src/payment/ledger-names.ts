/** The ledgers of a programme: evidence that is searched for, totals, and what was withheld. */
export const LEDGERS = ['documents', 'totals', 'withholding'] as const;
export type LedgerName = (typeof LEDGERS)[number];
