import { damagesOf, type Incident } from '@banso/shared/incident/incident.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { yenWords } from '@banso/shared/money/yen.ts';
import { dayInJapan, isDay } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { damageMessages as messages } from './damage-messages.ts';

const KINDS = ['damages', 'recourse'] as const;

/** 損害賠償・求償 (契約書第12条): what was recorded, and the form for one more. */
export function DamageSection({ incident }: { readonly incident: Incident }) {
  const damages = damagesOf(incident);
  return (
    <section className="section" aria-label={messages.title}>
      <h2>{messages.title}</h2>
      <p className="hint">{messages.hint}</p>
      {damages.length === 0 ? (
        <p>{messages.none}</p>
      ) : (
        <ul className="incidents__duties">
          {damages.map(({ id, kind, amountYen, from, to, on, basis, stands }) => (
            <li key={id}>
              <strong>
                {messages.line(messages.kinds[kind], amountYen === null ? messages.open : yenWords(amountYen))}
              </strong>
              <span>{messages.parties(from, to)}</span>
              <span>{wareki(on)}</span>
              <small>{basis}</small>
              {!stands && <small>{messages.corrected}</small>}
            </li>
          ))}
        </ul>
      )}
      <DamageForm incident={incident} />
    </section>
  );
}

function DamageForm({ incident }: { readonly incident: Incident }) {
  const { newId, nowMs } = useBanso();
  const { record, busy, problem } = useRecord();
  const blank = { kind: '', yen: '', from: '', to: '', on: dayInJapan(nowMs()), basis: '', corrects: '' };
  const kept = useKeptForm(`incident-damage/${incident.id}`, blank);
  const [tried, setTried] = useState(false);
  const [added, setAdded] = useState(false);
  const { kind: typed, yen, from, to, on, basis, corrects } = kept.form;
  const kind = KINDS.find((one) => one === typed);
  const standing = damagesOf(incident).filter(({ stands }) => stands);
  const amountYen = amountOf(yen);
  const missing = (text: string) => (tried && text.trim() === '' ? messages.blank : undefined);
  const add = async () => {
    setTried(true);
    setAdded(false);
    const [payer, payee, why] = [from, to, basis].map((text) => cleanText(text).trim());
    if (!kind || amountYen === 'wrong' || !payer || !payee || !why || !isDay(on)) return;
    const said = { kind, amountYen, from: payer, to: payee, on, basis: why };
    const body = { damage: newId(), ...said, corrects: corrects === '' ? null : corrects };
    if (!(await record({ type: 'incident-damage-recorded@1', aggregate: incident.id, body }))) return;
    await kept.drop();
    kept.change(blank);
    setTried(false);
    setAdded(true);
  };
  return (
    <details>
      <summary>{messages.add}</summary>
      <form
        className="incidents__form"
        aria-label={messages.add}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void add();
        }}
      >
        <RadioGroup
          label={messages.kind}
          value={kind}
          error={tried && !kind ? messages.chooseOne : undefined}
          onChange={(value) => kept.change({ kind: value })}
          choices={KINDS.map((value) => ({ value, label: messages.kinds[value] }))}
        />
        <TextField
          label={messages.amount}
          help={messages.amountHelp}
          inputMode="numeric"
          width="medium"
          value={yen}
          error={amountYen === 'wrong' ? messages.amountWrong : undefined}
          onChange={(value) => kept.change({ yen: value })}
        />
        <TextField
          label={messages.from}
          value={from}
          error={missing(from)}
          onChange={(value) => kept.change({ from: value })}
        />
        <TextField
          label={messages.to}
          value={to}
          error={missing(to)}
          onChange={(value) => kept.change({ to: value })}
        />
        <TextField
          label={messages.on}
          type="date"
          width="medium"
          value={on}
          error={tried && !isDay(on) ? messages.blank : undefined}
          onChange={(value) => kept.change({ on: value })}
        />
        <TextArea
          label={messages.basis}
          help={messages.basisHelp}
          value={basis}
          error={missing(basis)}
          onChange={(value) => kept.change({ basis: value })}
        />
        {standing.length > 0 && (
          <SelectField
            label={messages.corrects}
            none={messages.correctsNone}
            value={corrects}
            onChange={(value) => kept.change({ corrects: value })}
            choices={standing.map((one) => ({
              value: one.id,
              label: messages.line(
                messages.kinds[one.kind],
                one.amountYen === null ? messages.open : yenWords(one.amountYen),
              ),
            }))}
          />
        )}
        {kept.failed && <Notice kind="error" live title={messages.draftFailed} />}
        <RecordProblemNotice problem={problem} />
        {added && basis === '' && <Notice kind="done" live title={messages.added} />}
        <Button type="submit" busy={busy}>
          {messages.record}
        </Button>
      </form>
    </details>
  );
}

/** Whole yen in any width, with or without commas; null where nothing is typed yet. */
const amountOf = (typed: string): number | null | 'wrong' => {
  const digits = typed.normalize('NFKC').replace(/[,円\s]/g, '');
  if (digits === '') return null;
  return /^[1-9]\d{0,10}$/.test(digits) ? Number(digits) : 'wrong';
};
