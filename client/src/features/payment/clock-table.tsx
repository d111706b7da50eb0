import { byDay, clocksOf, type VisitClock } from '@banso/shared/payment/clocks.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import type { Day } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { labelled } from './labelled.tsx';
import { messages } from './messages.ts';
import { companyIn, type Payments } from './use-payments.ts';

const NEAR_DAYS = 30;
const PRESSING_DAYS = 10;
const SHOWN = 5;

/** The visits whose sixtieth day is over or near, the earliest first; red while it presses. */
export function ClockTable({
  programme,
  payments,
  today,
}: {
  readonly programme: Programme;
  readonly payments: Payments;
  readonly today: Day;
}) {
  const { views, runs, nameOf } = payments;
  const [all, setAll] = useState(false);
  const clocks = byDay(
    views
      .filter(({ engagement }) => engagement.core?.programme === programme.id)
      .flatMap(({ id, engagement }) => clocksOf({ id, engagement, programme, runs }, today)),
  ).filter(({ daysLeft }) => daysLeft <= NEAR_DAYS);
  const shown = all ? clocks : clocks.slice(0, SHOWN);
  return (
    <section className="section">
      <h2>{messages.clocks}</h2>
      <p className="hint">{messages.clocksHint}</p>
      <DataTable
        caption={messages.clockCaption}
        items={shown}
        rowKey={({ engagement, visit }) => `${engagement}/${visit}`}
        empty={messages.clocksNone}
        columns={[
          labelled<VisitClock>('left', messages.due, {
            cell: ({ payBy, daysLeft }) => (
              <>
                <StateMark state={daysLeft < 0 ? 'refused' : daysLeft <= PRESSING_DAYS ? 'needsYou' : 'scheduled'}>
                  {messages.daysLeft(daysLeft)}
                </StateMark>
                <small>{wareki(payBy)}</small>
              </>
            ),
          }),
          labelled<VisitClock>('company', messages.company, {
            cell: ({ engagement }) => companyIn(payments, engagement),
          }),
          labelled<VisitClock>('expert', messages.expert, {
            cell: ({ engagement }) => {
              const expert = views.find(({ id }) => id === engagement)?.engagement.core?.expert;
              return expert ? nameOf(expert) : '';
            },
          }),
          labelled<VisitClock>('visit', messages.visits, {
            cell: ({ number, on }) => (
              <>
                {number === null ? '' : `第${number}回`}
                <small>{wareki(on)}</small>
              </>
            ),
          }),
          labelled<VisitClock>('stage', messages.state, { cell: ({ stage }) => messages.stage[stage] }),
        ]}
      />
      {shown.length < clocks.length && (
        <Button look="text" onClick={() => setAll(true)}>
          {messages.clocksAll(clocks.length)}
        </Button>
      )}
    </section>
  );
}
