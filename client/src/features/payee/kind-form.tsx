import { cleanText } from '@banso/shared/lib/text.ts';
import type { PayeeKind } from '@banso/shared/money/withholding.ts';
import { useState } from 'react';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { messages } from './messages.ts';

const KINDS = ['individual', 'corporation', 'nonResident', 'undecided'] as const satisfies readonly PayeeKind[];

/** Accounting decides who is paid, with the reason (所得税法第204条・第212条). */
export function KindForm({ person }: { readonly person: string }) {
  const { record, busy, problem } = useRecord();
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<PayeeKind>();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  useUnsavedInput(open && reason !== '');
  if (!open) return <Button onClick={() => setOpen(true)}>{messages.decide}</Button>;
  const decide = async () => {
    setTried(true);
    const text = cleanText(reason).trim();
    if (!kind || text === '') return;
    if (!(await record({ type: 'payee-kind-decided@1', aggregate: person, body: { kind, reason: text } }))) return;
    setOpen(false);
    setReason('');
    setTried(false);
  };
  return (
    <form
      className="payee__form"
      aria-label={messages.decide}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void decide();
      }}
    >
      <RadioGroup
        label={messages.withholding}
        need="required"
        value={kind}
        error={tried && !kind ? messages.choose2 : undefined}
        onChange={setKind}
        choices={KINDS.map((value) => ({ value, label: messages.withholdingWords[value] }))}
      />
      <TextField
        label={messages.decideReason}
        need="required"
        help={messages.decideReasonHelp}
        value={reason}
        error={tried && reason.trim() === '' ? messages.errorBlank : undefined}
        onChange={setReason}
        limit={500}
      />
      <RecordProblemNotice problem={problem} />
      <div className="button-row">
        <Button type="submit" look="solid" busy={busy}>
          {messages.decideSave}
        </Button>
        <Button onClick={() => setOpen(false)}>{messages.cancel}</Button>
      </div>
    </form>
  );
}
