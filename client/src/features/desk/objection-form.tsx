import type { Objection } from '@banso/shared/engagement/objection.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { useState } from 'react';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import type { DeskRow } from './desk-rows.ts';
import { toldMessages as messages } from './told-messages.ts';

/** The page is the server's own way; these are the desk's. */
const HOW = ['call', 'letter', 'fax', 'inPerson'] as const satisfies readonly Objection['how'][];

/** Takes down what a company said by telephone, letter, FAX or in person. */
export function ObjectionForm({ row, onClose }: { readonly row: DeskRow; readonly onClose: () => void }) {
  const { newId } = useBanso();
  const { record, busy, problem } = useRecord();
  const [how, setHow] = useState<(typeof HOW)[number]>('call');
  const [text, setText] = useState('');
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  useUnsavedInput(text !== '' || name !== '');
  const keep = async () => {
    setTried(true);
    if (text.trim() === '') return;
    const said = { text: cleanText(text).trim(), name: cleanText(name).trim(), how };
    const entry = await record({
      type: 'company-objected@1',
      aggregate: row.view.id,
      body: { objection: newId(), visit: row.visit.id, ...said },
    });
    if (entry) onClose();
  };
  return (
    <form
      className="review__form"
      aria-label={messages.takeDown}
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <RadioGroup
        label={messages.how}
        value={how}
        onChange={setHow}
        choices={HOW.map((value) => ({ value, label: messages.ways[value] }))}
      />
      <TextArea
        label={messages.said}
        need="required"
        value={text}
        onChange={setText}
        limit={2_000}
        error={tried && text.trim() === '' ? messages.errorBlank : undefined}
      />
      <TextField label={messages.saidBy} value={name} onChange={setName} width="medium" />
      <RecordProblemNotice problem={problem} />
      <div className="button-row">
        <Button type="submit" look="solid" busy={busy}>
          {messages.keep}
        </Button>
        <Button onClick={onClose}>{messages.cancel}</Button>
      </div>
    </form>
  );
}
