import type { PrintData } from '@banso/shared/forms/print-data.ts';
import { paymentNotice, PAYMENT_NOTICE } from '@banso/shared/payment/payment-notice.ts';
import { paymentPart } from '@banso/shared/payment/payment-run.ts';
import { carriesPart } from '@banso/shared/scope/reach.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { appendAccess } from '../access/record-access.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { rememberPaper } from '../forms/remember-paper.ts';
import { type PrintedPaper, printSigned } from '../forms/print-paper.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { scopesThatShow } from '../store/reach.ts';
import type { Transaction } from '../store/schema.ts';
import { runRecords } from './run-records.ts';

export type NoticeAsked = { readonly run: string; readonly payee: string; readonly baseUrl: string };

/**
 * 支払通知書 as a paper, for whoever was paid and for those who read what is paid; its hash is kept. Throws `not_found` alike for
 * what is not there and what this person does not see, and what printing throws.
 */
export const givePaymentNotice = async (
  server: Server,
  { tenant, person }: SessionHolder,
  { run, payee, baseUrl }: NoticeAsked,
): Promise<PrintedPaper> => {
  const atMs = server.clock.nowMs();
  const data = await server.store.read(tenant, async (tx) => {
    const scopes = await scopesThatShow(tx, { person, kind: 'paymentRun', id: run, today: dayInJapan(atMs) });
    const sees = scopes.some((scope) => carriesPart(scope, 'paymentRun', paymentPart(payee)));
    return sees ? noticeData(tx, { tenant, run, payee, baseUrl }) : null;
  });
  if (!data) throw new Problem('not_found');
  const paper = await printSigned(server, tenant, data);
  const subject = { kind: 'paymentRun', aggregate: run, part: paymentPart(payee) } as const;
  await server.store.transact(tenant, async (tx) => {
    const fileHash = await rememberPaper(tx, { ...paper, form: PAYMENT_NOTICE, engagement: run, subject: payee, atMs });
    await appendAccess(tx, atMs, [
      {
        event: 'printed',
        purpose: 'payment',
        person,
        device: null,
        subject,
        detail: { form: PAYMENT_NOTICE, fileHash },
      },
    ]);
  });
  return paper;
};

/** What the notice of this person in this run says now; null where there is none. */
export const noticeData = async (
  tx: Transaction,
  { tenant, run: id, payee, baseUrl }: NoticeAsked & { readonly tenant: string },
): Promise<PrintData | null> => {
  const records = await runRecords(tx, id);
  const payment = records?.run.payments[payee];
  if (!records || !payment) return null;
  return paymentNotice({
    tenant,
    run: records.run,
    payment,
    programme: records.programme,
    payeeName: records.personOf(payee)?.name ?? '',
    account: records.payeeOf(payee)?.accounts[payment.account] ?? null,
    baseUrl,
  });
};
