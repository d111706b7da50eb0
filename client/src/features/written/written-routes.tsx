import { finalReportVersions, stageOfFinalReport } from '@banso/shared/engagement/final-report.ts';
import { artefactsOf } from '@banso/shared/engagement/growth.ts';
import { planStage, planValues, planVersions, standingPlan } from '@banso/shared/engagement/plan.ts';
import { expertInCharge, isOfficerOf } from '@banso/shared/engagement/team.ts';
import { SIDE_OF_ROLE, VISIBLE } from '@banso/shared/scope/visibility.ts';
import type { ReactNode } from 'react';
import { Route, useParams } from 'wouter';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useNoteLook } from '../../sync/use-note-look.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Row, Rows } from '../../ui/row.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ConnectionStrip } from '../connection-strips.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { NoSuchRecord } from '../no-such-record.tsx';
import { paths } from '../paths.ts';
import { FinalReportEditor } from './final-report-editor.tsx';
import { Growth } from './growth-screen.tsx';
import { messages } from './messages.ts';
import { isSubmissionUnsent, stageWords } from './stage-words.ts';
import { finalReportLabel, planLabel } from './paper-labels.ts';
import { PaperReview } from './paper-review.tsx';
import { PlanEditor } from './plan-editor.tsx';
import { Queries, useQueriesDetail } from './queries-screen.tsx';
import { queryMessages } from './query-messages.ts';
import { RegionNote } from './region-note.tsx';
import './written.css';

/** `/papers/:engagement` and one of its papers: the expert writes, the office reads and decides, the team plans. */
export function WrittenRoutes() {
  return (
    <Route path="/papers/:engagement/:paper?">
      <PaperOfAddress />
    </Route>
  );
}

function PaperOfAddress() {
  const { engagement, paper } = useParams<{ engagement: string; paper?: string }>();
  const found = useQuery(async (store) => ({ engagement, view: await store.engagement(engagement) }), [engagement]);
  if (found?.engagement !== engagement) {
    return (
      <p className="visually-hidden" role="status">
        {messages.loading}
      </p>
    );
  }
  if (!found.view) return <NotFound />;
  return <Papers key={`${engagement}/${paper}`} view={found.view} paper={paper} />;
}

function Papers({ view, paper }: { readonly view: EngagementView; readonly paper: string | undefined }) {
  const { me } = useBanso();
  const expert = me.person === expertInCharge(view.engagement);
  const team = expert || isOfficerOf(view.engagement, me.person);
  useNoteLook(team ? 'support' : 'review', view.id, partOf(paper));
  if (paper === undefined) return <PaperList view={view} team={team} />;
  if (paper === 'queries') return <QueriesScreen view={view} team={team} />;
  if (paper === 'growth') return <GrowthScreen view={view} team={team} />;
  if (paper === 'plan' && view.ruleSet?.planForm)
    return expert ? <PlanEditor view={view} /> : <PlanReview view={view} />;
  if (paper === 'final-report' && view.ruleSet?.finalReportForm)
    return expert ? <FinalReportEditor view={view} /> : <FinalReportReview view={view} />;
  return <NotFound />;
}

/** The part that is looked at, as the access log names it. */
const partOf = (paper: string | undefined): string =>
  paper === 'queries' ? 'query' : paper === 'final-report' ? 'closing' : paper === 'growth' ? 'businessPlan' : 'plan';

type FrameProps = {
  readonly view: EngagementView;
  readonly title: string;
  readonly team: boolean;
  readonly list?: boolean;
  readonly children: ReactNode;
};

/** A phone's screen for the team, the desk's frame for the office. */
function Frame({ view, title, team, list = false, children }: FrameProps) {
  const { me } = useBanso();
  if (!team) {
    return (
      <DeskPlaces current="review">
        <div className="written__desk">
          <ButtonLink look="text" icon="back" href={list ? paths.desk : paths.papers(view.id)}>
            {list ? messages.toDesk : messages.back}
          </ButtonLink>
          <h1>
            {title}
            <span className="hint">　{view.company?.name}</span>
          </h1>
          {children}
        </div>
      </DeskPlaces>
    );
  }
  const back = list
    ? { label: messages.toToday, href: paths.today }
    : { label: messages.back, href: paths.papers(view.id) };
  return (
    <Screen
      bar={<AppBar title={title} subtitle={view.company?.name} sample={me.sample} back={back} />}
      strips={<ConnectionStrip />}
    >
      {children}
    </Screen>
  );
}

/** The papers of one engagement, each with how far it is. */
function PaperList({ view, team }: { readonly view: EngagementView; readonly team: boolean }) {
  const { me } = useBanso();
  const { plan } = view.engagement;
  const { planForm, finalReportForm } = view.ruleSet ?? {};
  const queries = useQueriesDetail(view);
  // A support officer has no part in what the two sides of the contract settle.
  const sides = !team || expertInCharge(view.engagement) === me.person;
  const artefacts = Object.values(artefactsOf(view.engagement)).filter(Boolean).length;
  return (
    <Frame view={view} title={messages.papers} team={team} list>
      <p className="hint">{messages.papersHint}</p>
      <Rows label={messages.papers}>
        {planForm && (
          <Row
            href={paths.written(view.id, 'plan')}
            title={messages.plan}
            detail={`${planForm.name}・${stageWords(view, 'plan', planStage(plan))}`}
          />
        )}
        {finalReportForm && (
          <Row
            href={paths.written(view.id, 'final-report')}
            title={messages.finalReport}
            detail={`${finalReportForm.name}・${stageWords(view, 'final-report', stageOfFinalReport(view.engagement))}`}
          />
        )}
        <Row href={paths.written(view.id, 'growth')} title={messages.growth} detail={messages.artefacts(artefacts)} />
        {sides && <Row href={paths.queries(view.id)} title={queryMessages.title} detail={queries} />}
        {view.ruleSet?.money && sides && (
          <Row
            href={team ? paths.claim(view.id) : paths.claimAtDesk(view.id)}
            title={messages.finalPackage}
            detail={
              isSubmissionUnsent(view, 'package')
                ? messages.submissionUnsent
                : messages.packageStage[view.engagement.finalPackage?.state ?? 'none']
            }
          />
        )}
      </Rows>
    </Frame>
  );
}

function QueriesScreen({ view, team }: { readonly view: EngagementView; readonly team: boolean }) {
  return (
    <Frame view={view} title={queryMessages.title} team={team}>
      <Queries view={view} />
    </Frame>
  );
}

function GrowthScreen({ view, team }: { readonly view: EngagementView; readonly team: boolean }) {
  const { me } = useBanso();
  const here = me.roles.filter(({ programme }) => programme === null || programme === view.engagement.core?.programme);
  const writes = team || here.some(({ role }) => role === 'staff' || role === 'administrator');
  const hears = here.some(({ role }) => VISIBLE['hearing']?.includes(SIDE_OF_ROLE[role]));
  return (
    <Frame view={view} title={messages.growth} team={team}>
      <Growth view={view} writes={writes} hears={hears} />
    </Frame>
  );
}

function PlanReview({ view }: { readonly view: EngagementView }) {
  const { plan } = view.engagement;
  const versions = planVersions(plan);
  return (
    <Frame view={view} title={messages.plan} team={false}>
      <PaperReview
        view={view}
        form="plan"
        stage={planStage(plan)}
        versions={versions}
        fieldsOf={(contents) => Object.entries(planValues(contents))}
        labelOf={planLabel}
        note={versions.at(-1)?.contents.actualFareWanted ? <RegionNote view={view} /> : null}
      />
    </Frame>
  );
}

function FinalReportReview({ view }: { readonly view: EngagementView }) {
  const { plan } = view.engagement;
  const goal = (standingPlan(plan)?.contents ?? plan)?.goal ?? '';
  return (
    <Frame view={view} title={messages.finalReport} team={false}>
      <section className="written__goal" aria-label={messages.goal}>
        <h2>{messages.goal}</h2>
        <p>{goal === '' ? messages.goalNone : goal}</p>
      </section>
      <PaperReview
        view={view}
        form="final-report"
        stage={stageOfFinalReport(view.engagement)}
        versions={finalReportVersions(view.engagement)}
        fieldsOf={(contents) => Object.entries(contents)}
        labelOf={finalReportLabel}
      />
    </Frame>
  );
}

function NotFound() {
  const { notFound: title, notFoundHint: hint, toToday } = messages;
  return <NoSuchRecord {...{ title, hint }} back={toToday} home={toToday} />;
}
