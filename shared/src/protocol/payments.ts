import * as v from 'valibot';
import { LEDGERS } from '../payment/ledger-names.ts';

/** What became of a wish for the bank's file. */
export const bankFileAnswerSchema = v.strictObject({
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  count: v.pipe(v.number(), v.integer(), v.minValue(1)),
  totalYen: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type BankFileAnswer = v.InferOutput<typeof bankFileAnswerSchema>;

/** A ledger that a device is about to write: which, in which format, how many rows. */
export const exportNoteSchema = v.strictObject({
  ledger: v.picklist(LEDGERS),
  format: v.picklist(['xlsx', 'csv']),
  rows: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
});
export type ExportNote = v.InferOutput<typeof exportNoteSchema>;

/**
 * What stands against the invoices of a programme by everything the office has, each in the codes of `HOLD_CODES`; a code that this
 * device does not know yet counts all the same.
 */
export const invoiceHoldsSchema = v.object({
  invoices: v.array(v.object({ engagement: v.string(), invoice: v.string(), codes: v.array(v.string()) })),
});
export type InvoiceHolds = v.InferOutput<typeof invoiceHoldsSchema>;
