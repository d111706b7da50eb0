import { type PaymentRun, stateOfRun } from '@banso/shared/payment/payment-run.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { monthAndDay, wareki } from '@banso/shared/time/wareki.ts';
import { useBanso, useQuery, useSyncStatus } from '../../sync/banso-context.tsx';
import { ButtonLink, NewTabLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { paths } from '../paths.ts';
import { CancelRun } from './cancel-run.tsx';
import { messages } from './messages.ts';
import { NextStep } from './next-step.tsx';
import { RunMark } from './payments-screen.tsx';
import { PaymentTable, ResultMark } from './payment-table.tsx';
import { type Payments, usePayments } from './use-payments.ts';

/** One run: where it stands, the one next step, its payments, and the way out. */
export function RunScreen({ id }: { readonly id: string }) {
  const payments = usePayments();
  const waits = useQuery(
    async (store) => (await store.outbox()).some(({ aggregate, verdict }) => aggregate === id && verdict === null),
    [id],
  );
  if (!payments) return null;
  const run = payments.runs.find((one) => one.id === id);
  return (
    <DeskPlaces current="payments">
      <div className="payment">
        <ButtonLink look="text" icon="back" href={paths.payments}>
          {messages.back}
        </ButtonLink>
        {run ? (
          <>
            <h1>{messages.runOn(wareki(run.transferOn))}</h1>
            <p>
              <RunMark run={run} />
            </p>
            {waits && <Notice kind="info" title={messages.waiting} />}
            <Steps run={run} nameOf={payments.nameOf} />
            <NextStep run={run} payments={payments} />
            <Details run={run} payments={payments} />
            <CancelRun run={run} />
          </>
        ) : (
          <Notice kind="warn" title={messages.notThere}>
            <p>{messages.notThereHint}</p>
          </Notice>
        )}
      </div>
    </DeskPlaces>
  );
}

/** Who did which step when; the next one stands out. */
function Steps({ run, nameOf }: { readonly run: PaymentRun; readonly nameOf: Payments['nameOf'] }) {
  const { made, checked, approved, file, sent, closed } = run;
  const steps = [
    { key: 'made', deed: made },
    { key: 'checked', deed: checked },
    { key: 'approved', deed: approved },
    { key: 'file', deed: file },
    { key: 'sent', deed: sent },
    { key: 'closed', deed: closed },
  ] as const;
  const next = run.cancelled ? -1 : steps.findIndex(({ deed }) => deed === null);
  return (
    <ol className="payment__steps" aria-label={messages.steps}>
      {steps.map(({ key, deed }, index) => (
        <li key={key} aria-current={index === next ? 'step' : undefined} data-done={deed !== null || undefined}>
          <strong>{messages.step[key]}</strong>
          <small>
            {deed ? messages.stepDone(nameOf(deed.by), when(deed.atMs)) : index === next ? messages.stepNow : ''}
          </small>
        </li>
      ))}
    </ol>
  );
}

const when = (atMs: number): string => `${monthAndDay(dayInJapan(atMs))}${clockTimeInJapan(atMs)}`;

function Details({ run, payments }: { readonly run: PaymentRun; readonly payments: Payments }) {
  const { reachable } = useSyncStatus();
  const { me } = useBanso();
  const list = Object.values(run.payments).toSorted((a, b) => (a.payee < b.payee ? -1 : 1));
  const readsNotices = run.sent !== null && reachable !== false && me.roles.length > 0;
  return (
    <section className="section">
      <h2>{messages.payments}</h2>
      <PaymentTable
        payments={list}
        known={payments}
        on={run}
        {...(run.sent
          ? {
              after: {
                head: messages.result,
                cell: (payment) => (
                  <>
                    <ResultMark payment={payment} />
                    {readsNotices && (
                      <NewTabLink look="text" href={paths.paymentNotice(run.id, payment.payee)}>
                        {messages.notice}
                      </NewTabLink>
                    )}
                  </>
                ),
              },
            }
          : {})}
      />
      {run.file && (
        <p className="hint">
          {messages.hash}：<code className="payment__hash">{run.file.sha256}</code>
        </p>
      )}
      {run.cancelled && (
        <Notice kind="info" title={messages.cancelledBy(payments.nameOf(run.cancelled.by), run.cancelled.reason)} />
      )}
      {stateOfRun(run) === 'closed' && <Notice kind="done" title={messages.closedAt} />}
    </section>
  );
}
