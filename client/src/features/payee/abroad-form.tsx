import { cleanText } from '@banso/shared/lib/text.ts';
import { useState } from 'react';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useProof } from '../use-proof.tsx';
import { messages } from './messages.ts';

/** 非居住者: accounting says what it found out, and the payment goes on with the full rate. */
export function AbroadForm({ person }: { readonly person: string }) {
  const { record, busy, problem } = useRecord();
  const { prove, question } = useProof();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  useUnsavedInput(reason !== '');
  const save = async () => {
    setTried(true);
    const text = cleanText(reason).trim();
    if (text === '' || !(await prove())) return;
    await record({ type: 'non-resident-checked@1', aggregate: person, body: { reason: text } });
  };
  return (
    <form
      className="payee__form"
      aria-label={messages.abroad}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save();
      }}
    >
      <h3>{messages.abroad}</h3>
      <p className="hint">{messages.abroadHint}</p>
      <TextField
        label={messages.abroadReason}
        need="required"
        help={messages.abroadReasonHelp}
        value={reason}
        error={tried && reason.trim() === '' ? messages.errorBlank : undefined}
        onChange={setReason}
        limit={500}
      />
      {question}
      <RecordProblemNotice problem={problem} />
      <Button type="submit" busy={busy}>
        {messages.abroadSave}
      </Button>
    </form>
  );
}
