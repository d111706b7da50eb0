import { dutiesOf, type Duty, missingToClose, reasonsToReport } from '@banso/shared/incident/duties.ts';
import { type Incident, leadsIncident } from '@banso/shared/incident/incident.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { answersFor, ANSWERABLE } from '@banso/shared/programme/answers-for.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { OwnPlace } from '../own-place.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { DamageSection } from './damage-section.tsx';
import { EntryForm } from './entry-form.tsx';
import { IncidentMark } from './incidents-screen.tsx';
import { IncidentReport } from './incident-report.tsx';
import { InvestigationForm } from './investigation-form.tsx';
import { messages } from './messages.ts';
import { courseLines, instantWords, typeWords } from './words.ts';

/** One incident: what is owed and until when, its course, what was found, the written report, its closing. */
export function IncidentScreen({ id }: { readonly id: string }) {
  const { me, nowMs } = useBanso();
  const known = useQuery(
    async (store) => {
      const [incidents, people, programmes] = await Promise.all([
        store.incidents(),
        store.people(),
        store.programmes(),
      ]);
      return {
        incident: incidents.find((one) => one.id === id),
        names: new Map(people.map((person) => [person.id, person.name])),
        programmes,
      };
    },
    [id],
  );
  if (!known) return null;
  const { incident, names, programmes } = known;
  const nameOf = (person: string) => names.get(person) ?? (person === me.person ? me.name : person);
  const today = dayInJapan(nowMs());
  const leads = incident !== undefined && leadsIncident(me.roles, incident.programme);
  return (
    <OwnPlace
      title={incident ? typeWords(incident) : messages.title}
      current="more"
      back={messages.backToList}
      backTo={paths.incidents}
    >
      {!incident ? (
        <Notice kind="warn" title={messages.notFound}>
          <p>{messages.notFoundHint}</p>
        </Notice>
      ) : (
        <div className="incidents">
          <IncidentMark incident={incident} today={today} />
          <p>{messages.raisedBy(nameOf(incident.raisedBy), instantWords(incident.raisedAtMs))}</p>
          {incident.closed && (
            <Notice
              kind="done"
              title={messages.closedBy(
                nameOf(incident.closed.by),
                instantWords(incident.closed.atMs),
                incident.closed.reason,
              )}
            />
          )}
          <Duties incident={incident} today={today} />
          <section className="section">
            <h2>{messages.course}</h2>
            <ol className="incidents__course">
              {courseLines(incident).map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ol>
            {(leads || incident.raisedBy === me.person) && <EntryForm incident={incident.id} />}
          </section>
          {leads && (
            <>
              {!incident.closed && <InvestigationForm key={incident.id} incident={incident} nameOf={nameOf} />}
              <DamageSection key={`damage/${incident.id}`} incident={incident} />
              <IncidentReport incident={incident} programmes={programmes} today={today} />
              {!incident.closed && mayClose(incident, me.roles) && <Close incident={incident} today={today} />}
            </>
          )}
        </div>
      )}
    </OwnPlace>
  );
}

const mayClose = ({ programme }: Incident, roles: Parameters<typeof answersFor>[1]): boolean =>
  programme === null ? roles.some(({ role }) => ANSWERABLE.some((one) => one === role)) : answersFor(programme, roles);

function Duties({ incident, today }: { readonly incident: Incident; readonly today: string }) {
  const reasons = reasonsToReport(incident);
  return (
    <section className="section">
      <h2>{messages.duties}</h2>
      {reasons.length > 0 ? (
        <Notice kind="warn" title={messages.reasons(reasons.map((one) => messages.reason[one]).join('、'))} />
      ) : (
        <p>{incident.findings ? messages.noReasons : messages.notInvestigated}</p>
      )}
      <ul className="incidents__duties">
        {dutiesOf(incident, today).map((duty) => (
          <li key={duty.to}>
            <strong>{messages.duty[duty.to]}</strong>
            <DutyMark duty={duty} />
            <span>{duty.due === null ? messages.atOnce : messages.by(wareki(duty.due))}</span>
            <small>{duty.article}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function DutyMark({ duty: { doneAtMs, late, urgent } }: { readonly duty: Duty }) {
  if (doneAtMs !== null) return <StateMark state="sent">{messages.dutyDone(instantWords(doneAtMs))}</StateMark>;
  if (late) return <StateMark state="needsYou">{messages.late}</StateMark>;
  return <StateMark state={urgent ? 'needsYou' : 'draft'}>{urgent ? messages.urgent : messages.dutyOpen}</StateMark>;
}

function Close({ incident, today }: { readonly incident: Incident; readonly today: string }) {
  const { record, busy, problem } = useRecord();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { duties, investigated } = missingToClose(incident, today);
  const missing = [...duties.map((to) => messages.duty[to]), ...(investigated ? [] : [messages.closeItems])];
  const close = async () => {
    setTried(true);
    const said = cleanText(reason).trim();
    if (said === '') return;
    if (await record({ type: 'incident-closed@1', aggregate: incident.id, body: { reason: said } })) setOpen(false);
  };
  return (
    <section className="section">
      <h2>{messages.close}</h2>
      <p>{missing.length > 0 ? messages.closeMissing(missing.join('、')) : messages.closeHint}</p>
      {missing.length === 0 && <Button onClick={() => setOpen(true)}>{messages.close}</Button>}
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={messages.close}
        actions={
          <>
            <Button look="solid" size="lg" wide busy={busy} onClick={() => void close()}>
              {messages.closeNow}
            </Button>
            <Button wide onClick={() => setOpen(false)}>
              {messages.cancel}
            </Button>
          </>
        }
      >
        <p>{messages.closeHint}</p>
        <TextField
          label={messages.closeReason}
          value={reason}
          error={tried && reason.trim() === '' ? messages.blank : undefined}
          onChange={setReason}
        />
        <RecordProblemNotice problem={problem} />
      </Dialog>
    </section>
  );
}
