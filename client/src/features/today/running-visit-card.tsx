import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { netMinutes } from '@banso/shared/engagement/net-minutes.ts';
import { monthAndDay, spokenDuration } from '@banso/shared/time/wareki.ts';
import { useId } from 'react';
import { ButtonLink } from '../../ui/button.tsx';
import { endForgotten } from '../forgotten-end.ts';
import { paths } from '../paths.ts';
import { CompanyName } from '../phrases.tsx';
import { visitWords } from '../visit-words.ts';
import type { AgendaItem } from './agenda.ts';
import { messages } from './messages.ts';

/** A visit under way goes before everything else; one whose end was not tapped offers to say when it was. */
export function RunningVisitCard({ item, now }: { readonly item: AgendaItem; readonly now: number }) {
  const { view, visit } = item;
  const titleId = useId();
  const { time } = visit;
  const place = { engagement: view.id, visit: visit.id };
  const forgotten = endForgotten(visit, now) === 'surely';
  const minutes =
    time && netMinutes({ time: { ...time, to: clockTimeInJapan(now), toOn: dayInJapan(now) }, fields: visit.fields });
  return (
    <section className="section card next-visit" aria-labelledby={titleId}>
      <header>
        <h2 id={titleId}>{forgotten ? messages.endMissing : messages.running}</h2>
        {!forgotten && minutes !== null && minutes >= 0 && <span>{spokenDuration(minutes)}</span>}
      </header>
      {time && (
        <p className="next-visit__where">
          {time.on !== dayInJapan(now) && `${monthAndDay(time.on)} `}
          {messages.startedAt(time.from)}
        </p>
      )}
      <h3>
        <CompanyName name={view.company?.name} />
      </h3>
      <p className="next-visit__where">{visitWords(visit)}</p>
      {forgotten ? (
        <>
          <ButtonLink look="solid" size="lg" wide href={paths.forgottenEnd(place)}>
            {messages.typeEnd}
          </ButtonLink>
          <p className="next-visit__others">
            <ButtonLink look="text" href={paths.visit(place)}>
              {messages.openVisit}
            </ButtonLink>
          </p>
        </>
      ) : (
        <ButtonLink look="solid" size="lg" wide href={paths.visit(place)}>
          {messages.goOn}
        </ButtonLink>
      )}
    </section>
  );
}
