import { dutiesOf } from '@banso/shared/incident/duties.ts';
import { type Incident, RAISERS } from '@banso/shared/incident/incident.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Row, Rows } from '../../ui/row.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { OwnPlace } from '../own-place.tsx';
import { paths } from '../paths.ts';
import { ContactTree } from './contact-tree.tsx';
import { messages } from './messages.ts';
import { instantWords, typeWords } from './words.ts';

/** 事故: the button for everybody, whom to call, and what was reported. */
export function IncidentsScreen() {
  const { me, nowMs } = useBanso();
  const incidents = useQuery((store) => store.incidents(), []) ?? [];
  const today = dayInJapan(nowMs());
  return (
    <OwnPlace title={messages.title} current="more" back={messages.back}>
      <div className="incidents">
        <p>{messages.intro}</p>
        {me.roles.some(({ role }) => RAISERS.some((one) => one === role)) && (
          <ButtonLink look="solid" size="lg" wide href={paths.incident('new')}>
            {messages.raise}
          </ButtonLink>
        )}
        <ContactTree />
        <section className="section">
          <h2>{messages.list(incidents.length)}</h2>
          {incidents.length === 0 && <p>{messages.none}</p>}
          <Rows>
            {incidents.map((incident) => (
              <Row
                key={incident.id}
                title={typeWords(incident)}
                detail={messages.foundOn(instantWords(incident.foundAtMs))}
                state={<IncidentMark incident={incident} today={today} />}
                href={paths.incident(incident.id)}
              />
            ))}
          </Rows>
        </section>
      </div>
    </OwnPlace>
  );
}

/** Where it stands: late before urgent, urgent before open. */
export function IncidentMark({ incident, today }: { readonly incident: Incident; readonly today: string }) {
  if (incident.closed) return <StateMark state="sent">{messages.closed}</StateMark>;
  const duties = dutiesOf(incident, today);
  if (duties.some(({ late }) => late)) return <StateMark state="needsYou">{messages.late}</StateMark>;
  if (duties.some(({ urgent }) => urgent)) return <StateMark state="needsYou">{messages.urgent}</StateMark>;
  return <StateMark state="draft">{messages.open}</StateMark>;
}
