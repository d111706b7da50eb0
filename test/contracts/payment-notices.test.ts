import { openPrinter } from '@banso/server/forms/printer.ts';
import type { LogLine } from '@banso/server/server.ts';
import { paymentNotice } from '@banso/shared/payment/payment-notice.ts';
import type { PaymentRun } from '@banso/shared/payment/payment-run.ts';
import { instantInJapan } from '@banso/shared/time/day.ts';
import { afterAll, expect, test } from 'vitest';
import { EXPERT } from '../fixtures/engagement.ts';
import { ACCOUNT, ACCOUNTANT, paymentFor, PROGRAMME, runOf, SENT, TRANSFER_ON } from '../fixtures/payment.ts';
import { builtForms } from '../support/built-forms.ts';
import { keepToLook } from '../support/golden.ts';
import { readPdf } from '../support/read-pdf.ts';

const log: LogLine[] = [];
const printer = openPrinter(builtForms, (line) => log.push(line));
afterAll(() => printer.close());

const noticeOf = (run: PaymentRun, name = '青柳 由美子（サンプル）') => {
  const payment = run.payments[EXPERT];
  if (!payment) throw new Error('no payment');
  return paymentNotice({
    tenant: 'sample',
    run,
    payment,
    programme: PROGRAMME,
    payeeName: name,
    account: ACCOUNT,
    baseUrl: 'https://banso.example.jp',
  });
};

const sent = { ...SENT, sent: { ...SENT.sent, atMs: instantInJapan('2026-02-06', '10:00') } };
const failed = (run: PaymentRun): PaymentRun => {
  const payment = run.payments[EXPERT];
  if (!payment) throw new Error('no payment');
  const result = { outcome: 'failed', on: TRANSFER_ON, reason: '該当する口座がない', by: ACCOUNTANT, atMs: 9 } as const;
  return { ...run, payments: { [EXPERT]: { ...payment, results: [result] } } };
};

test.each([
  ['payment-notice', noticeOf(runOf(sent))],
  ['payment-notice-seven', noticeOf(runOf(sent, [paymentFor(7)]), '髙﨑 𠮷美（サンプル）')],
  ['payment-notice-failed', noticeOf(failed(runOf(sent)))],
])(
  '[L13.341] %s says gross, tax, withholding with base and article, transfer, day and invoice numbers',
  async (name, data) => {
    if (!data) throw new Error('no notice');
    const printed = await printer.print(data, instantInJapan('2026-02-06', '10:00'));
    if (!('pdf' in printed)) throw new Error(JSON.stringify(printed));
    keepToLook(name, printed.pdf);
    const { pages } = await readPdf(printed.pdf);
    await expect(pages.map(({ lines }) => lines.join('\n')).join('\n--\n')).toMatchFileSnapshot(
      `../fixtures/printed/${name}.txt`,
    );
  },
);

test('[L13.341] there is no notice before the bank has the transfer', () => {
  expect(noticeOf(runOf())).toBeNull();
});
