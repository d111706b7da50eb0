import { undecidedLateFacts } from '@banso/shared/engagement/late-facts.ts';
import { netMinutes } from '@banso/shared/engagement/net-minutes.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import { GRADE_WORDS } from '@banso/shared/evidence/grade.ts';
import type { Sheet, SheetCell } from '@banso/shared/sheet/write-sheet.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { markWords } from '../../ui/state-mark.tsx';
import { messages as common } from '../messages.ts';
import { stateOfVisit } from '../visit-state.tsx';
import type { DeskRow } from './desk-rows.ts';
import { weightOf } from './judge-visit.ts';
import type { Looking } from './looking.ts';
import { messages } from './messages.ts';
import { sheetMessages as words } from './sheet-messages.ts';
import { instantWords } from './words.ts';

export type SheetWish = {
  readonly rows: readonly DeskRow[];
  readonly looking: Looking;
  readonly nowMs: number;
  readonly sample: boolean;
  /** The names of people by id, as far as they are on this device. */
  readonly names: ReadonlyMap<string, string>;
};

/** The desk's list as it is shown, and beside it what it is: which filter, from when, how many. */
export const visitSheets = (wish: SheetWish): readonly Sheet[] => [
  {
    name: wish.sample ? words.sheetSample : words.sheet,
    columns: COLUMNS.map(({ head, width }) => ({ head, width })),
    rows: wish.rows.map((row) => COLUMNS.map(({ cell }) => cell(row, wish))),
  },
  aboutSheet(wish),
];

/** 訪問の一覧_要確認_20251218 */
export const sheetFileName = ({ looking, nowMs }: Pick<SheetWish, 'looking' | 'nowMs'>): string =>
  `${words.fileName}_${messages.filter[looking.filter]}_${dayInJapan(nowMs).replaceAll('-', '')}.xlsx`;

type SheetColumnOf = {
  readonly head: string;
  readonly width: number;
  readonly cell: (row: DeskRow, wish: SheetWish) => SheetCell;
};

const COLUMNS: readonly SheetColumnOf[] = [
  { head: words.company, width: 30, cell: ({ view }) => text(view.company?.name ?? messages.noCompany) },
  { head: words.expert, width: 20, cell: ({ view }) => text(view.expert?.name ?? messages.noExpert) },
  { head: words.programme, width: 26, cell: ({ view }) => text(view.programme?.name ?? '') },
  { head: words.contract, width: 14, cell: ({ view }) => text(view.engagement.core?.contract?.number ?? '') },
  { head: words.number, width: 6, cell: ({ visit }) => number(visit.number) },
  { head: words.day, width: 16, cell: ({ visit }) => dayOf(visit) },
  { head: words.from, width: 8, cell: ({ visit }) => timeOf(visit.time?.from ?? visit.schedule?.from) },
  { head: words.to, width: 8, cell: ({ visit }) => timeOf(visit.time ? visit.time.to : visit.schedule?.to) },
  { head: words.netMinutes, width: 10, cell: ({ visit }) => number(netMinutes(visit)) },
  { head: words.grade, width: 12, cell: ({ judged }) => text(judged.grade ? GRADE_WORDS[judged.grade.grade] : '') },
  { head: words.state, width: 18, cell: (row) => text(stateWords(row)) },
  { head: words.stops, width: 34, cell: (row) => text(findingWords(row, 'blocks')) },
  { head: words.warns, width: 34, cell: (row) => text(findingWords(row, 'warns')) },
  {
    head: words.signature,
    width: 12,
    cell: ({ visit, judged }) => text(visit.time?.to ? messages.signatures[judged.signature] : ''),
  },
  { head: words.signer, width: 22, cell: ({ judged }) => text(signerWords(judged.confirmation)) },
  { head: words.submittedOn, width: 12, cell: ({ visit }) => instantDay(visit.submission?.atMs) },
  { head: words.approvedOn, width: 12, cell: ({ visit }) => instantDay(visit.approval?.atMs) },
  { head: words.approvedBy, width: 20, cell: ({ visit }, { names }) => text(approver(visit, names)) },
  { head: words.gist, width: 50, cell: ({ visit }) => text(visit.fields.gist) },
];

const aboutSheet = ({ rows, looking, nowMs, sample }: SheetWish): Sheet => ({
  name: words.about,
  columns: [
    { head: words.aboutHead, width: 24 },
    { head: words.aboutWords, width: 80 },
  ],
  rows: (
    [
      ...(sample ? ([[common.sample, words.sampleWords]] as const) : []),
      [words.shown, messages.tableOf(messages.filter[looking.filter], rows.length)],
      ...(looking.search === '' ? [] : ([[words.search, looking.search]] as const)),
      [words.writtenAt, `${dayInJapan(nowMs).slice(0, 4)}年${instantWords(nowMs)}`],
      [words.what, words.whatWords],
      [words.days, words.daysWords],
      [words.minutes, words.minutesWords],
    ] as const
  ).map((line) => line.map((one) => text(one))),
});

const text = (words: string): SheetCell => (words === '' ? null : { text: words });
const number = (value: number | null): SheetCell => (value === null ? null : { number: value });
const timeOf = (time: string | null | undefined): SheetCell => (time ? { time } : null);
const instantDay = (atMs: number | undefined): SheetCell => (atMs === undefined ? null : { day: dayInJapan(atMs) });

const dayOf = ({ time, schedule }: Visit): SheetCell => {
  const on = time?.on ?? schedule?.on;
  return on === undefined ? null : { day: on };
};

const stateWords = ({ view, visit }: DeskRow): string => {
  if (visit.status === 'submitted' && visit.conflicts.length === 0) return messages.stateToReview;
  const late = undecidedLateFacts(view.engagement, visit);
  if (late > 0) return `${markWords('approved')}（${messages.stateLate(late)}）`;
  const { state, words: said } = stateOfVisit({ visit, waiting: view.waiting });
  return said ?? markWords(state);
};

const findingWords = ({ visit, judged }: DeskRow, weight: 'blocks' | 'warns'): string =>
  visit.time
    ? judged.findings
        .filter((finding) => weightOf(finding) === weight)
        .map(({ label }) => label)
        .join('\n')
    : '';

const signerWords = (confirmation: DeskRow['judged']['confirmation']): string =>
  confirmation ? messages.signerWords(confirmation.signer.title, confirmation.signer.name) : '';

const approver = ({ approval }: Visit, names: ReadonlyMap<string, string>): string =>
  approval ? (names.get(approval.by) ?? approval.by) : '';
