import type { Setback, Visit } from '@banso/shared/engagement/visit.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { monthAndDay } from '@banso/shared/time/wareki.ts';
import { Row, Rows } from '../../ui/row.tsx';
import { messages } from './messages.ts';

/** What happened to this visit before: cancelled, postponed, started by mistake — who and why. */
export function Setbacks({ visit }: { readonly visit: Visit }) {
  if (visit.setbacks.length === 0) return null;
  return (
    <Rows label={messages.changeTitle}>
      {visit.setbacks.map((setback) => (
        <Row
          key={setback.atMs}
          lead={monthAndDay(dayInJapan(setback.atMs))}
          title={`${messages.setback[setback.how]}（${askedBy[setback.requestedBy]}）`}
          detail={setback.reason}
        />
      ))}
    </Rows>
  );
}

const askedBy: Readonly<Record<Setback['requestedBy'], string>> = {
  company: messages.byCompany,
  expert: messages.byExpert,
  office: messages.byOffice,
  disaster: messages.byDisaster,
};
