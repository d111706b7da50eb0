import { cleanText } from '@banso/shared/lib/text.ts';
import { yenWords } from '@banso/shared/money/yen.ts';
import { type KeptPayment, lastResult, type PaymentRun } from '@banso/shared/payment/payment-run.ts';
import { dayInJapan, isDay } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { messages } from './messages.ts';
import { ResultMark } from './payment-table.tsx';
import type { Payments } from './use-payments.ts';

type Props = { readonly run: PaymentRun; readonly payments: Payments };

/** What the bank said: all at once when everything arrived, else one by one with the bank's words. */
export function ResultsForm({ run, payments }: Props) {
  const { nowMs } = useBanso();
  const { record, busy, problem } = useRecord();
  const today = dayInJapan(nowMs());
  const list = Object.values(run.payments).toSorted((a, b) => (a.payee < b.payee ? -1 : 1));
  const open = list.filter((payment) => lastResult(payment) === null);
  const isEarly = today < run.transferOn;
  const all = open.map(({ payee }) => ({ payee, outcome: 'paid' as const, on: run.transferOn, reason: '' }));
  return (
    <>
      {open.length > 0 && isEarly && (
        <Notice kind="info" title={messages.beforeTransfer(wareki(run.transferOn))}>
          <p>{messages.beforeTransferHint}</p>
        </Notice>
      )}
      {open.length > 0 && !isEarly && (
        <Button
          look="solid"
          size="lg"
          busy={busy}
          onClick={() => void record({ type: 'payment-results-recorded@2', aggregate: run.id, body: { results: all } })}
        >
          {messages.allPaid}
        </Button>
      )}
      <RecordProblemNotice problem={problem} />
      <ul className="payment__results">
        {list.map((payment) => (
          <li key={payment.payee}>
            <span>
              {payments.nameOf(payment.payee)}　{yenWords(payment.transferYen)}
            </span>
            <ResultMark payment={payment} />
            <OneResult key={payment.results.length} run={run} payment={payment} name={payments.nameOf(payment.payee)} />
          </li>
        ))}
      </ul>
    </>
  );
}

function OneResult({
  run,
  payment,
  name,
}: {
  readonly run: PaymentRun;
  readonly payment: KeptPayment;
  readonly name: string;
}) {
  const { nowMs } = useBanso();
  const { record, busy, problem } = useRecord();
  const today = dayInJapan(nowMs());
  const [open, setOpen] = useState(false);
  const [outcome, setOutcome] = useState<'paid' | 'failed'>('failed');
  const [on, setOn] = useState(run.transferOn <= today ? run.transferOn : today);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const said = cleanText(reason).trim();
  const missing = outcome === 'failed' && said === '';
  const wrongDay = dayProblem({ run, outcome, on, today });
  const save = async () => {
    setTried(true);
    if (missing || wrongDay !== null) return;
    const result = { payee: payment.payee, outcome, on, reason: outcome === 'paid' ? '' : said };
    await record({ type: 'payment-results-recorded@2', aggregate: run.id, body: { results: [result] } });
  };
  if (!open)
    return (
      <Button look="text" onClick={() => setOpen(true)}>
        {messages.resultOf(name)}
      </Button>
    );
  return (
    <div className="payment__form">
      <RadioGroup
        label={messages.resultOf(name)}
        value={outcome}
        onChange={setOutcome}
        choices={[
          { value: 'paid', label: messages.resultPaid },
          { value: 'failed', label: messages.resultFailed },
        ]}
      />
      <TextField
        label={messages.resultOn}
        type="date"
        width="medium"
        value={on}
        error={tried && wrongDay !== null ? wrongDay : undefined}
        onChange={setOn}
      />
      {outcome === 'failed' && (
        <TextField
          label={messages.resultReason}
          help={messages.resultReasonHelp}
          value={reason}
          error={tried && missing ? messages.resultReasonMissing : undefined}
          onChange={setReason}
        />
      )}
      <RecordProblemNotice problem={problem} />
      <Button busy={busy} onClick={() => void save()}>
        {messages.recordResult}
      </Button>
    </div>
  );
}

/** What is wrong with the day of a result; null when nothing is. */
const dayProblem = ({
  run,
  outcome,
  on,
  today,
}: {
  readonly run: PaymentRun;
  readonly outcome: 'paid' | 'failed';
  readonly on: string;
  readonly today: string;
}): string | null => {
  if (!isDay(on) || on > today || (run.sent !== null && on < run.sent.on)) return messages.resultOnWrong;
  return outcome === 'paid' && on < run.transferOn ? messages.paidTooEarly(wareki(run.transferOn)) : null;
};
