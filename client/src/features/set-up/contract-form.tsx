import { cleanText } from '@banso/shared/lib/text.ts';
import { useState } from 'react';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { messages } from './messages.ts';

/** F-2-3: the one contract of this engagement; its day fixes the version of the rules for good. */
export function ContractForm({ engagement }: { readonly engagement: string }) {
  const { record, busy, problem } = useRecord();
  const kept = useKeptForm(`contract/${engagement}`, { number: '', concludedOn: '', from: '', to: '' });
  const [tried, setTried] = useState(false);
  const { number, concludedOn, from, to } = kept.form;
  const wrongOrder = from !== '' && to !== '' && to < from;
  const blank = (text: string) => (tried && text.trim() === '' ? messages.blank : undefined);
  const save = async () => {
    setTried(true);
    const body = { number: cleanText(number).trim(), concludedOn, from, to };
    if (wrongOrder || Object.values(body).includes('')) return;
    if (await record({ type: 'contract-recorded@1', aggregate: engagement, body })) await kept.drop();
  };
  const day = (key: 'concludedOn' | 'from' | 'to') => (
    <TextField
      label={messages[key]}
      need="required"
      type="date"
      width="medium"
      value={kept.form[key]}
      error={key === 'to' && wrongOrder ? messages.contractOrder : blank(kept.form[key])}
      onChange={(value) => kept.change({ [key]: value })}
    />
  );
  return (
    <form
      className="set-up__form"
      aria-label={messages.contractHead}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save();
      }}
    >
      <h2>{messages.contractHead}</h2>
      <p>{messages.contractHint}</p>
      <TextField
        label={messages.contractNumber}
        need="required"
        width="medium"
        value={number}
        error={blank(number)}
        onChange={(value) => kept.change({ number: value })}
      />
      {day('concludedOn')}
      {day('from')}
      {day('to')}
      <RecordProblemNotice problem={problem} />
      <Button type="submit" look="solid" size="lg" busy={busy}>
        {messages.recordContract}
      </Button>
    </form>
  );
}
