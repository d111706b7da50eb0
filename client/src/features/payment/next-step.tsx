import { yenWords } from '@banso/shared/money/yen.ts';
import { lastResult, type PaymentRun, stateOfRun } from '@banso/shared/payment/payment-run.ts';
import { dayInJapan, isDay } from '@banso/shared/time/day.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { type ReactNode, useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { paymentTransport } from '../../sync/payment-transport.ts';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type AnswerFailure, AnswerProblem } from '../answer-problem.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useProof } from '../use-proof.tsx';
import { holds } from './may-pay.ts';
import { messages } from './messages.ts';
import { ResultsForm } from './results-form.tsx';
import type { Payments } from './use-payments.ts';

type Props = { readonly run: PaymentRun };

/** The one thing to do now, for whoever may do it; for everybody else, who does it. */
export function NextStep({ run, payments }: Props & { readonly payments: Payments }) {
  const { me } = useBanso();
  const pays = holds(me.roles, run.programme, ['accounting']);
  switch (stateOfRun(run)) {
    case 'made':
      return <Check run={run} />;
    case 'checked':
      return <Approve run={run} />;
    case 'approved':
      return pays && <MakeFile run={run} />;
    case 'file':
      return pays && <Send run={run} />;
    case 'sent':
      return pays && <Results run={run} payments={payments} />;
    case 'closed':
    case 'cancelled':
      return null;
  }
}

function Step({
  title,
  hint,
  children,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="payment__next" aria-label={messages.stepNow}>
      <h2>{title}</h2>
      {hint && <p>{hint}</p>}
      {children}
    </section>
  );
}

function Check({ run }: Props) {
  const { me } = useBanso();
  const { record, busy, problem } = useRecord();
  const others = run.made.by === me.person || run.payments[me.person];
  const may = holds(me.roles, run.programme, ['accounting', 'staff', 'approver']);
  return (
    <Step title={messages.checkTitle} hint={messages.checkHint}>
      {others || !may ? (
        <p>{messages.checkOther}</p>
      ) : (
        <Button
          look="solid"
          size="lg"
          busy={busy}
          onClick={() => void record({ type: 'payment-run-checked@1', aggregate: run.id, body: {} })}
        >
          {messages.check}
        </Button>
      )}
      <RecordProblemNotice problem={problem} />
    </Step>
  );
}

function Approve({ run }: Props) {
  const { me } = useBanso();
  const { record, busy, problem } = useRecord();
  const { prove, question } = useProof();
  const [number, setNumber] = useState('');
  const [tried, setTried] = useState(false);
  const said = cleanText(number).trim();
  const others = [run.made.by, run.checked?.by].includes(me.person) || run.payments[me.person];
  const approve = async () => {
    setTried(true);
    if (said === '' || !(await prove())) return;
    await record({ type: 'payment-run-approved@1', aggregate: run.id, body: { decisionNumber: said } });
  };
  return (
    <Step title={messages.approveTitle} hint={messages.approveHint}>
      {!holds(me.roles, run.programme, ['approver']) ? (
        <p>{messages.approveNotYours}</p>
      ) : others ? (
        <p>{messages.approveOther}</p>
      ) : (
        <>
          <TextField
            label={messages.decision}
            width="medium"
            value={number}
            error={tried && said === '' ? messages.decisionMissing : undefined}
            onChange={setNumber}
          />
          <Button look="solid" size="lg" busy={busy} onClick={() => void approve()}>
            {messages.approve}
          </Button>
        </>
      )}
      <RecordProblemNotice problem={problem} />
      {question}
    </Step>
  );
}

function MakeFile({ run }: Props) {
  const { prove, question } = useProof();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AnswerFailure | null>(null);
  const make = async () => {
    setFailure(null);
    if (!(await prove())) return;
    setBusy(true);
    const asked = await paymentTransport.makeFile(run.id);
    setBusy(false);
    if (!('answer' in asked)) setFailure(asked);
  };
  return (
    <Step title={messages.fileTitle} hint={messages.fileHint}>
      <AnswerProblem failure={failure} />
      <Button look="solid" size="lg" busy={busy} onClick={() => void make()}>
        {messages.makeFile}
      </Button>
      {question}
    </Step>
  );
}

function Send({ run }: Props) {
  const { nowMs } = useBanso();
  const { record, busy, problem } = useRecord();
  const { prove, question } = useProof();
  const today = dayInJapan(nowMs());
  const [on, setOn] = useState(today);
  const wrong = !isDay(on) || on > today;
  const { file } = run;
  if (!file) return null;
  const take = async () => {
    // The download is the browser's own: the server asks for the same proof and writes it down.
    if (await prove()) window.location.assign(paths.bankFile(run.id));
  };
  const send = async () => {
    if (!wrong) await record({ type: 'payment-run-sent@1', aggregate: run.id, body: { on, sha256: file.sha256 } });
  };
  return (
    <Step title={messages.sendTitle} hint={messages.sendHint}>
      <p>{messages.fileFacts(file.count, yenWords(file.totalYen))}</p>
      <Button onClick={() => void take()}>{messages.takeFile}</Button>
      <TextField
        label={messages.sentOn}
        type="date"
        width="medium"
        max={today}
        value={on}
        error={wrong ? messages.sentOnWrong : undefined}
        onChange={setOn}
      />
      <Button look="solid" size="lg" busy={busy} onClick={() => void send()}>
        {messages.recordSent}
      </Button>
      <RecordProblemNotice problem={problem} />
      {question}
    </Step>
  );
}

function Results({ run, payments }: Props & { readonly payments: Payments }) {
  const { record, busy, problem } = useRecord();
  const complete = Object.values(run.payments).every((payment) => lastResult(payment) !== null);
  return (
    <Step title={complete ? messages.closeTitle : messages.resultTitle} hint={messages.resultHint}>
      <ResultsForm run={run} payments={payments} />
      {complete && (
        <Button
          look="solid"
          size="lg"
          busy={busy}
          onClick={() => void record({ type: 'payment-run-closed@1', aggregate: run.id, body: {} })}
        >
          {messages.close}
        </Button>
      )}
      <RecordProblemNotice problem={problem} />
    </Step>
  );
}
