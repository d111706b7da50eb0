import { dayInJapan, daysBetween, instantInJapan } from '@banso/shared/time/day.ts';
import type { Schedule } from '@banso/shared/engagement/visit.ts';
import { monthAndDay } from '@banso/shared/time/wareki.ts';
import { useId } from 'react';
import { useLocation } from 'wouter';
import { useRecord } from '../../sync/use-record.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { messages as common } from '../messages.ts';
import { paths } from '../paths.ts';
import { CompanyName } from '../phrases.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { hasPlan, placeWords } from '../visit-words.ts';
import { type AgendaItem, isDue } from './agenda.ts';
import { messages } from './messages.ts';

export type NextVisitCardProps = {
  readonly item: AgendaItem;
  readonly now: number;
  /** Nothing else is going on: its button is the next step of the screen. */
  readonly first: boolean;
};

/** The visit that comes next: when, where, and the one button that starts it. */
export function NextVisitCard({ item, now, first }: NextVisitCardProps) {
  const { view, visit } = item;
  const titleId = useId();
  const [, navigate] = useLocation();
  const { record, busy, problem } = useRecord();
  const place = { engagement: view.id, visit: visit.id };
  const due = isDue(item, dayInJapan(now));
  const start = async () => {
    const entry = await record({ type: 'visit-started@1', aggregate: view.id, body: { visit: visit.id } });
    if (entry) navigate(paths.visit(place));
  };
  return (
    <section className="section card next-visit" aria-labelledby={titleId}>
      <header>
        <h2 id={titleId}>{first ? messages.next : messages.nextAfter}</h2>
        {visit.schedule && <span>{whenWords(visit.schedule, now)}</span>}
      </header>
      {visit.schedule && <When schedule={visit.schedule} withDay={!due} />}
      <h3>
        <CompanyName name={view.company?.name} />
      </h3>
      <p className="next-visit__where">
        <span className="keep">{numberWords(item)}</span>
        {visit.schedule && <span className="keep">・{placeWords(visit.schedule)}</span>}
      </p>
      {visit.schedule?.mode === 'onSite' && <p className="next-visit__where">{view.company?.address}</p>}
      <RecordProblemNotice problem={problem} />
      {due ? (
        <Button look={first ? 'solid' : 'outline'} size="lg" wide busy={busy} onClick={() => void start()}>
          {messages.start}
        </Button>
      ) : (
        <ButtonLink wide href={paths.visit(place)}>
          {messages.look}
        </ButtonLink>
      )}
      <p className="next-visit__others">
        {hasPlan(view) && (
          <ButtonLink look="text" href={paths.plan(place)}>
            {messages.plan}
          </ButtonLink>
        )}
        <ButtonLink look="text" href={paths.change(place)}>
          {messages.change}
        </ButtonLink>
      </p>
    </section>
  );
}

function When({ schedule, withDay }: { readonly schedule: Schedule; readonly withDay: boolean }) {
  return (
    <p className="next-visit__when">
      {withDay && <span className="next-visit__day">{monthAndDay(schedule.on)}</span>}
      <span className="keep">
        <time dateTime={`${schedule.on}T${schedule.from}+09:00`}>{schedule.from}</time>～
        <time dateTime={`${schedule.on}T${schedule.to}+09:00`}>{schedule.to}</time>
      </span>
    </p>
  );
}

function numberWords({ view, visit }: AgendaItem): string {
  const visits = view.ruleSet?.numberOfVisits;
  if (visit.number === null || !visits) return common.number(visit.number);
  return messages.numberOf[visits.meaning](visit.number, visits.value);
}

function whenWords({ on, from, to }: Schedule, now: number): string {
  const days = daysBetween(dayInJapan(now), on);
  if (days === 1) return messages.tomorrow;
  if (days > 1) return messages.inDays(days);
  if (instantInJapan(on, to) <= now) return messages.timeIsOver;
  const minutes = Math.ceil((instantInJapan(on, from) - now) / 60_000);
  if (minutes <= 0) return messages.timeHasCome;
  return minutes < 60 ? messages.inMinutes(minutes) : messages.inHours(Math.floor(minutes / 60));
}
