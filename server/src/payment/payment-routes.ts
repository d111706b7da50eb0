import { exportNoteSchema } from '@banso/shared/protocol/payments.ts';
import { partIdSchema } from '@banso/shared/operation/envelope.ts';
import { type Context, Hono } from 'hono';
import type { Session, SessionHolder } from '../auth/sessions.ts';
import { recordAccess } from '../access/record-access.ts';
import { attachedFile, inlineFile } from '../http/inline-file.ts';
import { parsed } from '../http/parsed.ts';
import { readJson } from '../http/read-json.ts';
import type { Server } from '../server.ts';
import { giveBankFile, makeBankFile } from './bank-file.ts';
import { invoiceHolds } from './invoice-holds.ts';
import { givePaymentNotice } from './payment-notice.ts';

export type PaymentPorts = {
  readonly readerOf: (context: Context) => Promise<SessionHolder>;
  /** A session that has shown everything its person's roles ask for. */
  readonly sessionOf: (context: Context) => Promise<Session>;
  readonly baseUrl: string;
};

/** Paying: the bank's file, notices, and the note that a ledger was taken out. */
export const paymentRoutes = (server: Server, { readerOf, sessionOf, baseUrl }: PaymentPorts): Hono => {
  const app = new Hono();
  app.post('/runs/:run/file', async (context) => {
    await readerOf(context);
    return context.json(await makeBankFile(server, await sessionOf(context), runIn(context)));
  });
  app.get('/runs/:run/file', async (context) => {
    await readerOf(context);
    const { bytes, fileName } = await giveBankFile(server, await sessionOf(context), runIn(context));
    return context.body(bytes, 200, {
      'content-type': 'application/octet-stream',
      'content-disposition': attachedFile(fileName),
      'cache-control': 'private, no-store',
    });
  });
  app.get('/runs/:run/notices/:file{.+\\.pdf}', async (context) => {
    const holder = await readerOf(context);
    const payee = parsed(partIdSchema, context.req.param('file').replace(/\.pdf$/, ''));
    const { pdf, fileName } = await givePaymentNotice(server, holder, { run: runIn(context), payee, baseUrl });
    return context.body(pdf, 200, {
      'content-type': 'application/pdf',
      'content-disposition': inlineFile(`${fileName}.pdf`),
      'cache-control': 'private, no-store',
    });
  });
  /** What the device that chooses invoices cannot know of them. */
  app.get('/holds/:programme', async (context) => {
    const holder = await readerOf(context);
    const programme = parsed(partIdSchema, context.req.param('programme'));
    context.header('cache-control', 'private, no-store');
    return context.json(await invoiceHolds(server, holder, programme));
  });
  /** Ledgers are written on the device from what it holds; that it was done stands in the log before the file does. */
  app.post('/exports', async (context) => {
    const { tenant, person, device = null } = await readerOf(context);
    const detail = await readJson(context, exportNoteSchema);
    await recordAccess(server, tenant, [
      { event: 'ledgerExported', purpose: 'payment', person, device, subject: null, detail },
    ]);
    return context.body(null, 204);
  });
  return app;
};

const runIn = (context: Context): string => parsed(partIdSchema, context.req.param('run'));
