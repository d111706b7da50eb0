import { cleanText } from '@banso/shared/lib/text.ts';
import { LOOKUP_RESULTS, type RegistrationLookup } from '@banso/shared/payee/registration-lookup.ts';
import { isDay } from '@banso/shared/time/day.ts';
import { useState } from 'react';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { messages } from './messages.ts';

/** Accounting says what the public register said of this person's T number. */
export function LookupForm({ person, number }: { readonly person: string; readonly number: string }) {
  const { record, busy, problem } = useRecord();
  const [open, setOpen] = useState(false);
  const [found, setFound] = useState<RegistrationLookup['found']>();
  const [endedOn, setEndedOn] = useState('');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  useUnsavedInput(open && (note !== '' || endedOn !== ''));
  if (!open) return <Button onClick={() => setOpen(true)}>{messages.lookupOpen}</Button>;
  const save = async () => {
    setTried(true);
    const ended = found === 'ended' ? endedOn : null;
    if (!found || (ended !== null && !isDay(ended))) return;
    const body = { number, found, endedOn: ended, note: cleanText(note).trim() };
    if (!(await record({ type: 'registration-looked-up@1', aggregate: person, body }))) return;
    setOpen(false);
    setFound(undefined);
    setEndedOn('');
    setNote('');
    setTried(false);
  };
  return (
    <form
      className="payee__form"
      aria-label={messages.lookup}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save();
      }}
    >
      <h3>{messages.lookup}</h3>
      <p className="hint">{messages.lookupHint}</p>
      <RadioGroup
        label={messages.lookupFound}
        need="required"
        value={found}
        error={tried && !found ? messages.choose2 : undefined}
        onChange={setFound}
        choices={LOOKUP_RESULTS.map((value) => ({ value, label: messages.lookupResults[value] }))}
      />
      {found === 'ended' && (
        <TextField
          label={messages.lookupEndedOn}
          need="required"
          type="date"
          width="medium"
          value={endedOn}
          error={tried && !isDay(endedOn) ? messages.errorDay : undefined}
          onChange={setEndedOn}
        />
      )}
      <TextField label={messages.lookupNote} value={note} onChange={setNote} limit={500} />
      <RecordProblemNotice problem={problem} />
      <div className="button-row">
        <Button type="submit" look="solid" busy={busy}>
          {messages.lookupSave}
        </Button>
        <Button onClick={() => setOpen(false)}>{messages.cancel}</Button>
      </div>
    </form>
  );
}
