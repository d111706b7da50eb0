import type { DeviceNote } from '@banso/shared/device/device.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { clockTimeInJapan, dayInJapan, instantInJapan } from '@banso/shared/time/day.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { messages } from './messages.ts';

const TYPES = ['reported', 'instructed', 'found'] as const;

/** Adds a report, an order or the finding of the device to the incident's draft, with its time. */
export function NoteForm({ device, onNoted }: { readonly device: string; readonly onNoted: () => Promise<void> }) {
  const { devices, nowMs } = useBanso();
  const [type, setType] = useState<DeviceNote['type'] | ''>('');
  const [on, setOn] = useState(() => dayInJapan(nowMs()));
  const [at, setAt] = useState(() => clockTimeInJapan(nowMs()));
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const add = async () => {
    setTried(true);
    const said = cleanText(text).trim();
    if (type === '' || said === '' || on === '' || at === '') return;
    setBusy(true);
    const answer = await devices.note(device, { type, atMs: instantInJapan(on, at), text: said });
    setBusy(false);
    setFailed(!('answer' in answer));
    if (!('answer' in answer)) return;
    setText('');
    setTried(false);
    await onNoted();
  };
  return (
    <form
      className="devices__note"
      aria-label={messages.noteForm}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void add();
      }}
    >
      <SelectField
        label={messages.noteKind}
        none={messages.choose}
        value={type}
        error={tried && type === '' ? messages.declareMissing : undefined}
        onChange={(value) => setType(TYPES.find((one) => one === value) ?? '')}
        choices={TYPES.map((value) => ({ value, label: messages.notes[value] }))}
      />
      <TextField label={messages.noteWhen} type="date" value={on} onChange={setOn} />
      <TextField label={messages.noteTime} type="time" value={at} onChange={setAt} />
      <TextField
        label={messages.noteText}
        value={text}
        error={tried && text.trim() === '' ? messages.declareBlank : undefined}
        onChange={setText}
      />
      {failed && (
        <Notice kind="error" live title={messages.failed}>
          <p>{messages.failedHint}</p>
        </Notice>
      )}
      <Button type="submit" busy={busy}>
        {messages.noteAdd}
      </Button>
    </form>
  );
}
