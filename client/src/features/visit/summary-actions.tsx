import { VISIT_FIELD_LABELS } from '@banso/shared/engagement/visit-fields.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { useState } from 'react';
import { useNow } from '../../sync/use-now.ts';
import { useRecord } from '../../sync/use-record.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { isUnsent, stateFacts as stateOf } from '../visit-state.tsx';
import { messages } from './messages.ts';
import { SubmitDialog } from './submit-dialog.tsx';
import { useAskCompany } from './use-ask-company.ts';
import { useSubmit } from './use-submit.ts';
import type { VisitScreenProps } from './visit-screen-props.ts';
import { blankSigned, findingsOf, hasFallenConfirmation, nextStep } from './visit-step.ts';

/** The one next step of a visit that has ended, and the ways beside it. */
export function SummaryActions(props: VisitScreenProps) {
  const { status } = props.visit;
  if (status === 'ended') return <EndedActions {...props} />;
  if (status === 'sentBack') return <SentBackActions {...props} />;
  if (status === 'submitted') return <SubmittedActions {...props} />;
  if (status === 'approved') return <p>{messages.approved}</p>;
  return status === 'cancelled' ? <p>{messages.cancelled}</p> : null;
}

function EndedActions({ view, visit, draft }: VisitScreenProps) {
  const [asking, setAsking] = useState(false);
  const findings = findingsOf(view, visit, dayInJapan(useNow()));
  const company = useAskCompany(view, visit, draft);
  const submission = useSubmit(view, visit, draft);
  const warns = findings.filter(({ severity, release }) => severity.submit === 'WARN' && !release);
  const submit = () => (warns.length > 0 ? setAsking(true) : void submission.submit());
  const step = nextStep(view, visit, findings);
  const blank = blankSigned(visit)
    .map((field) => VISIT_FIELD_LABELS[field])
    .join('・');
  const report = paths.report({ engagement: view.id, visit: visit.id });
  const canSubmit = !findings.some(({ severity, release }) => severity.submit === 'BLOCK' && !release);
  const again = hasFallenConfirmation(view, visit);
  const askCompany = (look: 'solid' | 'text', words: string) => (
    <Button
      look={look}
      size={look === 'solid' ? 'lg' : 'md'}
      wide
      disabled={!company.ready}
      onClick={() => void company.ask()}
    >
      {words}
    </Button>
  );
  return (
    <>
      <RecordProblemNotice problem={submission.problem ?? company.problem} />
      {!company.ready && step === 'handOver' && <p role="status">{messages.handOverMissing}</p>}
      {step === 'chooseText' && <p role="status">{messages.choiceHint}</p>}
      {step === 'fixTime' && (
        <>
          <ButtonLink look="solid" size="lg" wide href={paths.time({ engagement: view.id, visit: visit.id })}>
            {messages.fix}
          </ButtonLink>
          {visit.fields.breakMinutes > 0 && (
            <ButtonLink look="text" wide href={report}>
              {messages.fixBreak}
            </ButtonLink>
          )}
        </>
      )}
      {step === 'writeSigned' && (
        <>
          <ButtonLink look="solid" size="lg" wide href={report}>
            {messages.writeSigned(blank)}
          </ButtonLink>
          {askCompany('text', messages.handOverAnyway)}
        </>
      )}
      {step === 'handOver' && askCompany('solid', again ? messages.handOverAgain : messages.handOver)}
      {step === 'handOver' && (
        <ButtonLink look="text" wide href={paths.paperSigned({ engagement: view.id, visit: visit.id })}>
          {messages.paperLink}
        </ButtonLink>
      )}
      {step === 'handOver' && canSubmit && (
        <Button look="text" wide onClick={submit}>
          {messages.submitWithout}
        </Button>
      )}
      {step === 'writeReport' && (
        <>
          <ButtonLink look="solid" size="lg" wide href={report}>
            {messages.writeReport}
          </ButtonLink>
          <p>{messages.blocksSubmit}</p>
        </>
      )}
      {step === 'submit' && (
        <Button look="solid" size="lg" wide busy={submission.busy} onClick={submit}>
          {messages.submit}
        </Button>
      )}
      <SubmitDialog
        open={asking}
        warns={warns}
        onClose={() => setAsking(false)}
        onSubmit={() => {
          setAsking(false);
          void submission.submit();
        }}
      />
    </>
  );
}

function SentBackActions({ view, visit }: VisitScreenProps) {
  return (
    <ButtonLink look="solid" size="lg" wide href={paths.return({ engagement: view.id, visit: visit.id })}>
      {messages.toReturn}
    </ButtonLink>
  );
}

function SubmittedActions({ view, visit }: VisitScreenProps) {
  const { record, busy, problem } = useRecord();
  const unsent = isUnsent(stateOf(view, visit));
  const [asking, setAsking] = useState(false);
  const withdraw = () => record({ type: 'visit-withdrawn@1', aggregate: view.id, body: { visit: visit.id } });
  return (
    <>
      <p role="status">{unsent ? `${messages.submitDone}。${messages.submitDoneHint}` : messages.submittedSent}</p>
      <RecordProblemNotice problem={problem} />
      <Button look="text" wide onClick={() => setAsking(true)}>
        {messages.withdraw}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={messages.withdrawTitle}
        actions={
          <>
            <Button look="solid" size="lg" wide busy={busy} onClick={() => void withdraw()}>
              {messages.withdrawNow}
            </Button>
            <Button wide onClick={() => setAsking(false)}>
              {messages.cancel}
            </Button>
          </>
        }
      >
        <p>{messages.withdrawHint}</p>
      </Dialog>
    </>
  );
}
