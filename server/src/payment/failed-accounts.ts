import type { Envelope } from '@banso/shared/operation/envelope.ts';
import { accountSentBack } from '@banso/shared/payee/operations/accounts.ts';
import { newestAccount, stateOfAccount } from '@banso/shared/payee/payee.ts';
import { lastResult } from '@banso/shared/payment/payment-run.ts';
import { paymentResultsRecorded, paymentResultsRecordedAnyDay } from '@banso/shared/payment/result-operations.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import type { Server } from '../server.ts';
import type { Transaction } from '../store/schema.ts';
import { recordAsServer } from '../sync/record-as-server.ts';
import { runRecords } from './run-records.ts';

/** What did not arrive, by operations just carried out: run by run, with who recorded it. */
export const failedAccounts = (
  operations: readonly Envelope[],
): readonly { readonly run: string; readonly by: string }[] =>
  operations.flatMap(({ type, aggregate, actor }) => (RESULTS.includes(type) ? [{ run: aggregate, by: actor }] : []));

const RESULTS: readonly string[] = [paymentResultsRecordedAnyDay.type, paymentResultsRecorded.type];

/**
 * 振込不能: the account goes back to its owner, in the transaction of the result and with the bank's own words, so that nobody pays into
 * it again before form 6 was handed in anew (requirements 4.5). In the name of whoever recorded the result.
 */
export const sendFailedAccountsBack = async (
  tx: Transaction,
  server: Pick<Server, 'accept' | 'clock' | 'random'>,
  {
    tenant,
    failed,
  }: { readonly tenant: string; readonly failed: readonly { readonly run: string; readonly by: string }[] },
): Promise<void> => {
  for (const { run: id, by } of failed) {
    const records = await runRecords(tx, id);
    if (!records) continue;
    for (const payment of Object.values(records.run.payments)) {
      const result = lastResult(payment);
      const payee = records.payeeOf(payment.payee);
      const account = payee && newestAccount(payee);
      if (result?.outcome !== 'failed' || account?.id !== payment.account) continue;
      if (stateOfAccount(account) === 'sentBack') continue;
      const body = {
        account: account.id,
        reason: `${wareki(result.on)}の振込が、銀行から戻りました（${result.reason}）。口座確認票を出し直してください。`,
      };
      await recordAsServer(tx, {
        server,
        tenant,
        operations: [
          {
            type: 'account-sent-back@1',
            kind: 'payee',
            aggregate: payment.payee,
            actor: by,
            atMs: server.clock.nowMs(),
            basis: accountSentBack.basis?.(payee, body) ?? null,
            body,
          },
        ],
      });
    }
  }
};
