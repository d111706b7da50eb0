import { CONTACT_WAYS, type ContactEntry, type ContactWay } from '@banso/shared/company/contact.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { useState } from 'react';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { messages } from './messages.ts';

export type ContactFormProps = { readonly company: string; readonly entry: ContactEntry | null };

/** Writes down where the company is told from now on; what was before stays. */
export function ContactForm({ company, entry }: ContactFormProps) {
  const { nowMs } = useBanso();
  const { record, busy, problem } = useRecord();
  const [email, setEmail] = useState(entry?.email ?? '');
  const [telephone, setTelephone] = useState(entry?.telephone ?? '');
  const [fax, setFax] = useState(entry?.fax ?? '');
  const [postalAddress, setPostalAddress] = useState(entry?.postalAddress ?? '');
  const [preferred, setPreferred] = useState<ContactWay | undefined>(entry?.preferred);
  const [givenBy, setGivenBy] = useState('');
  const [givenOn, setGivenOn] = useState(() => dayInJapan(nowMs()));
  const [tried, setTried] = useState(false);
  useUnsavedInput(givenBy !== '');
  const narrow = (text: string) => cleanText(text).normalize('NFKC').trim();
  const filled = { mail: email, letter: postalAddress, fax, call: telephone };
  const wayMissing = preferred !== undefined && filled[preferred].trim() === '';
  const blank = (text: string) => (tried && text.trim() === '' ? messages.errorBlank : undefined);
  const doubtful = (place: string) =>
    problem && 'refusal' in problem && problem.refusal.detail?.includes(place) ? messages.errorForm : undefined;
  const register = async () => {
    setTried(true);
    if (!preferred || wayMissing || givenBy.trim() === '' || givenOn === '') return;
    await record({
      type: 'company-contact-registered@1',
      aggregate: company,
      body: {
        email: narrow(email) === '' ? null : narrow(email),
        telephone: narrow(telephone),
        fax: narrow(fax),
        postalAddress: cleanText(postalAddress).trim(),
        preferred,
        givenBy: cleanText(givenBy).trim(),
        givenOn,
      },
    });
  };
  return (
    <form
      className="notices__form"
      aria-label={messages.register}
      onSubmit={(event) => {
        event.preventDefault();
        void register();
      }}
    >
      <h2>{messages.register}</h2>
      <RadioGroup
        label={messages.preferred}
        need="required"
        help={messages.noMailServer}
        value={preferred}
        onChange={setPreferred}
        error={tried && (!preferred || wayMissing) ? messages.errorWay : undefined}
        choices={CONTACT_WAYS.map((value) => ({ value, label: messages.ways[value] }))}
      />
      <TextField label={messages.email} inputMode="email" value={email} onChange={setEmail} error={doubtful('email')} />
      <TextField
        label={messages.telephone}
        inputMode="tel"
        width="medium"
        value={telephone}
        onChange={setTelephone}
        error={doubtful('telephone')}
      />
      <TextField
        label={messages.fax}
        inputMode="tel"
        width="medium"
        value={fax}
        onChange={setFax}
        error={doubtful('fax')}
      />
      <TextField label={messages.postal} value={postalAddress} onChange={setPostalAddress} />
      <TextField
        label={messages.givenBy}
        need="required"
        value={givenBy}
        onChange={setGivenBy}
        error={blank(givenBy)}
      />
      <TextField
        label={messages.givenOn}
        need="required"
        type="date"
        width="medium"
        value={givenOn}
        onChange={setGivenOn}
        error={blank(givenOn)}
      />
      <RecordProblemNotice problem={problem} />
      <Button type="submit" look="solid" busy={busy}>
        {messages.register}
      </Button>
    </form>
  );
}
