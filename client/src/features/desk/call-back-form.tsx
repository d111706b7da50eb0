import { currentContact } from '@banso/shared/company/contact.ts';
import { CALL_OUTCOMES, type CallBack, CALLED_NUMBERS } from '@banso/shared/engagement/call-back.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { useEffect, useState } from 'react';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, RadioGroup } from '../../ui/choice.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import type { DeskRow } from './desk-rows.ts';
import { toldMessages as messages } from './told-messages.ts';

/** Whom the desk rang, on which number, and what the company said. */
export function CallBackForm({ row, onClose }: { readonly row: DeskRow; readonly onClose: () => void }) {
  const { newId, nowMs } = useBanso();
  const { record, busy, problem } = useRecord();
  const { confirmation } = row.judged;
  const [called, setCalled] = useState(confirmation?.signer.name ?? '');
  const [signer, setSigner] = useState(false);
  const [number, setNumber] = useState<CallBack['number']>('registered');
  const [on, setOn] = useState(() => dayInJapan(nowMs()));
  const [at, setAt] = useState(() => clockTimeInJapan(nowMs()));
  const [outcome, setOutcome] = useState<CallBack['outcome']>();
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  useUnsavedInput(note !== '');
  const blank = (text: string) => (tried && text.trim() === '' ? messages.errorBlank : undefined);
  const noteMissing = outcome === 'differs' && note.trim() === '';
  const save = async () => {
    setTried(true);
    if (!outcome || noteMissing || [called, on, at].some((text) => text.trim() === '')) return;
    const entry = await record({
      type: 'call-back-recorded@1',
      aggregate: row.view.id,
      body: {
        callBack: newId(),
        visit: row.visit.id,
        confirmation: signer ? (confirmation?.id ?? null) : null,
        called: cleanText(called).trim(),
        number,
        on,
        at,
        outcome,
        note: cleanText(note).trim(),
      },
    });
    if (entry) onClose();
  };
  return (
    <form
      className="review__form"
      aria-label={messages.recordCall}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <RegisteredNumber row={row} />
      <TextField
        label={messages.calledName}
        need="required"
        value={called}
        onChange={setCalled}
        error={blank(called)}
      />
      {confirmation && <Checkbox label={messages.aboutSigner} checked={signer} onChange={setSigner} />}
      <RadioGroup
        label={messages.number}
        value={number}
        onChange={setNumber}
        choices={CALLED_NUMBERS.map((value) => ({ value, label: messages.numbers[value] }))}
      />
      <TextField label={messages.day} type="date" width="medium" value={on} onChange={setOn} error={blank(on)} />
      <TextField label={messages.time} type="time" width="short" value={at} onChange={setAt} error={blank(at)} />
      <RadioGroup
        label={messages.callOutcome}
        need="required"
        value={outcome}
        onChange={setOutcome}
        error={tried && !outcome ? messages.errorBlank : undefined}
        choices={CALL_OUTCOMES.map((value) => ({ value, label: messages.callOutcomes[value] }))}
      />
      <TextArea
        label={messages.note}
        value={note}
        onChange={setNote}
        limit={2_000}
        error={tried && noteMissing ? messages.noteBlank : undefined}
      />
      <RecordProblemNotice problem={problem} />
      <div className="button-row">
        <Button type="submit" look="solid" busy={busy}>
          {messages.saveCall}
        </Button>
        <Button onClick={onClose}>{messages.cancel}</Button>
      </div>
    </form>
  );
}

function RegisteredNumber({ row }: { readonly row: DeskRow }) {
  const company = row.view.engagement.core?.company ?? '';
  const contact = useQuery(async (store) => currentContact(await store.contact(company)), [company]);
  const { store } = useBanso();
  const shown = Boolean(contact?.telephone);
  // To call is the purpose: the number is shown for it, and the look is noted (FP-10-一c).
  useEffect(() => {
    if (!shown) return;
    void store.noteLook({
      event: 'revealed',
      purpose: 'contact',
      subject: { kind: 'contact', aggregate: company, part: null },
    });
  }, [store, company, shown]);
  if (contact === undefined) return null;
  return <p>{contact?.telephone ? messages.numberIs(contact.telephone) : messages.noNumber}</p>;
}
