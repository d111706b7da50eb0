import { foldForSearch } from '@banso/shared/lib/search-text.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import { undecidedLateFacts } from '@banso/shared/engagement/late-facts.ts';
import { reportDueOn } from '@banso/shared/rules/report-due.ts';
import { type Day, instantInJapan } from '@banso/shared/time/day.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { type JudgedVisit, judgeVisit } from './judge-visit.ts';

/** One visit in the desk's list. */
export type DeskRow = {
  /** `engagement/visit`. Never spread a row into an element: React would take this for the element's own key. */
  readonly key: string;
  readonly view: EngagementView;
  readonly visit: Visit;
  /** Judged when first looked at: of a thousand visits a desk shows a hundred. */
  readonly judged: JudgedVisit;
  /** Its programme's day for the report has passed, and none was handed in (FK-4-1). */
  readonly isOverdue: boolean;
  /** What a search looks through. */
  readonly searched: string;
};

export const DESK_FILTERS = ['submitted', 'underWay', 'overdue', 'sentBack', 'approved', 'all'] as const;
export type DeskFilter = (typeof DESK_FILTERS)[number];

/** Every visit of these engagements: what happened last comes first, what is still planned below it, the next one first. */
export const deskRows = (views: readonly EngagementView[], today: Day): readonly DeskRow[] =>
  views
    .flatMap((view) => Object.values(view.engagement.visits).map((visit) => rowOf(view, visit, today)))
    .toSorted((a, b) => compareVisits(a.visit, b.visit) || (a.key < b.key ? -1 : 1));

const rowOf = (view: EngagementView, visit: Visit, today: Day): DeskRow => {
  let judged: JudgedVisit | undefined;
  let searched: string | undefined;
  return {
    key: rowKey(view.id, visit.id),
    view,
    visit,
    get judged() {
      return (judged ??= judgeVisit(view, visit, today));
    },
    isOverdue: visit.status === 'ended' && isPast(view.ruleSet && reportDueOn(visit, view.ruleSet), today),
    get searched() {
      return (searched ??= searchedText(view, visit));
    },
  };
};

const isPast = (day: Day | null, today: Day): boolean => day !== null && today > day;

/** Those worth offering: reports are late only where a programme names a day. */
export const filtersFor = (rows: readonly DeskRow[], chosen: DeskFilter): readonly DeskFilter[] =>
  DESK_FILTERS.filter(
    (one) => one !== 'overdue' || one === chosen || rows.some(({ view }) => view.ruleSet?.reportDueDays !== undefined),
  );

export const rowKey = (engagement: string, visit: string): string => `${engagement}/${visit}`;

/** How many rows each filter shows. */
export const filterCounts = (rows: readonly DeskRow[]): Readonly<Record<DeskFilter, number>> => {
  const count = (filter: DeskFilter) => rows.filter((row) => belongsTo(filter, row)).length;
  return {
    submitted: count('submitted'),
    underWay: count('underWay'),
    overdue: count('overdue'),
    sentBack: count('sentBack'),
    approved: count('approved'),
    all: rows.length,
  };
};

/** The rows of a filter that hold every word of the search. How they are written does not matter. */
export const shownRows = (
  rows: readonly DeskRow[],
  { filter, search }: { readonly filter: DeskFilter; readonly search: string },
): readonly DeskRow[] => {
  const words = search
    .split(/\s+/)
    .map(foldForSearch)
    .filter((word) => word !== '');
  return rows.filter((row) => belongsTo(filter, row) && words.every((word) => row.searched.includes(word)));
};

/** The row this many lines below (above if negative) in what is shown; undefined at either end. */
export const rowBeside = (shown: readonly DeskRow[], key: string | undefined, by: 1 | -1): DeskRow | undefined => {
  const at = shown.findIndex((row) => row.key === key);
  return at === -1 ? undefined : shown[at + by];
};

/** The submission that has waited longest, other than this visit: what the desk looks at next. */
export const nextToReview = (rows: readonly DeskRow[], key: string): DeskRow | undefined =>
  rows.findLast((row) => row.key !== key && row.visit.status === 'submitted');

const statusesOf: Readonly<Record<Exclude<DeskFilter, 'all' | 'overdue'>, readonly Visit['status'][]>> = {
  submitted: ['submitted'],
  underWay: ['started', 'ended'],
  sentBack: ['sentBack'],
  approved: ['approved'],
};

/** What arrived after the approval waits for a decision as a report does. */
const belongsTo = (filter: DeskFilter, { view, visit, isOverdue }: DeskRow): boolean => {
  if (filter === 'overdue') return isOverdue;
  if (filter === 'all' || statusesOf[filter].includes(visit.status)) return true;
  return filter === 'submitted' && undecidedLateFacts(view.engagement, visit) > 0;
};

const compareVisits = (a: Visit, b: Visit): number => {
  const [happenedA, happenedB] = [a, b].map(happenedAtMs);
  if (happenedA === null && happenedB === null) return plannedAtMs(a) - plannedAtMs(b);
  return (happenedB ?? Number.NEGATIVE_INFINITY) - (happenedA ?? Number.NEGATIVE_INFINITY);
};

/** A submission counts from when it was handed in, every other visit from its start; null before that. */
const happenedAtMs = ({ submission, time }: Visit): number | null =>
  submission?.atMs ?? (time && instantInJapan(time.on, time.from));

const plannedAtMs = ({ schedule }: Visit): number => (schedule ? instantInJapan(schedule.on, schedule.from) : 0);

const searchedText = (view: EngagementView, visit: Visit): string =>
  [
    view.company?.name,
    view.company?.kana,
    view.expert?.name,
    view.expert?.kana,
    view.programme?.name,
    view.engagement.core?.contract?.number,
    visit.number === null ? '' : `第${visit.number}回`,
    visit.fields.gist,
  ]
    .map((text) => foldForSearch(text ?? ''))
    .join('\n');
