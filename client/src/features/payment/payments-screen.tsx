import { ruleOn } from '@banso/shared/payment/reckon-run.ts';
import { type PaymentRun, stateOfRun } from '@banso/shared/payment/payment-run.ts';
import { payerAccountOf } from '@banso/shared/programme/payer-account.ts';
import { ruleSetOn, type Programme } from '@banso/shared/programme/programme.ts';
import { yenWords } from '@banso/shared/money/yen.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useBanso } from '../../sync/banso-context.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { paths } from '../paths.ts';
import { ClockTable } from './clock-table.tsx';
import { holds } from './may-pay.ts';
import { labelled } from './labelled.tsx';
import { messages } from './messages.ts';
import { NewRun } from './new-run.tsx';
import { type Payments, usePayments } from './use-payments.ts';

/** 支払: the days that press, what may be paid and why not, and the runs. */
export function PaymentsScreen() {
  const payments = usePayments();
  const [chosen, setChosen] = useState('');
  if (!payments) return null;
  const { programmes } = payments;
  const programme = programmes.find(({ id }) => id === chosen) ?? programmes[0];
  return (
    <DeskPlaces current="payments">
      <div className="payment">
        <header className="payment__head">
          <h1>{messages.title}</h1>
          <p>
            <ButtonLink look="text" href={paths.ledger}>
              {messages.ledger}
            </ButtonLink>
            <ButtonLink look="text" href={paths.payer}>
              {messages.payer}
            </ButtonLink>
          </p>
        </header>
        {programmes.length > 1 && (
          <SelectField
            label={messages.programme}
            none={messages.programme}
            value={programme?.id ?? ''}
            onChange={setChosen}
            choices={programmes.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        {programme ? (
          <OfProgramme key={programme.id} programme={programme} payments={payments} />
        ) : (
          <Notice kind="warn" title={messages.noProgramme}>
            <p>{messages.noProgrammeHint}</p>
          </Notice>
        )}
      </div>
    </DeskPlaces>
  );
}

function OfProgramme({ programme, payments }: { readonly programme: Programme; readonly payments: Payments }) {
  const { me, nowMs } = useBanso();
  const today = dayInJapan(nowMs());
  const pays = holds(me.roles, programme.id, ['accounting']);
  if (!ruleOn(programme, today) || !ruleSetOn(programme, today)?.money?.fee)
    return <Notice kind="info" title={messages.noFee} />;
  return (
    <>
      {pays && !payerAccountOf(programme) && (
        <Notice kind="warn" title={messages.payerMissing}>
          <p>{messages.payerMissingHint}</p>
        </Notice>
      )}
      <ClockTable programme={programme} payments={payments} today={today} />
      {pays && <NewRun programme={programme} payments={payments} today={today} />}
      <Runs runs={payments.runs.filter((run) => run.programme === programme.id)} />
    </>
  );
}

function Runs({ runs }: { readonly runs: readonly PaymentRun[] }) {
  const [, navigate] = useLocation();
  return (
    <section className="section">
      <h2>{messages.runs}</h2>
      <DataTable
        caption={messages.runsCaption}
        items={runs}
        rowKey={({ id }) => id}
        onOpen={({ id }) => navigate(paths.paymentRun(id))}
        empty={messages.runsNone}
        columns={[
          labelled<PaymentRun>('on', messages.transferOn, { cell: ({ transferOn }) => wareki(transferOn) }),
          labelled<PaymentRun>('state', messages.state, { cell: (run) => <RunMark run={run} /> }),
          labelled<PaymentRun>('count', messages.payments, {
            figures: true,
            cell: (run) => messages.runCount(Object.keys(run.payments).length),
          }),
          labelled<PaymentRun>('yen', messages.transfer, { figures: true, cell: (run) => yenWords(transferSum(run)) }),
        ]}
      />
    </section>
  );
}

/** Where a run stands, by what is to be done next. */
export function RunMark({ run }: { readonly run: PaymentRun }) {
  const state = stateOfRun(run);
  const mark = state === 'closed' ? 'approved' : state === 'cancelled' ? 'cancelled' : 'needsYou';
  return <StateMark state={mark}>{messages.runState[state]}</StateMark>;
}

const transferSum = ({ payments }: PaymentRun): number =>
  Object.values(payments).reduce((sum, { transferYen }) => sum + transferYen, 0);
