import { yenWords } from '@banso/shared/money/yen.ts';
import { type PaymentRun, stateOfRun } from '@banso/shared/payment/payment-run.ts';
import { stepsOf } from '@banso/shared/payment/reckon-run.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useBanso, useQuery, useSyncStatus } from '../../sync/banso-context.tsx';
import { NewTabLink } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { OwnPlace } from '../own-place.tsx';
import { paths } from '../paths.ts';
import { messages as common } from './messages.ts';
import { notifiedMessages as messages } from './notified-messages.ts';
import { ResultMark } from './payment-table.tsx';
import './payment.css';

/** 支払通知: what one was paid, of which invoices, what was withheld and by which article; also without a network. */
export function NotifiedScreen() {
  const { me } = useBanso();
  const runs = useQuery((store) => store.paymentRuns(), []) ?? [];
  const own = runs.filter((run) => run.sent && run.payments[me.person] && stateOfRun(run) !== 'cancelled');
  return (
    <OwnPlace title={messages.title} current="more" back={messages.back}>
      <div className="payment__list">
        <p>{messages.intro}</p>
        {own.length === 0 && <p>{messages.none}</p>}
        {own.map((run) => (
          <NoticeOf key={run.id} run={run} person={me.person} />
        ))}
      </div>
    </OwnPlace>
  );
}

function NoticeOf({ run, person }: { readonly run: PaymentRun; readonly person: string }) {
  const { reachable } = useSyncStatus();
  const payment = run.payments[person];
  if (!payment) return null;
  const tax = payment.invoices.reduce((sum, { taxYen }) => sum + taxYen, 0);
  return (
    <section className="payment__form">
      <h2>{common.runOn(wareki(run.transferOn))}</h2>
      <ResultMark payment={payment} />
      <Facts>
        <Fact label={common.transfer}>{yenWords(payment.transferYen)}</Fact>
        <Fact label={common.gross}>{messages.withTax(yenWords(payment.totalYen), yenWords(tax))}</Fact>
        <Fact label={common.withheld}>{yenWords(payment.withheldYen)}</Fact>
        <Fact label={common.base}>{payment.baseYen === null ? common.none : yenWords(payment.baseYen)}</Fact>
        <Fact label={common.invoices}>{payment.invoices.map(({ number }) => number).join('、')}</Fact>
      </Facts>
      <details className="payment__why">
        <summary>{common.why}</summary>
        <dl>
          {stepsOf(payment, run).why.map(({ what, figures, article }) => (
            <dd key={what}>
              {what}：{figures}
              <small>{common.article(article)}</small>
            </dd>
          ))}
        </dl>
      </details>
      {reachable === false ? (
        <p className="hint">{common.offline}</p>
      ) : (
        <NewTabLink href={paths.paymentNotice(run.id, person)}>{common.notice}</NewTabLink>
      )}
    </section>
  );
}
