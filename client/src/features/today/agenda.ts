import { isOver } from '@banso/shared/engagement/contract-paper.ts';
import { expertInCharge } from '@banso/shared/engagement/team.ts';
import { visitsInOrder } from '@banso/shared/engagement/engagement.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import { addDays, type Day } from '@banso/shared/time/day.ts';
import { weekday } from '@banso/shared/time/wareki.ts';
import type { EngagementView } from '../../store/client-store.ts';

export type AgendaItem = { readonly view: EngagementView; readonly visit: Visit };

/** The expert's visits by what is to be done about them. No visit stands in two places. */
export type Agenda = {
  readonly running: readonly AgendaItem[];
  /** The one visit the screen is about. */
  readonly next: AgendaItem | null;
  readonly sentBack: readonly AgendaItem[];
  /** Planned for a day that has passed, and neither started nor called off. */
  readonly overdue: readonly AgendaItem[];
  /** Ended before today and still not handed in. */
  readonly unfinished: readonly AgendaItem[];
  readonly endedToday: readonly AgendaItem[];
  readonly upcoming: readonly AgendaItem[];
  /** Own engagements in which no visit is planned or under way, and more are foreseen. */
  readonly unplanned: readonly EngagementView[];
};

/** Sorts one expert's visits; `today` is a day in Japan. */
export const agendaOf = (views: readonly EngagementView[], expert: string, today: Day): Agenda => {
  const own = views.filter(({ engagement }) => expertInCharge(engagement) === expert);
  const items = own.flatMap((view) => visitsInOrder(view.engagement).map((visit) => ({ view, visit })));
  const scheduled = items.filter(({ visit }) => visit.status === 'scheduled').toSorted(byDate);
  const [next = null, ...upcoming] = scheduled.filter((item) => dayOf(item) >= today);
  const ended = items.filter(({ visit }) => visit.time?.to).toSorted(byDate);
  return {
    running: items.filter(({ visit }) => visit.status === 'started').toSorted(byDate),
    next,
    sentBack: items.filter(({ visit }) => visit.status === 'sentBack').toSorted(byDate),
    overdue: scheduled.filter((item) => dayOf(item) < today),
    unfinished: ended.filter((item) => item.visit.status === 'ended' && dayOf(item) < today),
    endedToday: ended.filter((item) => item.visit.status !== 'sentBack' && dayOf(item) >= today),
    upcoming,
    unplanned: own.filter((view) => isUnplanned(view, today)),
  };
};

const isUnplanned = ({ engagement, ruleSet }: EngagementView, today: Day): boolean => {
  const contract = engagement.core?.contract;
  // Nobody is asked to plan what no contract pays for any more.
  if (contract && isOver(contract, today)) return false;
  const took = visitsInOrder(engagement).filter(({ status }) => status !== 'cancelled');
  const ahead = took.some(({ status }) => status === 'scheduled' || status === 'started');
  return !ahead && took.length < (ruleSet?.numberOfVisits?.value ?? Infinity);
};

/** Whether the visit may be begun by the one blue button: its day has come. */
export const isDue = ({ visit }: AgendaItem, today: Day): boolean =>
  visit.schedule === null || visit.schedule.on <= today;

/** What is under way or due today, and nothing else of the agenda. */
export const onlyToday = (agenda: Agenda, today: Day): Agenda => ({
  running: agenda.running,
  next: agenda.next && dayOf(agenda.next) === today ? agenda.next : null,
  sentBack: [],
  overdue: [],
  unfinished: [],
  endedToday: agenda.endedToday,
  upcoming: agenda.upcoming.filter((item) => dayOf(item) === today),
  unplanned: [],
});

/** The earliest day on which a programme of these engagements ends, from today on; its article travels along. */
export const nextDeadline = (
  views: readonly EngagementView[],
  today: Day,
): { readonly value: Day; readonly source: string } | null =>
  views
    .flatMap(({ ruleSet }) => (ruleSet && ruleSet.programmeEndsOn.value >= today ? [ruleSet.programmeEndsOn] : []))
    .toSorted((a, b) => (a.value < b.value ? -1 : 1))[0] ?? null;

/** The last Monday to Friday on or before the day; public holidays are not known here. */
export const precedingWeekday = (day: Day): Day =>
  ['土', '日'].includes(weekday(day)) ? precedingWeekday(addDays(day, -1)) : day;

const dayOf = ({ visit }: AgendaItem): Day => visit.time?.on ?? visit.schedule?.on ?? '9999-12-31';

const byDate = (a: AgendaItem, b: AgendaItem): number => (sortKey(a) < sortKey(b) ? -1 : 1);

const sortKey = (item: AgendaItem): string =>
  [dayOf(item), item.visit.time?.from ?? item.visit.schedule?.from ?? '', item.visit.id].join(' ');
