import type { Visit } from '@banso/shared/engagement/visit.ts';
import { type ComponentType, useEffect } from 'react';
import { Route, useParams } from 'wouter';
import type { EngagementView } from '../../store/client-store.ts';
import { useQuery } from '../../sync/banso-context.tsx';
import { useNoteLook } from '../../sync/use-note-look.ts';
import { Loading } from '../loading.tsx';
import { NoSuchRecord } from '../no-such-record.tsx';
import { NEW_VISIT } from '../paths.ts';
import { AnswerScreen } from './answer-screen.tsx';
import { ChangeScreen } from './change-screen.tsx';
import { EndScreen } from './end-screen.tsx';
import { MeetingScreen } from './meeting-screen.tsx';
import { messages } from './messages.ts';
import { NewVisitScreen } from './new-visit-screen.tsx';
import { OpinionScreen } from './opinion-screen.tsx';
import { PaperScreen } from './paper-screen.tsx';
import { PlanScreen } from './plan-screen.tsx';
import { ReportScreen } from './report-screen.tsx';
import { ReturnScreen } from './return-screen.tsx';
import { RunningScreen } from './running-screen.tsx';
import { ScheduledScreen } from './scheduled-screen.tsx';
import { SummaryScreen } from './summary-screen.tsx';
import { TimeScreen } from './time-screen.tsx';
import { useVisitDraft } from './use-visit-draft.ts';
import type { VisitScreenProps } from './visit-screen-props.ts';
import { loadedLater } from '../../ui/loaded-later.tsx';
import './visit.css';

// It brings the tables of regions with it, which nothing else on the way to a visit needs.
const TripScreen = loadedLater(async () => (await import('./trip-screen.tsx')).TripScreen);

/** All screens of one visit: `/visits/:engagement/:visit` and what lies below it. They share one draft of its text. */
export function VisitRoutes() {
  return (
    <Route path="/visits/:engagement/:visit/:step?">
      <VisitOfAddress />
    </Route>
  );
}

function VisitOfAddress() {
  const { engagement, visit, step } = useParams<{ engagement: string; visit: string; step?: string }>();
  // Wrapped: an answer of null (no such record) is not the same as no answer yet.
  const found = useQuery(async (store) => ({ engagement, view: await store.engagement(engagement) }), [engagement]);
  if (found?.engagement !== engagement) return <Loading />;
  if (found.view && visit === NEW_VISIT) return <NewVisitScreen view={found.view} />;
  const record = found.view?.engagement.visits[visit];
  if (!found.view || !record) return <NotFound />;
  return <VisitScreens key={visit} view={found.view} visit={record} step={step} />;
}

type VisitScreensProps = { readonly view: EngagementView; readonly visit: Visit; readonly step: string | undefined };

function VisitScreens({ view, visit, step }: VisitScreensProps) {
  const draft = useVisitDraft(view.id, visit);
  useNoteLook('support', view.id, `visit/${visit.id}`);
  const Step = (step === undefined ? screenByStatus[visit.status] : screenByStep[step]) ?? NotFound;
  // Another screen of the visit is read from its top, also when only the state changed and not the address.
  useEffect(() => {
    // In braces: newer browsers answer with a promise, which React would call as a clean-up.
    window.scrollTo(0, 0);
  }, [Step]);
  return <Step view={view} visit={visit} draft={draft} />;
}

function NotFound() {
  const { notFound: title, notFoundHint: hint, back, toToday: home } = messages;
  return <NoSuchRecord {...{ title, hint, back, home }} />;
}

type VisitScreen = ComponentType<VisitScreenProps>;

const screenByStep: Readonly<Record<string, VisitScreen>> = {
  report: ReportScreen,
  time: TimeScreen,
  end: EndScreen,
  change: ChangeScreen,
  return: ReturnScreen,
  paper: PaperScreen,
  plan: PlanScreen,
  trip: TripScreen,
  meeting: MeetingScreen,
  opinion: OpinionScreen,
  answer: AnswerScreen,
};

const screenByStatus: Readonly<Record<Visit['status'], VisitScreen>> = {
  scheduled: ScheduledScreen,
  started: RunningScreen,
  ended: SummaryScreen,
  submitted: SummaryScreen,
  sentBack: SummaryScreen,
  approved: SummaryScreen,
  cancelled: SummaryScreen,
};
