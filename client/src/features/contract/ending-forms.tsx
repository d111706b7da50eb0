import { CANCELLATION_REASONS, earliestEnd, ORGANIZED_CRIME_GROUNDS } from '@banso/shared/contract/contract-end.ts';
import { CANCELLATION_WORDS, ORGANIZED_CRIME_WORDS } from '@banso/shared/contract/contract-end-words.ts';
import type { Contract } from '@banso/shared/engagement/engagement.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { useProof } from '../use-proof.tsx';
import { messages } from './messages.ts';

type Ending = { readonly view: EngagementView; readonly contract: Contract };

/** A form's texts, each cleaned; `has`: none of these is blank. */
const cleaned = <Key extends string>(form: Readonly<Record<Key, string>>) => ({
  clean: (key: Key): string => cleanText(form[key]).trim(),
  has: (...keys: readonly Key[]): boolean => keys.every((key) => form[key].trim() !== ''),
});

const NOTICE = { by: 'office', sentOn: '', way: 'letter', endsOn: '', reason: '', exception: '' };

/** FK-7-1: a notice that the contract ends early; what the law wants of the office is said while it is written. */
export function NoticeForm({ view, contract }: Ending) {
  const { newId, nowMs } = useBanso();
  const { record, busy, problem } = useRecord();
  const kept = useKeptForm(`termination/${view.id}`, { ...NOTICE, sentOn: dayInJapan(nowMs()) });
  const [tried, setTried] = useState(false);
  const { form } = kept;
  const { clean, has } = cleaned(form);
  const earlyEnd = view.ruleSet?.contract?.earlyEnd;
  const earliest =
    form.by === 'office' && earlyEnd && form.sentOn !== ''
      ? earliestEnd(contract, { toldOn: form.sentOn, earlyEnd })
      : null;
  const tooShort = earliest !== null && form.endsOn !== '' && form.endsOn < earliest && form.exception.trim() === '';
  const save = async () => {
    setTried(true);
    if (!has('sentOn', 'endsOn', 'reason') || tooShort) return;
    const body: BodyOf['termination-notified@1'] = {
      ending: newId(),
      by: form.by === 'expert' ? 'expert' : 'office',
      sentOn: form.sentOn,
      way: WAYS.find((way) => way === form.way) ?? 'letter',
      endsOn: form.endsOn,
      reason: clean('reason'),
      exception: clean('exception'),
    };
    if (await record({ type: 'termination-notified@1', aggregate: view.id, body })) await kept.drop();
  };
  const blank = (key: keyof typeof NOTICE) => (tried && form[key].trim() === '' ? messages.blank : undefined);
  const day = (key: 'sentOn' | 'endsOn') => (
    <TextField
      label={messages[key]}
      need="required"
      type="date"
      width="medium"
      value={form[key]}
      error={key === 'endsOn' && tooShort ? messages.tooShort(wareki(earliest)) : blank(key)}
      onChange={(value) => kept.change({ [key]: value })}
    />
  );
  return (
    <form
      className="contract__form"
      aria-label={messages.notify}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save();
      }}
    >
      <Side label={messages.by} value={form.by} onChange={(by) => kept.change({ by })} />
      {day('sentOn')}
      <RadioGroup
        label={messages.way}
        need="required"
        value={form.way}
        onChange={(way) => kept.change({ way })}
        choices={WAYS.map((value) => ({ value, label: messages.ways[value] }))}
      />
      {day('endsOn')}
      <TextArea
        label={messages.reason}
        need="required"
        value={form.reason}
        error={blank('reason')}
        onChange={(reason) => kept.change({ reason })}
      />
      {earliest !== null && (
        <TextField
          label={messages.exception}
          need="optional"
          help={messages.exceptionHelp}
          value={form.exception}
          onChange={(exception) => kept.change({ exception })}
        />
      )}
      <RecordProblemNotice problem={problem} />
      <Button type="submit" look="solid" busy={busy}>
        {messages.notify}
      </Button>
    </form>
  );
}

const WAYS = ['letter', 'mail', 'inPerson'] as const;

const CANCELLATION = {
  by: 'office',
  on: '',
  article: 'ordinary',
  code: '',
  policeNumber: '',
  policeOn: '',
  reason: '',
  title: '',
  keptAt: '',
};

/** FK-8-1, FK-11-1: the contract ends at once, on a ground and with its papers. */
export function CancellationForm({ view }: Ending) {
  const { newId, nowMs } = useBanso();
  const { record, busy, problem } = useRecord();
  const { prove, question } = useProof();
  const kept = useKeptForm(`cancellation/${view.id}`, { ...CANCELLATION, on: dayInJapan(nowMs()) });
  const [tried, setTried] = useState(false);
  const { form } = kept;
  const { clean, has } = cleaned(form);
  const crime = form.article === 'organizedCrime';
  const ground = groundOf(form);
  const save = async () => {
    setTried(true);
    if (!ground || !has('on', 'reason', 'title', 'keptAt') || (crime && !has('policeNumber', 'policeOn'))) return;
    if (!(await prove())) return;
    const body: BodyOf['contract-cancelled@1'] = {
      ending: newId(),
      by: form.by === 'expert' && !crime ? 'expert' : 'office',
      on: form.on,
      ground,
      reason: clean('reason'),
      evidence: [{ title: clean('title'), keptAt: clean('keptAt') }],
    };
    if (await record({ type: 'contract-cancelled@1', aggregate: view.id, body })) await kept.drop();
  };
  const field = (key: keyof typeof CANCELLATION, label: string, day = false) => (
    <TextField
      label={label}
      need="required"
      {...(day ? ({ type: 'date', width: 'medium' } as const) : {})}
      value={form[key]}
      error={tried && form[key].trim() === '' ? messages.blank : undefined}
      onChange={(value) => kept.change({ [key]: value })}
    />
  );
  const rules = view.ruleSet?.contract;
  const codes = crime
    ? ORGANIZED_CRIME_GROUNDS.map((value) => ({ value, label: ORGANIZED_CRIME_WORDS[value] }))
    : CANCELLATION_REASONS.map((value) => ({ value, label: CANCELLATION_WORDS[value] }));
  return (
    <form
      className="contract__form"
      aria-label={messages.cancelContract}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save();
      }}
    >
      <RadioGroup
        label={messages.ground}
        need="required"
        value={form.article}
        onChange={(article) => kept.change({ article, code: '' })}
        choices={(['ordinary', 'organizedCrime'] as const).map((value) => ({
          value,
          label: messages.grounds[value](
            (value === 'ordinary' ? rules?.cancellationArticle : rules?.organizedCrimeArticle) ?? '',
          ),
        }))}
      />
      <SelectField
        label={messages.groundCode}
        need="required"
        none={messages.choose}
        value={form.code}
        error={tried && form.code === '' ? messages.blank : undefined}
        onChange={(code) => kept.change({ code })}
        choices={codes}
      />
      {crime ? (
        <>
          {field('policeNumber', messages.policeNumber)}
          {field('policeOn', messages.policeOn, true)}
        </>
      ) : (
        <Side label={messages.cancelBy} value={form.by} onChange={(by) => kept.change({ by })} />
      )}
      {field('on', messages.cancelOn, true)}
      <TextArea
        label={messages.details}
        need="required"
        value={form.reason}
        error={tried && form.reason.trim() === '' ? messages.blank : undefined}
        onChange={(reason) => kept.change({ reason })}
      />
      {field('title', messages.evidenceTitle)}
      {field('keptAt', messages.evidenceKeptAt)}
      {question}
      <RecordProblemNotice problem={problem} />
      <Button type="submit" look="solid" danger busy={busy}>
        {messages.cancelNow}
      </Button>
    </form>
  );
}

const groundOf = ({
  article,
  code,
  policeNumber,
  policeOn,
}: typeof CANCELLATION): BodyOf['contract-cancelled@1']['ground'] | null => {
  const reason = CANCELLATION_REASONS.find((one) => one === code);
  const number = ORGANIZED_CRIME_GROUNDS.find((one) => one === code);
  if (article === 'ordinary') return reason ? { article: 'ordinary', code: reason } : null;
  return number
    ? { article: 'organizedCrime', code: number, policeNumber: cleanText(policeNumber).trim(), policeOn }
    : null;
};

/** Office or expert. */
function Side({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (side: string) => void;
}) {
  return (
    <RadioGroup
      label={label}
      need="required"
      value={value}
      onChange={onChange}
      choices={(['office', 'expert'] as const).map((side) => ({ value: side, label: messages.sides[side] }))}
    />
  );
}
