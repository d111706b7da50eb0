import { VISIT_FIELD_LABELS } from '@banso/shared/engagement/visit-fields.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { useNow } from '../../sync/use-now.ts';
import { useRecord } from '../../sync/use-record.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ConnectionStrip } from '../connection-strips.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { VisitState } from '../visit-state.tsx';
import { ConfirmationState } from './confirmation-state.tsx';
import { messages } from './messages.ts';
import { ScheduleNext } from './schedule-next.tsx';
import { Setbacks } from './setbacks.tsx';
import { SubmitDialog } from './submit-dialog.tsx';
import { SummaryFacts } from './summary-facts.tsx';
import { TextChoices } from './text-choices.tsx';
import { useAskCompany } from './use-ask-company.ts';
import { useSubmit } from './use-submit.ts';
import { VisitFindings } from './visit-findings.tsx';
import type { VisitScreenProps } from './visit-screen-props.ts';
import { blankSigned, findingsOf, hasFallenConfirmation, nextStep } from './visit-step.ts';
import { visitTitle } from './visit-title.ts';

/** 訪問のまとめ: what was recorded, and one next step: the company's confirmation, the report, the submission. */
export function SummaryScreen({ view, visit, draft }: VisitScreenProps) {
  const { me } = useBanso();
  const place = { engagement: view.id, visit: visit.id };
  const findings = findingsOf(view, visit, dayInJapan(useNow()));
  const open = visit.status === 'ended' || visit.status === 'sentBack';
  return (
    <Screen
      bar={
        <AppBar
          {...visitTitle(messages.summary, view, visit)}
          sample={me.sample}
          back={{ label: messages.back, href: paths.today }}
        />
      }
      strips={<ConnectionStrip />}
      actions={actionsByStatus(visit.status, { view, visit, draft })}
    >
      <p className="summary__state">
        <VisitState visit={visit} waiting={view.waiting} />
      </p>
      <RecordProblemNotice problem={draft.problem} />
      <TextChoices view={view} visit={visit} />
      <SummaryFacts visit={visit} />
      <ConfirmationState view={view} visit={visit} />
      {open && <VisitFindings findings={findings} />}
      <Setbacks visit={visit} />
      {visit.lateFacts.length > 0 && <Notice kind="info" title={messages.lateFacts(visit.lateFacts.length)} />}
      <p className="visit__links">
        {open && (
          <>
            <ButtonLink look="text" href={paths.report(place)}>
              {messages.editReport}
            </ButtonLink>
            <ButtonLink look="text" href={paths.time(place)}>
              {messages.fix}
            </ButtonLink>
            <ButtonLink look="text" href={paths.change(place)}>
              {messages.change}
            </ButtonLink>
          </>
        )}
        <ButtonLink look="text" href={paths.plan(place)}>
          {messages.plan}
        </ButtonLink>
        <ScheduleNext view={view} visit={visit} />
      </p>
    </Screen>
  );
}

const actionsByStatus = (status: VisitScreenProps['visit']['status'], props: VisitScreenProps) => {
  if (status === 'ended') return <EndedActions {...props} />;
  if (status === 'sentBack') return <SentBackActions {...props} />;
  if (status === 'submitted') return <SubmittedActions {...props} />;
  if (status === 'approved') return <p>{messages.approved}</p>;
  return status === 'cancelled' ? <p>{messages.cancelled}</p> : null;
};

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
      {step === 'writeSigned' && (
        <>
          <ButtonLink look="solid" size="lg" wide href={report}>
            {messages.writeSigned(blank)}
          </ButtonLink>
          {askCompany('text', messages.handOverAnyway)}
        </>
      )}
      {step === 'handOver' && askCompany('solid', again ? messages.handOverAgain : messages.handOver)}
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
  const unsent = view.waiting.some((entry) => entry.visit === visit.id);
  const withdraw = () => record({ type: 'visit-withdrawn@1', aggregate: view.id, body: { visit: visit.id } });
  return (
    <>
      <p role="status">{unsent ? `${messages.submitDone}。${messages.submitDoneHint}` : messages.submittedSent}</p>
      <RecordProblemNotice problem={problem} />
      <Button look="text" wide busy={busy} onClick={() => void withdraw()}>
        {messages.withdraw}
      </Button>
    </>
  );
}
