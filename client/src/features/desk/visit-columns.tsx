import { netMinutes } from '@banso/shared/engagement/net-minutes.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import { spokenDuration, wareki } from '@banso/shared/time/wareki.ts';
import type { Column } from '../../ui/data-table.tsx';
import { messages as common } from '../messages.ts';
import type { DeskRow } from './desk-rows.ts';
import { DeskVisitState } from './desk-visit-state.tsx';
import { messages } from './messages.ts';
import { FindingCounts, GradeMark, SignatureMark } from './visit-marks.tsx';
import { hoursWords } from './words.ts';

/** The list where it has the whole width. */
export const WIDE_COLUMNS: readonly Column<DeskRow>[] = [
  { key: 'day', head: messages.columns.day, cell: ({ visit }) => <When visit={visit} /> },
  { key: 'company', head: messages.columns.company, cell: companyOf },
  {
    key: 'number',
    head: messages.columns.number,
    cell: ({ visit }) => <span className="keep">{numberOf(visit)}</span>,
  },
  { key: 'expert', head: messages.columns.expert, cell: expertOf },
  {
    key: 'findings',
    head: messages.columns.findings,
    cell: (row) => <Findings row={row} />,
  },
  { key: 'signature', head: messages.columns.signature, cell: (row) => <Signature row={row} /> },
  { key: 'grade', head: messages.columns.grade, cell: ({ judged }) => <GradeMark grade={judged.grade} /> },
  { key: 'state', head: messages.columns.state, cell: (row) => <DeskVisitState view={row.view} visit={row.visit} /> },
];

/** The list on a phone. */
export const NARROW_COLUMNS: readonly Column<DeskRow>[] = [
  { key: 'day', head: messages.columns.day, cell: ({ visit }) => <When visit={visit} /> },
  {
    key: 'company',
    head: messages.columns.company,
    cell: (row) => (
      <>
        {companyOf(row)}
        <small>
          <span className="keep">{numberOf(row.visit)}・</span>
          <span className="keep">{expertOf(row)}</span>
        </small>
      </>
    ),
  },
  {
    key: 'checks',
    head: messages.columns.checks,
    cell: (row) => (
      <span className="desk-marks">
        <DeskVisitState view={row.view} visit={row.visit} />
        {row.judged.findings.length > 0 && <Findings row={row} />}
        <Signature row={row} />
        <GradeMark grade={row.judged.grade} />
      </span>
    ),
  },
];

/** The list beside an opened visit: one line below the other. */
export const SLIM_COLUMNS: readonly Column<DeskRow>[] = [
  {
    key: 'visit',
    head: messages.columns.visit,
    cell: (row) => (
      <>
        {companyOf(row)}
        <small>
          <span className="keep">{numberOf(row.visit)}・</span>
          <span className="keep">{expertOf(row)}</span>
        </small>
        <small>
          <When visit={row.visit} />
        </small>
        <span className="desk-marks">
          <DeskVisitState view={row.view} visit={row.visit} />
          {row.judged.findings.length > 0 && <Findings row={row} />}
        </span>
      </>
    ),
  },
];

function When({ visit }: { readonly visit: Visit }) {
  const { time, schedule } = visit;
  if (!time) {
    if (!schedule) return common.dayUnknown;
    return (
      <>
        {wareki(schedule.on)}
        <small>
          {messages.planned} {schedule.from}～{schedule.to}
        </small>
      </>
    );
  }
  return (
    <>
      <span className="keep">{wareki(time.on)}</span>
      <small className="desk-hours">
        <span className="keep">{hoursWords(time)}</span>
        <span className="keep">{netWords(netMinutes(visit))}</span>
      </small>
    </>
  );
}

/** Before a visit has begun there is nothing to find fault with. */
function Findings({ row: { visit, judged } }: { readonly row: DeskRow }) {
  return visit.time ? <FindingCounts findings={judged.findings} /> : null;
}

function Signature({ row: { visit, judged } }: { readonly row: DeskRow }) {
  return visit.time?.to ? <SignatureMark signature={judged.signature} /> : null;
}

function companyOf({ view }: DeskRow): string {
  return view.company?.name ?? messages.noCompany;
}

function expertOf({ view }: DeskRow): string {
  return view.expert?.name ?? messages.noExpert;
}

function numberOf({ number }: Visit): string {
  return common.number(number);
}

/** A negative length is a finding's matter; here it would only puzzle. */
function netWords(minutes: number | null): string {
  if (minutes === null) return messages.noEnd;
  return minutes < 0 ? '' : messages.net(spokenDuration(minutes));
}
