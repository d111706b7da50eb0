import { ANSWERABLE, answersFor } from '@banso/shared/programme/answers-for.ts';
import type { IncidentContact } from '@banso/shared/programme/incident-contacts.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { useState } from 'react';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { messages } from './messages.ts';

/** Whom to call, first call first; on the device itself, so that it is there without a network (FP-14-1). */
export function ContactTree() {
  const { me } = useBanso();
  const programmes = useQuery((store) => store.programmes(), []) ?? [];
  const mayName = me.roles.some(({ role }) => ANSWERABLE.some((one) => one === role));
  return (
    <section className="section" aria-labelledby="incident-contacts">
      <h2 id="incident-contacts">{messages.contacts}</h2>
      <p>{messages.contactsHint}</p>
      {programmes.map((programme) => (
        <div key={programme.id} className="incidents__contacts">
          {programmes.length > 1 && <h3>{programme.name}</h3>}
          <Contacts contacts={programme.incidentContacts ?? []} />
          {mayName && answersFor(programme.id, me.roles) && <ContactsForm programme={programme} />}
        </div>
      ))}
    </section>
  );
}

function Contacts({ contacts }: { readonly contacts: readonly IncidentContact[] }) {
  if (contacts.length === 0) return <p>{messages.contactsNone}</p>;
  return (
    <ol>
      {contacts.map(({ who, telephone, note }) => (
        <li key={`${who}${telephone}`}>
          {who}　<a href={`tel:${telephone.replace(/[^\d+]/g, '')}`}>{telephone}</a>
          {note !== '' && <small>{note}</small>}
        </li>
      ))}
    </ol>
  );
}

const BLANK: IncidentContact = { who: '', telephone: '', note: '' };

function ContactsForm({ programme }: { readonly programme: Programme }) {
  const { record, busy, problem } = useRecord();
  const [rows, setRows] = useState<readonly IncidentContact[]>();
  const [wrong, setWrong] = useState(false);
  const [saved, setSaved] = useState(false);
  if (!rows)
    return (
      <>
        {saved && <Notice kind="done" live title={messages.contactsSaved} />}
        <Button onClick={() => setRows([...(programme.incidentContacts ?? []), BLANK])}>{messages.contactsEdit}</Button>
      </>
    );
  const change = (nth: number, changed: Partial<IncidentContact>) =>
    setRows(rows.map((row, index) => (index === nth ? { ...row, ...changed } : row)));
  const save = async () => {
    const contacts = rows
      .map(({ who, telephone, note }) => ({ who: clean(who), telephone: clean(telephone), note: clean(note) }))
      .filter(({ who, telephone, note }) => who + telephone + note !== '');
    const incomplete = contacts.some(({ who, telephone }) => who === '' || telephone === '');
    setWrong(incomplete);
    if (incomplete) return;
    if (!(await record({ type: 'incident-contacts-named@1', aggregate: programme.id, body: { contacts } }))) return;
    setRows(undefined);
    setSaved(true);
  };
  return (
    <form
      className="incidents__form"
      aria-label={messages.contactsEdit}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {rows.map((row, nth) => (
        // oxlint-disable-next-line no-array-index-key -- rows are only added at the end: their place names them
        <div key={nth} className="incidents__contact">
          <TextField
            label={messages.contactWho(nth + 1)}
            value={row.who}
            error={
              wrong && row.who.trim() === '' && row.telephone.trim() !== '' ? messages.contactIncomplete : undefined
            }
            onChange={(who) => change(nth, { who })}
          />
          <TextField
            label={messages.contactTelephone(nth + 1)}
            inputMode="tel"
            value={row.telephone}
            error={
              wrong && row.telephone.trim() === '' && row.who.trim() !== '' ? messages.contactIncomplete : undefined
            }
            onChange={(telephone) => change(nth, { telephone })}
          />
          <TextField
            label={messages.contactNote(nth + 1)}
            help={messages.contactNoteHelp}
            value={row.note}
            onChange={(note) => change(nth, { note })}
          />
        </div>
      ))}
      {rows.length < 10 && (
        <Button look="text" onClick={() => setRows([...rows, BLANK])}>
          {messages.contactAdd}
        </Button>
      )}
      <RecordProblemNotice problem={problem} />
      <div className="button-row">
        <Button type="submit" look="solid" busy={busy}>
          {messages.contactsSave}
        </Button>
        <Button onClick={() => setRows(undefined)}>{messages.cancel}</Button>
      </div>
    </form>
  );
}

const clean = (text: string): string => cleanText(text).trim();
