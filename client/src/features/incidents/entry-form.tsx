import { type IncidentEntry, REPORTED_TO, type ReportedTo } from '@banso/shared/incident/incident.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { messages } from './messages.ts';
import { instantOf, WhenFields, whenOf } from './when-fields.tsx';

const TYPES = ['measure', 'reported', 'instructed'] as const;
// Object.keys forgets the keys' type.
const RECEIVERS = Object.keys(REPORTED_TO) as readonly ReportedTo[];

/** Adds a measure, a report or an order with its own time. */
export function EntryForm({ incident }: { readonly incident: string }) {
  const { nowMs } = useBanso();
  const { record, busy, problem } = useRecord();
  const blank = { type: '', to: '', from: '', text: '' };
  const kept = useKeptForm(`incident-entry/${incident}`, { ...blank, ...whenOf(nowMs()) });
  const [tried, setTried] = useState(false);
  const [added, setAdded] = useState(false);
  const { type, to, from, text, day, time } = kept.form;
  const missing = (value: string) => (tried && value.trim() === '' ? messages.blank : undefined);
  const add = async () => {
    setTried(true);
    setAdded(false);
    const entry = entryOf(kept.form);
    if (!entry || !(await record({ type: 'incident-entry-added@1', aggregate: incident, body: { entry } }))) return;
    await kept.drop();
    kept.change({ ...blank, ...whenOf(nowMs()) });
    setTried(false);
    setAdded(true);
  };
  return (
    <form
      className="incidents__form"
      aria-label={messages.entryForm}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void add();
      }}
    >
      <h3>{messages.entryForm}</h3>
      <SelectField
        label={messages.entryType}
        none={messages.choose}
        value={type}
        error={missing(type)}
        onChange={(value) => kept.change({ type: value })}
        choices={TYPES.map((value) => ({ value, label: messages.entryTypes[value] }))}
      />
      {type === 'reported' && (
        <SelectField
          label={messages.entryTo}
          none={messages.choose}
          value={to}
          error={missing(to)}
          onChange={(value) => kept.change({ to: value })}
          choices={RECEIVERS.map((value) => ({ value, label: REPORTED_TO[value] }))}
        />
      )}
      {type === 'instructed' && (
        <TextField
          label={messages.entryFrom}
          value={from}
          error={missing(from)}
          onChange={(value) => kept.change({ from: value })}
        />
      )}
      <WhenFields
        dayLabel={messages.entryDay}
        timeLabel={messages.entryTime}
        day={day}
        time={time}
        error={tried && instantOf({ day, time }) === null ? messages.blank : undefined}
        onChange={kept.change}
      />
      <TextArea
        label={messages.entryText}
        value={text}
        error={missing(text)}
        onChange={(value) => kept.change({ text: value })}
      />
      {kept.failed && <Notice kind="error" live title={messages.draftFailed} />}
      <RecordProblemNotice problem={problem} />
      {added && <Notice kind="done" live title={messages.entryAdded} />}
      <Button type="submit" busy={busy}>
        {messages.entryAdd}
      </Button>
    </form>
  );
}

type Typed = Readonly<Record<'type' | 'to' | 'from' | 'text' | 'day' | 'time', string>>;

/** The entry that the form says; null while something of it is missing. */
const entryOf = ({ type, to, from, text, day, time }: Typed): IncidentEntry | null => {
  const said = { atMs: instantOf({ day, time }), text: cleanText(text).trim() };
  const { atMs } = said;
  if (atMs === null || said.text === '') return null;
  if (type === 'measure') return { type, atMs, text: said.text };
  const giver = cleanText(from).trim();
  if (type === 'instructed') return giver === '' ? null : { type, atMs, from: giver, text: said.text };
  const receiver = RECEIVERS.find((one) => one === to);
  return type === 'reported' && receiver ? { type, atMs, to: receiver, text: said.text } : null;
};
