import { visitsInOrder } from '@banso/shared/engagement/engagement.ts';
import { isOfficerOf, openOpinions } from '@banso/shared/engagement/team.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import { monthAndDay } from '@banso/shared/time/wareki.ts';
import { useId } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { AppBar } from '../../ui/app-bar.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Row, Rows } from '../../ui/row.tsx';
import { Screen } from '../../ui/screen.tsx';
import { BottomTabs } from '../bottom-tabs.tsx';
import { ConnectionStrips } from '../connection-strips.tsx';
import { messages as common } from '../messages.ts';
import { paths } from '../paths.ts';
import { CompanyName } from '../phrases.tsx';
import { placeWords } from '../visit-words.ts';
import { messages } from './messages.ts';

/** 担当の支援: the companies this support officer goes to, visit by visit. */
export function OfficerScreen() {
  const { me } = useBanso();
  const views = useQuery((store) => store.engagements(), []);
  const mine = views?.filter(({ engagement }) => isOfficerOf(engagement, me.person));
  return (
    <Screen
      bar={<AppBar title={messages.title} sample={me.sample} />}
      strips={<ConnectionStrips />}
      tabs={<BottomTabs current="visits" />}
    >
      {!mine && (
        <p className="visually-hidden" role="status">
          {common.loading}
        </p>
      )}
      {mine?.length === 0 && (
        <section className="section card">
          <h2>{messages.nothing}</h2>
          <p className="hint">{messages.nothingHint}</p>
        </section>
      )}
      {mine && mine.length > 0 && <p className="hint">{messages.hint}</p>}
      {mine?.map((view) => (
        <JoinedEngagement key={view.id} view={view} />
      ))}
    </Screen>
  );
}

function JoinedEngagement({ view }: { readonly view: EngagementView }) {
  const id = useId();
  const { engagement, expert } = view;
  const visits = visitsInOrder(engagement).filter(({ status }) => status !== 'cancelled');
  const chosen = engagement.core?.expert !== null;
  return (
    <section className="section" aria-labelledby={id}>
      <h2 id={id}>
        <CompanyName name={view.company?.name} />
      </h2>
      <p className="hint">{chosen && expert ? messages.expert(expert.name) : messages.noExpert}</p>
      {visits.length === 0 && <p>{messages.noVisits}</p>}
      <Rows>
        {visits.map((visit) => (
          <Row
            key={visit.id}
            {...whenOf(visit)}
            title={common.number(visit.number)}
            detail={detailOf(view, visit)}
            href={paths.joined({ engagement: view.id, visit: visit.id })}
          />
        ))}
      </Rows>
      <ButtonLink look="text" href={paths.joined({ engagement: view.id, visit: null })}>
        {messages.whole}
      </ButtonLink>
    </section>
  );
}

/** 醸造所（訪問）・答えを待つ意見 1件 */
function detailOf({ engagement }: EngagementView, visit: Visit): string {
  const open = openOpinions(engagement).filter((opinion) => opinion.visit === visit.id).length;
  const place = placeWords(visit.time ? visit.fields : (visit.schedule ?? visit.fields));
  return open === 0 ? place : `${place}・${messages.openCount(open)}`;
}

function whenOf({ time, schedule }: Visit): { readonly lead: string; readonly leadSub?: string } {
  if (time) return { lead: monthAndDay(time.on), leadSub: `${time.from}${messages.until(time.to ?? '')}` };
  return schedule ? { lead: monthAndDay(schedule.on), leadSub: schedule.from } : { lead: common.dayUnknown };
}
