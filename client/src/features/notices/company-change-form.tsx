import { type Company, factsOf } from '@banso/shared/company/company.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { useState } from 'react';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { changedLines, type CompanyForm, factsToForm, formToFacts } from '../company-facts.ts';
import { CompanyFields, isWhole } from '../company-fields.tsx';
import { companyMessages as messages } from './company-messages.ts';

export type CompanyChangeFormProps = { readonly company: Company; readonly onChanged: () => void };

/** What the company is now, from which day, and why; what it was stays in the history. */
export function CompanyChangeForm({ company, onChanged }: CompanyChangeFormProps) {
  const { nowMs } = useBanso();
  const { record, busy, problem } = useRecord();
  const [form, setForm] = useState<CompanyForm>(() => factsToForm(company));
  const [from, setFrom] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const facts = formToFacts(form);
  const same = changedLines(factsOf(company), facts).length === 0;
  useUnsavedInput(!same || reason !== '');
  const future = from > dayInJapan(nowMs());
  const blank = (text: string) => (tried && text.trim() === '' ? messages.errorBlank : undefined);
  const change = async () => {
    setTried(true);
    if (same || !isWhole(form) || future || from === '' || reason.trim() === '') return;
    const body = { from, reason: cleanText(reason).trim(), facts };
    if (await record({ type: 'company-changed@1', aggregate: company.id, body })) onChanged();
  };
  return (
    <form
      className="notices__form"
      aria-label={messages.change}
      onSubmit={(event) => {
        event.preventDefault();
        void change();
      }}
    >
      <h2>{messages.change}</h2>
      <CompanyFields form={form} onChange={setForm} tried={tried} addressHelp={messages.addressHelp} />
      <TextField
        label={messages.from}
        help={messages.fromHelp}
        need="required"
        type="date"
        width="medium"
        value={from}
        onChange={setFrom}
        error={future ? messages.errorFuture : blank(from)}
      />
      <TextField
        label={messages.reason}
        help={messages.reasonHelp}
        need="required"
        value={reason}
        onChange={setReason}
        error={blank(reason)}
      />
      {tried && same && <p role="alert">{messages.errorSame}</p>}
      <RecordProblemNotice problem={problem} />
      <Button type="submit" look="solid" busy={busy}>
        {messages.changeNow}
      </Button>
    </form>
  );
}
