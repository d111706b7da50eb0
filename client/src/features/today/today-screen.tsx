import { type ClockTime, clockTimeInJapan, type Day, dayInJapan } from '@banso/shared/time/day.ts';
import { eraYear, monthAndDay, spokenTime, wareki } from '@banso/shared/time/wareki.ts';
import { useId } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useNow } from '../../sync/use-now.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Row, Rows } from '../../ui/row.tsx';
import { Screen } from '../../ui/screen.tsx';
import { BottomTabs } from '../bottom-tabs.tsx';
import { ConnectionStrips } from '../connection-strips.tsx';
import { messages as common } from '../messages.ts';
import { NEW_VISIT, paths } from '../paths.ts';
import { nextVisitNumber } from '../next-visit-number.ts';
import { CompanyName } from '../phrases.tsx';
import { ProtectReminder } from '../protect-reminder.tsx';
import { stateFacts, VisitState } from '../visit-state.tsx';
import { visitWords } from '../visit-words.ts';
import { AccountSentBack } from './account-sent-back.tsx';
import { type Agenda, type AgendaItem, agendaOf, nextDeadline, precedingWeekday } from './agenda.ts';
import { dueWords } from './due-words.ts';
import { messages } from './messages.ts';
import { NextVisitCard } from './next-visit-card.tsx';
import { PapersSection } from './papers-section.tsx';
import { RunningVisitCard } from './running-visit-card.tsx';
import './today.css';

/** 今日・今後の訪問: the visit that comes next is the screen, everything else is a list below it. */
export function TodayScreen() {
  const { me } = useBanso();
  const now = useNow();
  const views = useQuery((store) => store.engagements(), []);
  const today = dayInJapan(now);
  return (
    <Screen
      bar={<AppBar title={messages.title} sample={me.sample} />}
      strips={<ConnectionStrips />}
      tabs={<BottomTabs current="visits" />}
    >
      <TodayLine day={today} time={clockTimeInJapan(now)} />
      {views === undefined ? (
        <p className="visually-hidden" role="status">
          {common.loading}
        </p>
      ) : (
        <>
          <Day views={views} person={me.person} now={now} />
          <PapersSection views={views} />
          <Deadline deadline={nextDeadline(views, today)} />
          <ProtectReminder />
        </>
      )}
    </Screen>
  );
}

function Day({
  views,
  person,
  now,
}: {
  readonly views: readonly EngagementView[];
  readonly person: string;
  readonly now: number;
}) {
  const agenda = agendaOf(views, person, dayInJapan(now));
  return (
    <>
      {/* A visit under way comes before any paper. */}
      {agenda.running.length === 0 && (
        <>
          <ContractsToRead views={views} person={person} />
          <AccountSentBack />
        </>
      )}
      <AgendaSections agenda={agenda} now={now} />
      {agenda.running.length > 0 && (
        <>
          <ContractsToRead views={views} person={person} />
          <AccountSentBack />
        </>
      )}
    </>
  );
}

export function TodayLine({ day, time }: { readonly day: Day; readonly time: ClockTime }) {
  return (
    <p className="today__line">
      <strong>{monthAndDay(day)}</strong> <span className="keep">{eraYear(day)}</span>{' '}
      <span className="keep">{spokenTime(time)}</span>
    </p>
  );
}

export function AgendaSections({ agenda, now }: { readonly agenda: Agenda; readonly now: number }) {
  const { running, next } = agenda;
  const dueOn = (item: AgendaItem) => dueWords(item, dayInJapan(now));
  const empty = running.length === 0 && next === null && agenda.overdue.length === 0 && agenda.unplanned.length === 0;
  return (
    <>
      {running.map((item) => (
        <RunningVisitCard key={item.visit.id} item={item} now={now} />
      ))}
      <VisitSection
        title={messages.sentBack}
        hint={messages.sentBackHint}
        items={agenda.sentBack}
        href={(item) => paths.return(placeOf(item))}
      />
      {next && <NextVisitCard item={next} now={now} first={running.length === 0} />}
      {empty && (
        <section className="section card">
          <h2>{messages.nothing}</h2>
          <p className="hint">{messages.nothingHint}</p>
        </section>
      )}
      <VisitSection title={messages.overdue} hint={messages.overdueHint} items={agenda.overdue} />
      <VisitSection title={messages.endedToday} items={agenda.endedToday} due={dueOn} />
      <VisitSection title={messages.unfinished} items={agenda.unfinished} due={dueOn} />
      <VisitSection title={messages.upcoming} items={agenda.upcoming} quiet />
      <Unplanned views={agenda.unplanned} />
    </>
  );
}

/** Contracts that wait for this expert: to be signed, or to be opened once they are concluded. */
function ContractsToRead({ views, person }: { readonly views: readonly EngagementView[]; readonly person: string }) {
  const waiting = views.filter(({ engagement }) =>
    Object.values(engagement.contractPapers).some(
      ({ expert, ended, signedByExpert, conditions }) =>
        expert === person && !ended && (!signedByExpert || (conditions !== null && !conditions.opened)),
    ),
  );
  if (waiting.length === 0) return null;
  return (
    <section className="section" aria-labelledby="contracts">
      <h2 id="contracts">{messages.contracts}</h2>
      <Rows>
        {waiting.map(({ id, company }) => (
          <Row
            key={id}
            href={paths.contract(id)}
            title={<CompanyName name={company?.name} />}
            detail={messages.readContract}
          />
        ))}
      </Rows>
    </section>
  );
}

/** Companies that nobody is on the way to: the first thing an expert sees of a new engagement. */
function Unplanned({ views }: { readonly views: readonly EngagementView[] }) {
  if (views.length === 0) return null;
  return (
    <section className="section" aria-labelledby="unplanned">
      <h2 id="unplanned">{messages.unplanned}</h2>
      <Rows>
        {views.map(({ id, company, engagement }) => (
          <Row
            key={id}
            href={paths.visit({ engagement: id, visit: NEW_VISIT })}
            title={<CompanyName name={company?.name} />}
            detail={messages.planVisit(nextVisitNumber(engagement))}
          />
        ))}
      </Rows>
    </section>
  );
}

type VisitSectionProps = {
  readonly title: string;
  readonly hint?: string;
  readonly items: readonly AgendaItem[];
  readonly href?: (item: AgendaItem) => string;
  /** The state of each says nothing new. */
  readonly quiet?: boolean;
  /** By when something is to be done about it, in words. */
  readonly due?: (item: AgendaItem) => string | null;
};

function VisitSection({
  title,
  hint,
  items,
  href = (item) => paths.visit(placeOf(item)),
  quiet,
  due = () => null,
}: VisitSectionProps) {
  const id = useId();
  if (items.length === 0) return null;
  return (
    <section className="section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {hint && <p className="hint">{hint}</p>}
      <Rows>
        {items.map((item) => (
          <Row
            key={item.visit.id}
            href={href(item)}
            {...whenOf(item)}
            title={<CompanyName name={item.view.company?.name} />}
            detail={[visitWords(item.visit), due(item)].filter((words) => words !== null).join('　')}
            state={quiet ? undefined : <VisitState {...stateFacts(item.view, item.visit)} />}
          />
        ))}
      </Rows>
    </section>
  );
}

function Deadline({ deadline }: { readonly deadline: { readonly value: Day; readonly source: string } | null }) {
  if (!deadline) return null;
  const before = precedingWeekday(deadline.value);
  return (
    <p className="section today__due">
      <Icon name="calendar" />
      <span>
        {messages.deadline(wareki(deadline.value))}
        {before !== deadline.value && <span className="keep">{messages.weekdayBefore(monthAndDay(before))}</span>}
      </span>
    </p>
  );
}

const placeOf = ({ view, visit }: AgendaItem) => ({ engagement: view.id, visit: visit.id });

function whenOf({ visit }: AgendaItem): { readonly lead: string; readonly leadSub?: string } {
  const { time, schedule } = visit;
  if (time?.to) return { lead: monthAndDay(time.on), leadSub: `${time.from}${messages.until(time.to)}` };
  if (schedule) return { lead: monthAndDay(schedule.on), leadSub: schedule.from };
  return { lead: common.dayUnknown };
}
