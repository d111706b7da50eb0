import {
  type BankFileAnswer,
  bankFileAnswerSchema,
  type ExportNote,
  type InvoiceHolds,
  invoiceHoldsSchema,
} from '@banso/shared/protocol/payments.ts';
import * as v from 'valibot';
import { ask, type ServerAnswer } from './server-transport.ts';

/** What accounting asks the server for, beside the records. Never throws. */
export const paymentTransport = {
  /** Makes the bank's file of an approved run, or tells of the one there is. */
  makeFile: (run: string): Promise<ServerAnswer<BankFileAnswer>> =>
    ask(`/api/payments/runs/${encodeURIComponent(run)}/file`, {
      read: (body) => {
        const parsed = v.safeParse(bankFileAnswerSchema, body);
        return parsed.success ? parsed.output : undefined;
      },
      body: {},
    }),
  /** What stands against the invoices of a programme by everything the office has. */
  invoiceHolds: (programme: string): Promise<ServerAnswer<InvoiceHolds>> =>
    ask(`/api/payments/holds/${encodeURIComponent(programme)}`, {
      read: (body) => {
        const parsed = v.safeParse(invoiceHoldsSchema, body);
        return parsed.success ? parsed.output : undefined;
      },
    }),
  /** Writes into the access log that a ledger is taken out; it is made only once that stands there. */
  noteExport: (note: ExportNote): Promise<ServerAnswer<null>> =>
    ask('/api/payments/exports', { read: () => null, body: note }),
};
