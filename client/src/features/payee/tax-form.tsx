import { cleanText } from '@banso/shared/lib/text.ts';
import { readRegistrationNumber } from '@banso/shared/money/registration-number.ts';
import { ROUNDINGS, type Rounding } from '@banso/shared/money/yen.ts';
import type { PayeeKind } from '@banso/shared/money/withholding.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { looksLikeMyNumber } from '@banso/shared/payee/my-number.ts';
import type { TaxStatement } from '@banso/shared/payee/payee.ts';
import { isDay } from '@banso/shared/time/day.ts';
import { useState } from 'react';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, RadioGroup } from '../../ui/choice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { messages } from './messages.ts';

const KINDS = ['individual', 'corporation', 'nonResident', 'undecided'] as const satisfies readonly PayeeKind[];

type TaxDraft = Readonly<
  Record<'kind' | 'registered' | 'number' | 'from' | 'until' | 'rounding' | 'referenceTax', string>
>;
type TaxErrors = Partial<TaxDraft>;

export type TaxFormProps = {
  readonly person: string;
  readonly statement: TaxStatement | null;
  readonly onRecorded: () => void;
};

/** T number, rounding and who one is to the tax office, asked in plain words. */
export function TaxForm({ person, statement, onRecorded }: TaxFormProps) {
  const { record, busy, problem } = useRecord();
  const kept = useKeptForm<TaxDraft>(`tax/${person}`, draftOf(statement));
  const [tried, setTried] = useState(false);
  const draft = kept.form;
  const made = statementOf(draft);
  const errors = tried && 'errors' in made ? made.errors : {};
  const save = async () => {
    setTried(true);
    if ('errors' in made) return;
    if (!(await record({ type: 'payee-tax-stated@1', aggregate: person, body: made.body }))) return;
    await kept.drop();
    onRecorded();
  };
  return (
    <form
      className="payee__form"
      aria-label={messages.taxForm}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save();
      }}
    >
      <h3>{messages.taxForm}</h3>
      <RadioGroup
        label={messages.taxKind}
        need="required"
        help={messages.taxKindHelp}
        value={KINDS.find((kind) => kind === draft.kind)}
        error={errors.kind}
        onChange={(kind) => kept.change({ kind })}
        choices={KINDS.map((value) => ({ value, label: messages.kinds[value] }))}
      />
      <RadioGroup
        label={messages.registered}
        need="required"
        help={messages.registeredHelp}
        value={draft.registered === 'yes' || draft.registered === 'no' ? draft.registered : undefined}
        error={errors.registered}
        onChange={(registered) => kept.change({ registered })}
        choices={[
          { value: 'yes', label: messages.yes },
          { value: 'no', label: messages.no },
        ]}
      />
      {draft.registered === 'yes' && (
        <>
          <TextField
            label={messages.tNumber}
            need="required"
            help={messages.tNumberHelp}
            width="medium"
            autoComplete="off"
            value={draft.number}
            error={errors.number}
            notice={numberNotice(draft)}
            onChange={(number) => kept.change({ number })}
          />
          <TextField
            label={messages.from}
            need="required"
            help={messages.fromHelp}
            type="date"
            width="medium"
            value={draft.from}
            error={errors.from}
            onChange={(from) => kept.change({ from })}
          />
          <TextField
            label={messages.until}
            type="date"
            width="medium"
            value={draft.until}
            error={errors.until}
            onChange={(until) => kept.change({ until })}
          />
        </>
      )}
      {draft.registered === 'no' && (
        <Checkbox
          label={messages.referenceTax}
          help={messages.referenceTaxHelp}
          checked={draft.referenceTax !== ''}
          onChange={(yes) => kept.change({ referenceTax: yes ? '1' : '' })}
        />
      )}
      <RadioGroup
        label={messages.rounding}
        help={messages.roundingHelp}
        value={roundingOf(draft)}
        onChange={(rounding) => kept.change({ rounding })}
        choices={ROUNDINGS.map((value) => ({ value, label: messages.roundings[value] }))}
      />
      <RecordProblemNotice problem={problem} />
      <Button type="submit" look="solid" wide busy={busy}>
        {messages.taxSave}
      </Button>
    </form>
  );
}

const draftOf = (statement: TaxStatement | null): TaxDraft => {
  const registered = statement?.registration ? 'yes' : 'no';
  return {
    kind: statement?.kind ?? '',
    registered: statement ? registered : '',
    number: statement?.registration?.number ?? '',
    from: statement?.registration?.from ?? '',
    until: statement?.registration?.until ?? '',
    rounding: statement?.rounding ?? 'floor',
    referenceTax: statement && !statement.showsReferenceTax ? '' : '1',
  };
};

const roundingOf = ({ rounding }: TaxDraft): Rounding => ROUNDINGS.find((one) => one === rounding) ?? 'floor';

const statementOf = (
  draft: TaxDraft,
): { readonly body: BodyOf['payee-tax-stated@1'] } | { readonly errors: TaxErrors } => {
  const kind = KINDS.find((one) => one === draft.kind);
  const number = readRegistrationNumber(cleanText(draft.number))?.number;
  const registered = draft.registered === 'yes';
  const errors: TaxErrors = {
    ...(kind ? {} : { kind: messages.choose2 }),
    ...(draft.registered === '' ? { registered: messages.choose2 } : {}),
    ...(registered && number === undefined ? { number: messages.errorTNumber } : {}),
    ...(registered && !isDay(draft.from) ? { from: messages.errorDay } : {}),
    ...(registered && draft.until !== '' && draft.until < draft.from ? { until: messages.errorUntil } : {}),
  };
  if (!kind || Object.keys(errors).length > 0) return { errors };
  return {
    body: {
      kind,
      registration:
        registered && number !== undefined
          ? { number, from: draft.from, until: draft.until === '' ? null : draft.until }
          : null,
      rounding: roundingOf(draft),
      showsReferenceTax: draft.referenceTax !== '',
    },
  };
};

/** What is odd about the number; it stops nothing (requirements 2.4). Twelve digits may be somebody's My Number. */
const numberNotice = ({ number, kind }: TaxDraft): string => {
  if (looksLikeMyNumber(number)) return messages.myNumber;
  const payee = kind === 'individual' || kind === 'corporation' ? kind : null;
  return readRegistrationNumber(number, payee)?.warnings.join('') ?? '';
};
