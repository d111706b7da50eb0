import type { Delegation } from '@banso/shared/engagement/engagement.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { useState } from 'react';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import type { DeskRow } from './desk-rows.ts';
import { messages } from './messages.ts';

export type DelegationFormProps = {
  readonly row: DeskRow;
  /** As the signer gave them on the phone. */
  readonly signer: { readonly name: string; readonly title: string };
  readonly onClose: () => void;
};

const TOLD_BY = ['telephone', 'mail', 'letter', 'inPerson'] as const satisfies readonly Delegation['toldBy'][];

/** The office has asked the representative: this person may confirm in the representative's place. */
export function DelegationForm({ row, signer, onClose }: DelegationFormProps) {
  const { newId } = useBanso();
  const { record, busy, problem } = useRecord();
  const [name, setName] = useState(signer.name);
  const [title, setTitle] = useState(signer.title);
  const [from, setFrom] = useState(row.visit.time?.on ?? '');
  const [to, setTo] = useState('');
  const [toldBy, setToldBy] = useState<Delegation['toldBy']>('telephone');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  useUnsavedInput(note !== '');
  const blank = (text: string) => (tried && text.trim() === '' ? messages.errorBlank : undefined);
  const turned = to !== '' && to < from;
  const register = async () => {
    setTried(true);
    if ([name, title, from].some((text) => text.trim() === '') || turned) return;
    const entry = await record({
      type: 'signer-delegated@1',
      aggregate: row.view.id,
      body: {
        delegation: newId(),
        name: cleanText(name).trim(),
        title: cleanText(title).trim(),
        from,
        to: to === '' ? null : to,
        toldBy,
        note: cleanText(note).trim(),
      },
    });
    if (entry) onClose();
  };
  return (
    <form
      className="review__form"
      aria-label={messages.delegate}
      onSubmit={(event) => {
        event.preventDefault();
        void register();
      }}
    >
      <p>{messages.delegateHelp}</p>
      <TextField label={messages.delegateName} need="required" value={name} onChange={setName} error={blank(name)} />
      <TextField
        label={messages.delegateTitle}
        need="required"
        value={title}
        onChange={setTitle}
        error={blank(title)}
      />
      <TextField
        label={messages.delegateFrom}
        need="required"
        type="date"
        width="medium"
        value={from}
        onChange={setFrom}
        error={blank(from)}
      />
      <TextField
        label={messages.delegateTo}
        help={messages.delegateToHelp}
        type="date"
        width="medium"
        value={to}
        onChange={setTo}
        error={turned ? messages.delegateTurned : undefined}
      />
      <RadioGroup
        label={messages.delegateToldBy}
        value={toldBy}
        onChange={setToldBy}
        choices={TOLD_BY.map((value) => ({ value, label: messages.toldBy[value] }))}
      />
      <TextField label={messages.delegateNote} value={note} onChange={setNote} />
      <RecordProblemNotice problem={problem} />
      <div className="button-row">
        <Button type="submit" look="solid" busy={busy}>
          {messages.delegateNow}
        </Button>
        <Button onClick={onClose}>{messages.cancel}</Button>
      </div>
    </form>
  );
}
