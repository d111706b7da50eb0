import { isOfficerOf, meetingsOf, opinionsInOrder } from '@banso/shared/engagement/team.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { Route, useParams } from 'wouter';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useNoteLook } from '../../sync/use-note-look.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ConnectionStrip } from '../connection-strips.tsx';
import { JointMeetings } from '../joint-meetings.tsx';
import { messages as common } from '../messages.ts';
import { OpinionFields, useOpinion } from '../opinion-form.tsx';
import { OpinionList } from '../opinion-list.tsx';
import { Loading } from '../loading.tsx';
import { NoSuchRecord } from '../no-such-record.tsx';
import { paths } from '../paths.ts';
import { teamMessages } from '../team-messages.ts';
import { placeWords } from '../visit-words.ts';
import { messages } from './messages.ts';

/** `/joined/:engagement/:visit?`: one visit as a support officer reads it; without a visit, the support as a whole. */
export function JoinedRoutes() {
  return (
    <Route path="/joined/:engagement/:visit?">
      <JoinedOfAddress />
    </Route>
  );
}

function JoinedOfAddress() {
  const { me } = useBanso();
  const { engagement, visit } = useParams<{ engagement: string; visit?: string }>();
  const found = useQuery(async (store) => ({ engagement, view: await store.engagement(engagement) }), [engagement]);
  if (found?.engagement !== engagement) return <Loading />;
  const { view } = found;
  const officer = view?.engagement.team?.officers.find(({ person }) => person === me.person);
  const record = visit === undefined ? null : view?.engagement.visits[visit];
  if (!view || !officer || !isOfficerOf(view.engagement, me.person) || record === undefined) return <NotFound />;
  return <JoinedScreen key={visit ?? ''} view={view} visit={record} officer={officer.name} />;
}

type JoinedScreenProps = {
  readonly view: EngagementView;
  readonly visit: Visit | null;
  readonly officer: string;
};

/** What happened, what was agreed, what was said and answered, and room for an opinion. Nothing here has to be done. */
function JoinedScreen({ view, visit, officer }: JoinedScreenProps) {
  const { me } = useBanso();
  useNoteLook('support', view.id, visit ? `visit/${visit.id}` : null);
  const opinion = useOpinion({ view, visit: visit?.id ?? null, officers: [officer] });
  const [saved, setSaved] = useState(false);
  const said = opinionsInOrder(view.engagement).filter((one) => one.visit === (visit?.id ?? null));
  const save = async () => setSaved(await opinion.record());
  return (
    <Screen
      bar={
        <AppBar
          title={visit ? `${messages.visitTitle}　${common.number(visit.number)}` : messages.wholeTitle}
          subtitle={view.company?.name}
          sample={me.sample}
          back={{ label: messages.back, href: paths.today }}
        />
      }
      strips={<ConnectionStrip />}
      actions={
        <Button look="solid" size="lg" wide busy={opinion.busy} onClick={() => void save()}>
          {messages.save}
        </Button>
      }
    >
      {visit && <VisitRead visit={visit} />}
      {visit && (
        <section className="section" aria-label={messages.visitTitle}>
          <JointMeetings meetings={meetingsOf(view.engagement, visit.id)} waiting={view.waiting} />
        </section>
      )}
      <ButtonLink look="text" href={paths.written(view.id, 'growth')}>
        {messages.growth}
      </ButtonLink>
      <section className="section" aria-label={teamMessages.opinions}>
        <h2>{teamMessages.opinions}</h2>
        {said.length === 0 && <p>{teamMessages.noOpinions}</p>}
        <OpinionList view={view} opinions={said} />
      </section>
      <section className="section" aria-label={messages.write}>
        <h2>{messages.write}</h2>
        <OpinionFields {...opinion.fields} />
        <p role="status">{saved && messages.saved}</p>
      </section>
    </Screen>
  );
}

function VisitRead({ visit }: { readonly visit: Visit }) {
  const { time, schedule, fields } = visit;
  const texts = [
    [messages.gist, fields.gist],
    [messages.content, fields.content],
    [messages.effect, fields.effect],
    [messages.next, fields.nextContent],
  ] as const;
  return (
    <>
      {!time && <p>{messages.notBegun}</p>}
      <Facts>
        <Fact label={messages.day}>{time ? wareki(time.on) : schedule ? wareki(schedule.on) : common.dayUnknown}</Fact>
        {(time ?? schedule) && (
          <Fact label={messages.time}>{`${(time ?? schedule)?.from}～${(time ?? schedule)?.to ?? ''}`}</Fact>
        )}
        <Fact label={messages.place}>{placeWords(time ? fields : (schedule ?? fields))}</Fact>
        {time && <Fact label={messages.present}>{fields.present || messages.blank}</Fact>}
        {texts.map(
          ([label, text]) =>
            text !== '' && (
              <Fact key={label} label={label} stacked>
                {text}
              </Fact>
            ),
        )}
      </Facts>
    </>
  );
}

function NotFound() {
  const { notFound: title, notFoundHint: hint, back, toHome: home } = messages;
  return <NoSuchRecord {...{ title, hint, back, home }} />;
}
