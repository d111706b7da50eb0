import { dayInJapan } from '@banso/shared/time/day.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { useNow } from '../../sync/use-now.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ClosingFindings, closingFindings } from '../closing-findings.tsx';
import { ConnectionStrip } from '../connection-strips.tsx';
import { PaperLinks } from '../paper-links.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { teamMessages } from '../team-messages.ts';
import { stateFacts, VisitState } from '../visit-state.tsx';
import { hasPlan } from '../visit-words.ts';
import { ConfirmationState } from './confirmation-state.tsx';
import { LocationOffer } from './location-offer.tsx';
import { messages } from './messages.ts';
import { PhotosSection } from './photos-section.tsx';
import { ScheduleNext } from './schedule-next.tsx';
import { Setbacks } from './setbacks.tsx';
import { SummaryActions } from './summary-actions.tsx';
import { SummaryFacts } from './summary-facts.tsx';
import { TeamSection } from './team-section.tsx';
import { TextChoices } from './text-choices.tsx';
import { VisitFindings } from './visit-findings.tsx';
import type { VisitScreenProps } from './visit-screen-props.ts';
import { findingsOf } from './visit-step.ts';
import { visitTitle } from './visit-title.ts';

/** 訪問のまとめ: what was recorded, and one next step: the company's confirmation, the report, the submission. */
export function SummaryScreen({ view, visit, draft }: VisitScreenProps) {
  const { me } = useBanso();
  const place = { engagement: view.id, visit: visit.id };
  const today = dayInJapan(useNow());
  const findings = findingsOf(view, visit, today);
  const closing = closingFindings(view, today);
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
      actions={<SummaryActions view={view} visit={visit} draft={draft} />}
    >
      <p className="summary__state">
        <VisitState {...stateFacts(view, visit)} />
      </p>
      <RecordProblemNotice problem={draft.problem} />
      <TextChoices view={view} visit={visit} />
      <SummaryFacts visit={visit} />
      {open && <LocationOffer view={view} visit={visit} at="end" />}
      <ConfirmationState view={view} visit={visit} />
      <PaperLinks view={view} visit={visit} />
      <PhotosSection view={view} visit={visit} />
      {open && <VisitFindings findings={findings} />}
      <TeamSection view={view} visit={visit} />
      {closing.length > 0 && (
        <section className="section findings" aria-label={teamMessages.closing}>
          <h2>{teamMessages.closing}</h2>
          <ClosingFindings findings={closing} />
        </section>
      )}
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
        {hasPlan(view) && (
          <ButtonLink look="text" href={paths.plan(place)}>
            {messages.plan}
          </ButtonLink>
        )}
        {view.ruleSet?.money && visit.time?.to && visit.status !== 'cancelled' && (
          <>
            {visit.fields.mode === 'onSite' && (
              <ButtonLink look="text" href={paths.trip(place)}>
                {messages.trip}
              </ButtonLink>
            )}
            <ButtonLink look="text" href={paths.claim(view.id)}>
              {messages.claim}
            </ButtonLink>
          </>
        )}
        <ScheduleNext view={view} visit={visit} />
      </p>
    </Screen>
  );
}
