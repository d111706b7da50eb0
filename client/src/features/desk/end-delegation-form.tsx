import type { Delegation } from '@banso/shared/engagement/engagement.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { useState } from 'react';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { delegationMessages as messages } from './delegation-messages.ts';
import type { DeskRow } from './desk-rows.ts';
import { messages as desk } from './messages.ts';

export type EndDelegationFormProps = {
  readonly row: DeskRow;
  readonly delegation: Delegation;
  readonly today: string;
  readonly onClose: () => void;
};

/** The representative took it back, or it was registered wrongly: from which day, and why. */
export function EndDelegationForm({ row, delegation, today, onClose }: EndDelegationFormProps) {
  const { record, busy, problem } = useRecord();
  const [on, setOn] = useState(today);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  useUnsavedInput(reason !== '');
  const blank = (text: string) => (tried && text.trim() === '' ? desk.errorBlank : undefined);
  const early = on !== '' && on < delegation.from;
  const end = async () => {
    setTried(true);
    if (on === '' || early || reason.trim() === '') return;
    const entry = await record({
      type: 'delegation-ended@1',
      aggregate: row.view.id,
      body: { delegation: delegation.id, on, reason: cleanText(reason).trim() },
    });
    if (entry) onClose();
  };
  return (
    <form
      className="review__form"
      aria-label={messages.endOf(delegation.name)}
      onSubmit={(event) => {
        event.preventDefault();
        void end();
      }}
    >
      <p>{messages.endHelp}</p>
      <TextField
        label={messages.endOn}
        help={messages.endOnHelp}
        need="required"
        type="date"
        width="medium"
        value={on}
        onChange={setOn}
        error={early ? messages.endOnEarly : blank(on)}
      />
      <TextField label={messages.reason} need="required" value={reason} onChange={setReason} error={blank(reason)} />
      <RecordProblemNotice problem={problem} />
      <div className="button-row">
        <Button type="submit" look="solid" busy={busy}>
          {messages.endNow}
        </Button>
        <Button onClick={onClose}>{desk.cancel}</Button>
      </div>
    </form>
  );
}
