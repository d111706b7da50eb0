import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import type { ReactNode } from 'react';
import { Redirect } from 'wouter';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useNow } from '../../sync/use-now.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ConnectionStrips } from '../connection-strips.tsx';
import { ExportUnsent } from '../export-unsent.tsx';
import { messages as common } from '../messages.ts';
import { paths } from '../paths.ts';
import { useUnsent } from '../unsent-choices.tsx';
import { unsentMessages } from '../unsent-messages.ts';
import { type Agenda, type AgendaItem, agendaOf, onlyToday } from './agenda.ts';
import { messages } from './messages.ts';
import { AgendaSections, TodayLine } from './today-screen.tsx';

/** The device has been without its office for too long: today's visits go on, everything else waits for the server. */
export function LeaseOverScreen() {
  const { me, sync, store } = useBanso();
  const unsent = useUnsent();
  const now = useNow();
  const agenda = useTodaysAgenda();
  return (
    <Screen bar={<AppBar title={messages.leaseTitle} sample={me.sample} />} strips={<ConnectionStrips />}>
      <TodayLine day={dayInJapan(now)} time={clockTimeInJapan(now)} />
      <Notice
        kind="warn"
        title={messages.leaseOver}
        actions={<Button onClick={() => void sync.syncNow()}>{messages.leaseConnect}</Button>}
      >
        <p>{messages.leaseSafe}</p>
      </Notice>
      {unsent > 0 && (
        <section className="section">
          <h2>{unsentMessages.title}</h2>
          <p className="hint">{unsentMessages.lockedLead}</p>
          <ExportUnsent unsentFile={store.unsentFile} />
        </section>
      )}
      {agenda ? (
        <AgendaSections agenda={agenda} now={now} />
      ) : (
        <p className="visually-hidden" role="status">
          {common.loading}
        </p>
      )}
    </Screen>
  );
}

/** A visit that is not today's leads back to the list. */
export function OnlyToday({ visit, children }: { readonly visit: string; readonly children: ReactNode }) {
  const agenda = useTodaysAgenda();
  if (!agenda) return null;
  return itemsOf(agenda).some((item) => item.visit.id === visit) ? children : <Redirect to={paths.today} replace />;
}

function useTodaysAgenda(): Agenda | undefined {
  const { me } = useBanso();
  const today = dayInJapan(useNow());
  const views = useQuery((store) => store.engagements(), []);
  return views && onlyToday(agendaOf(views, me.person, today), today);
}

const itemsOf = ({ running, next, endedToday, upcoming }: Agenda): readonly AgendaItem[] => [
  ...running,
  ...(next ? [next] : []),
  ...endedToday,
  ...upcoming,
];
