import { visitsInOrder } from '@banso/shared/engagement/engagement.ts';
import type { Comment as OfficeComment, SentBack } from '@banso/shared/engagement/visit.ts';
import { blocking } from '@banso/shared/rules/evaluate.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { monthAndDay } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { Redirect, useLocation } from 'wouter';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useNow } from '../../sync/use-now.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { ConnectionStrip } from '../connection-strips.tsx';
import { paths } from '../paths.ts';
import { Phrases } from '../phrases.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { messages } from './messages.ts';
import { ReturnedField } from './returned-field.tsx';
import { SavedLine } from '../saved-line.tsx';
import { SubmitDialog } from './submit-dialog.tsx';
import { TextChoices } from './text-choices.tsx';
import { useAskCompany } from './use-ask-company.ts';
import { useSubmit } from './use-submit.ts';
import { VisitFindings } from './visit-findings.tsx';
import type { VisitScreenProps } from './visit-screen-props.ts';
import { findingsOf, hasFallenConfirmation } from './visit-step.ts';
import { visitTitle } from './visit-title.ts';

/** 差戻しへの対応: each comment beside its field, old and new, and a new signature only when a signed fact changed. */
export function ReturnScreen(props: VisitScreenProps) {
  const { view, visit, draft } = props;
  const { me } = useBanso();
  const today = dayInJapan(useNow());
  const back = paths.visit({ engagement: view.id, visit: visit.id });
  const sentBack = visit.sentBack.at(-1);
  if (visit.status !== 'sentBack' || !sentBack) return <Redirect to={back} replace />;
  const edited = { ...visit, fields: draft.fields };
  return (
    <Screen
      bar={
        <AppBar
          {...visitTitle(messages.returnTitle, view, visit)}
          sample={me.sample}
          back={{ label: messages.backToVisit, href: back }}
        />
      }
      strips={<ConnectionStrip />}
      actions={<ReturnActions {...props} />}
    >
      <RecordProblemNotice problem={draft.problem} />
      <Sender sentBack={sentBack} />
      <TextChoices view={view} visit={visit} />
      {commentsByField(sentBack.comments).map(({ field, texts }) => (
        <ReturnedField
          key={field}
          field={field}
          comments={texts}
          seen={sentBack.seen}
          view={view}
          visit={edited}
          draft={draft}
        />
      ))}
      <VisitFindings findings={findingsOf(view, edited, today)} />
      <p className="visit__links">
        <ButtonLink look="text" href={paths.report({ engagement: view.id, visit: visit.id })}>
          {messages.otherFields}
        </ButtonLink>
      </p>
    </Screen>
  );
}

function Sender({ sentBack }: { readonly sentBack: SentBack }) {
  const person = useQuery((store) => store.person(sentBack.by), [sentBack.by]);
  const name = person ? messages.officePerson(person.name) : messages.office;
  const { atMs } = sentBack;
  return (
    <header className="return__head">
      <StateMark state="returned">{messages.placesSentBack(commentsByField(sentBack.comments).length)}</StateMark>
      <p>{messages.sentBackBy(name, monthAndDay(dayInJapan(atMs)), clockTimeInJapan(atMs))}</p>
    </header>
  );
}

function ReturnActions({ view, visit, draft }: VisitScreenProps) {
  const [asking, setAsking] = useState(false);
  const [, navigate] = useLocation();
  const company = useAskCompany(view, visit, draft);
  const submission = useSubmit(view, visit, draft);
  const edited = { ...visit, fields: draft.fields };
  const findings = findingsOf(view, edited, dayInJapan(useNow()));
  const needsSignature = hasFallenConfirmation(view, edited);
  const warns = findings.filter(({ severity, release }) => severity.submit === 'WARN' && !release);
  const submit = async () => {
    setAsking(false);
    if (await submission.submit()) navigate(paths.visit({ engagement: view.id, visit: visit.id }));
  };
  const blocked = blocking(findings, 'submit').length > 0;
  return (
    <>
      <RecordProblemNotice problem={submission.problem ?? company.problem} />
      {needsSignature && <NextVisitHint {...{ view, visit, draft }} />}
      {needsSignature ? (
        <>
          <Button look="solid" size="lg" wide disabled={!company.ready} onClick={() => void company.ask()}>
            {messages.handOverAgain}
          </Button>
          <ButtonLink look="text" wide href={paths.paperSigned({ engagement: view.id, visit: visit.id })}>
            {messages.paperLink}
          </ButtonLink>
        </>
      ) : (
        <Button
          look="solid"
          size="lg"
          wide
          disabled={blocked}
          busy={submission.busy}
          onClick={() => (warns.length > 0 ? setAsking(true) : void submit())}
        >
          {messages.resubmit}
        </Button>
      )}
      {blocked && !needsSignature && <p>{messages.blocksSubmit}</p>}
      <SavedLine draft={draft} />
      <SubmitDialog open={asking} warns={warns} onClose={() => setAsking(false)} onSubmit={() => void submit()} />
    </>
  );
}

function NextVisitHint({ view, visit }: VisitScreenProps) {
  const next = visitsInOrder(view.engagement).find(({ id, status }) => id !== visit.id && status === 'scheduled');
  if (!next?.schedule) return null;
  return (
    <p>
      <Phrases words={messages.nextVisit(monthAndDay(next.schedule.on), next.schedule.from)} />
    </p>
  );
}

type FieldComments = { readonly field: OfficeComment['field']; readonly texts: readonly string[] };

const commentsByField = (comments: readonly OfficeComment[]): readonly FieldComments[] =>
  [...new Set(comments.map(({ field }) => field))].map((field) => ({
    field,
    texts: comments.filter((comment) => comment.field === field).map(({ text }) => text),
  }));
