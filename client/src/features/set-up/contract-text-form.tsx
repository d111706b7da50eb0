import type { ContractText, ContractWords } from '@banso/shared/contract/contract-text.ts';
import { sampleContractWords } from '@banso/shared/contract/sample-words.ts';
import { SLOTS, wordProblems } from '@banso/shared/contract/slots.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { messages } from './programme-messages.ts';

const BLANK = {
  version: '',
  validFrom: '',
  official: '',
  clauses: '',
  closingOnPaper: '',
  closingElectronic: '',
  termsTitle: '',
  termsVersion: '',
  termsText: '',
  officeName: '',
  registrationNumber: '',
  officeAddress: '',
  signatoryTitle: '',
  signatoryName: '',
};
type Form = typeof BLANK;

const OPTIONAL: readonly (keyof Form)[] = ['official', 'registrationNumber'];

/** FK-1-1: a new version of the contract's words; what is wrong with its slots is said while it is written. */
export function ContractTextForm({
  programme,
  last,
}: {
  readonly programme: Programme;
  readonly last: ContractText | null;
}) {
  const { newId, nowMs } = useBanso();
  const { record, busy, problem } = useRecord();
  const today = dayInJapan(nowMs());
  const kept = useKeptForm(`contract-text/${programme.id}`, {
    ...BLANK,
    validFrom: today,
    officeName: programme.office,
  });
  const [tried, setTried] = useState(false);
  const { form } = kept;
  const words = wordsOf(form);
  const problems = form.clauses.trim() === '' ? [] : wordProblems(words);
  const startFrom = (from: ContractWords) => kept.change({ ...formOf(from), version: '', validFrom: today });
  const draft = async () => {
    setTried(true);
    const blanks = Object.entries(form).some(
      ([key, value]) => value.trim() === '' && !OPTIONAL.some((one) => one === key),
    );
    if (blanks || problems.length > 0) return;
    const body = { text: newId(), ...words };
    if (await record({ type: 'contract-text-drafted@1', aggregate: programme.id, body })) await kept.drop();
  };
  const field = (
    key: keyof Form,
    { day = false, label = key }: { readonly day?: boolean; readonly label?: keyof typeof messages } = {},
  ) => (
    <TextField
      label={messages[label] as string}
      need={OPTIONAL.includes(key) ? 'optional' : 'required'}
      {...(day ? ({ type: 'date', width: 'medium' } as const) : {})}
      value={form[key]}
      error={tried && !OPTIONAL.includes(key) && form[key].trim() === '' ? messages.blank : undefined}
      onChange={(value) => kept.change({ [key]: value })}
    />
  );
  const area = (key: 'clauses' | 'closingOnPaper' | 'closingElectronic' | 'termsText', rows: number, help?: string) => (
    <TextArea
      label={messages[key]}
      need="required"
      help={help}
      rows={rows}
      value={form[key]}
      error={tried && form[key].trim() === '' ? messages.blank : undefined}
      onChange={(value) => kept.change({ [key]: value })}
    />
  );
  return (
    <form
      className="set-up__form"
      aria-label={messages.newText}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void draft();
      }}
    >
      <p className="button-row">
        {last && (
          <Button look="outline" onClick={() => startFrom(last)}>
            {messages.startFromLast}
          </Button>
        )}
        <Button
          look="outline"
          onClick={() => startFrom(sampleContractWords({ office: programme.office, validFrom: today }))}
        >
          {messages.startFromSample}
        </Button>
      </p>
      {field('version', { label: 'textVersion' })}
      {field('validFrom', { day: true })}
      <Checkbox
        label={messages.officialLabel}
        help={messages.officialHelp}
        checked={form.official === 'yes'}
        onChange={(checked) => kept.change({ official: checked ? 'yes' : '' })}
      />
      {area('clauses', 12, messages.clausesHelp)}
      <details>
        <summary>{messages.slots}</summary>
        <ul>
          {Object.entries(SLOTS).map(([slot, means]) => (
            <li key={slot}>{`{{${slot}}}　${means}`}</li>
          ))}
        </ul>
      </details>
      {problems.length > 0 && (
        <Notice kind="warn" live title={messages.slots}>
          {problems.map((one) => (
            <p key={one}>{one}</p>
          ))}
        </Notice>
      )}
      {area('closingOnPaper', 2)}
      {area('closingElectronic', 2)}
      {field('termsTitle')}
      {field('termsVersion')}
      {area('termsText', 6)}
      {field('officeName')}
      {field('registrationNumber')}
      {field('officeAddress')}
      {field('signatoryTitle')}
      {field('signatoryName')}
      <RecordProblemNotice problem={problem} />
      <Button type="submit" look="solid" size="lg" busy={busy}>
        {messages.draft}
      </Button>
    </form>
  );
}

const wordsOf = (form: Form): ContractWords => {
  const clean = (key: keyof Form) => cleanText(form[key]).trim();
  return {
    version: clean('version'),
    validFrom: form.validFrom,
    official: form.official === 'yes',
    clauses: clean('clauses'),
    closingOnPaper: clean('closingOnPaper'),
    closingElectronic: clean('closingElectronic'),
    terms: { title: clean('termsTitle'), version: clean('termsVersion'), text: clean('termsText') },
    office: {
      name: clean('officeName'),
      registrationNumber: clean('registrationNumber'),
      address: clean('officeAddress'),
      signatoryTitle: clean('signatoryTitle'),
      signatoryName: clean('signatoryName'),
    },
  };
};

const formOf = ({
  official,
  clauses,
  closingOnPaper,
  closingElectronic,
  terms,
  office,
}: ContractWords): Partial<Form> => ({
  official: official ? 'yes' : '',
  clauses,
  closingOnPaper,
  closingElectronic,
  termsTitle: terms.title,
  termsVersion: terms.version,
  termsText: terms.text,
  officeName: office.name,
  registrationNumber: office.registrationNumber,
  officeAddress: office.address,
  signatoryTitle: office.signatoryTitle,
  signatoryName: office.signatoryName,
});
