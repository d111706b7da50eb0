import { yenWords } from '@banso/shared/money/yen.ts';
import { accountWords } from '@banso/shared/payment/account-words.ts';
import { type KeptPayment, lastResult, type PaymentRun } from '@banso/shared/payment/payment-run.ts';
import { stepsOf } from '@banso/shared/payment/reckon-run.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import type { ReactNode } from 'react';
import { DataTable } from '../../ui/data-table.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { labelled } from './labelled.tsx';
import { messages } from './messages.ts';
import type { Payments } from './use-payments.ts';

/** Each payment with its amounts and why; `after` stands in a column of its own. */
export function PaymentTable({
  payments,
  known,
  on,
  after,
}: {
  readonly payments: readonly KeptPayment[];
  readonly known: Pick<Payments, 'nameOf' | 'payeeOf'>;
  readonly on: Pick<PaymentRun, 'rule' | 'transferOn'>;
  readonly after?: { readonly head: string; readonly cell: (payment: KeptPayment) => ReactNode };
}) {
  const { nameOf, payeeOf } = known;
  return (
    <>
      <DataTable
        caption={messages.paymentsCaption}
        items={payments}
        rowKey={({ payee }) => payee}
        empty=""
        columns={[
          labelled<KeptPayment>('expert', messages.expert, {
            cell: ({ payee, account }) => {
              const version = payeeOf(payee)?.accounts[account];
              return (
                <>
                  {nameOf(payee)}
                  <small>{version ? accountWords(version) : messages.accountHidden}</small>
                </>
              );
            },
          }),
          labelled<KeptPayment>('invoices', messages.invoices, {
            cell: ({ invoices }) => invoices.map(({ number }) => <div key={number}>{number}</div>),
          }),
          labelled<KeptPayment>('gross', messages.gross, { figures: true, cell: ({ totalYen }) => yenWords(totalYen) }),
          labelled<KeptPayment>('withheld', messages.withheld, {
            figures: true,
            cell: ({ withheldYen, baseYen }) => (
              <>
                {yenWords(withheldYen)}
                <small>{baseYen === null ? messages.none : `${messages.base} ${yenWords(baseYen)}`}</small>
              </>
            ),
          }),
          labelled<KeptPayment>('transfer', messages.transfer, {
            figures: true,
            cell: ({ transferYen }) => <strong>{yenWords(transferYen)}</strong>,
          }),
          ...(after ? [{ key: 'after', ...after }] : []),
        ]}
      />
      <p className="payment__total">
        {messages.total}：{messages.gross} {yenWords(sum(payments, 'totalYen'))}、{messages.withheld}{' '}
        {yenWords(sum(payments, 'withheldYen'))}、
        <strong>{`${messages.transfer} ${yenWords(sum(payments, 'transferYen'))}`}</strong>
      </p>
      <details className="payment__why">
        <summary>{messages.why}</summary>
        {payments.map((payment) => (
          <dl key={payment.payee}>
            <dt>{nameOf(payment.payee)}</dt>
            {stepsOf(payment, on).why.map(({ what, figures, article }) => (
              <dd key={what}>
                {what}：{figures}
                <small>{messages.article(article)}</small>
              </dd>
            ))}
          </dl>
        ))}
      </details>
    </>
  );
}

/** What the bank said of a payment. */
export function ResultMark({ payment }: { readonly payment: KeptPayment }) {
  const result = lastResult(payment);
  if (!result) return <StateMark state="waiting">{messages.noResult}</StateMark>;
  return result.outcome === 'paid' ? (
    <StateMark state="sent">{messages.paidOn(wareki(result.on))}</StateMark>
  ) : (
    <StateMark state="refused">{messages.failedOn(wareki(result.on), result.reason)}</StateMark>
  );
}

const sum = (payments: readonly KeptPayment[], key: 'totalYen' | 'withheldYen' | 'transferYen'): number =>
  payments.reduce((total, payment) => total + payment[key], 0);
