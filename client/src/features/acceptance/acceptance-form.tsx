import type { Company } from '@banso/shared/company/company.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { type AcceptanceBody, COMPANY_SIZES, judgeAcceptance } from '@banso/shared/programme/acceptance.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import { useState } from 'react';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { messages } from './messages.ts';

export type AcceptanceFormProps = { readonly programme: Programme; readonly companies: readonly Company[] };

type Texts = Record<
  'sizeBasis' | 'recommender' | 'recommenderAddress' | 'companyAddress' | 'wishedOn' | 'memberName' | 'memberHours',
  string
>;

const BLANK: Texts = {
  sizeBasis: '',
  recommender: '',
  recommenderAddress: '',
  companyAddress: '',
  wishedOn: '',
  memberName: '',
  memberHours: '',
};

/** One company, judged while it is written: what stops it is said with its article, before anything is pressed. */
export function AcceptanceForm({ programme, companies }: AcceptanceFormProps) {
  const { record, busy, problem } = useRecord();
  const [company, setCompany] = useState('');
  const [size, setSize] = useState<AcceptanceBody['size']>();
  const [theme, setTheme] = useState('');
  const [texts, setTexts] = useState(BLANK);
  const [tried, setTried] = useState(false);
  useUnsavedInput(Object.values(texts).some((text) => text !== ''));
  const ruleSet = programme.ruleSets.at(-1);
  const body = bodyOf({ company, size, theme, texts });
  const findings = ruleSet && body ? judgeAcceptance(ruleSet, programme.acceptances ?? [], body) : [];
  const stops = findings.filter(({ severity }) => severity === 'BLOCK');
  const set = (key: keyof Texts) => (text: string) => setTexts({ ...texts, [key]: text });
  const blank = (text: string) => (tried && text.trim() === '' ? messages.missing : undefined);
  const choose = (id: string) => {
    setCompany(id);
    const address = companies.find((one) => one.id === id)?.address ?? '';
    setTexts({ ...texts, companyAddress: address });
  };
  const accept = async () => {
    setTried(true);
    if (body && stops.length === 0) await record({ type: 'company-accepted@1', aggregate: programme.id, body });
  };
  const field = (key: keyof Texts, props: { readonly help?: string; readonly type?: 'date' | 'number' } = {}) => (
    <TextField
      label={messages[key]}
      value={texts[key]}
      error={key === 'memberName' || key === 'memberHours' ? undefined : blank(texts[key])}
      onChange={set(key)}
      {...(props.type ? { width: 'medium' as const, ...props } : props)}
    />
  );
  return (
    <form
      className="acceptance__form"
      aria-label={messages.form}
      onSubmit={(event) => {
        event.preventDefault();
        void accept();
      }}
    >
      <h3>{messages.form}</h3>
      <SelectField
        label={messages.company}
        none={messages.choose}
        value={company}
        error={blank(company)}
        onChange={choose}
        choices={companies.map(({ id, name }) => ({ value: id, label: name }))}
      />
      {field('companyAddress')}
      <RadioGroup
        label={messages.size}
        value={size}
        error={tried && !size ? messages.missing : undefined}
        onChange={setSize}
        choices={COMPANY_SIZES.map((value) => ({ value, label: messages.sizes[value] }))}
      />
      {field('sizeBasis', { help: messages.sizeBasisHelp })}
      {field('recommender')}
      {field('recommenderAddress', { help: messages.recommenderAddressHelp })}
      {field('wishedOn', { type: 'date' })}
      {field('memberName')}
      {field('memberHours', { type: 'number' })}
      <SelectField
        label={messages.theme}
        none={messages.choose}
        value={theme}
        error={blank(theme)}
        onChange={setTheme}
        choices={(ruleSet?.acceptance?.themes.offered ?? []).map((one) => ({ value: one, label: one }))}
      />
      <div role="status" className="acceptance__judged">
        {findings.map(({ code, severity, reason, source }) => (
          <Notice
            key={code}
            kind={severity === 'BLOCK' ? 'error' : 'warn'}
            title={severity === 'BLOCK' ? messages.judged : messages.judgedWarn}
          >
            <p>{reason}</p>
            <p className="hint">{messages.source(source)}</p>
          </Notice>
        ))}
      </div>
      <RecordProblemNotice problem={problem} />
      <Button type="submit" look="solid" busy={busy}>
        {messages.accept}
      </Button>
    </form>
  );
}

/** What would be recorded; null while something is missing that nobody can be judged without. */
const bodyOf = ({
  company,
  size,
  theme,
  texts,
}: {
  readonly company: string;
  readonly size: AcceptanceBody['size'] | undefined;
  readonly theme: string;
  readonly texts: Texts;
}): AcceptanceBody | null => {
  const { memberName, memberHours, ...rest } = texts;
  const said = Object.fromEntries(Object.entries(rest).map(([key, text]) => [key, cleanText(text).trim()]));
  const hoursPerMonth = Number(memberHours);
  const hasMember = memberName.trim() !== '' && Number.isInteger(hoursPerMonth) && hoursPerMonth > 0;
  if (company === '' || !size || theme === '' || Object.values(said).includes('')) return null;
  return {
    company,
    size,
    theme,
    // Every text of the form but the member's stands in it.
    ...(said as Omit<Texts, 'memberName' | 'memberHours'>),
    members: hasMember ? [{ name: cleanText(memberName).trim(), hoursPerMonth }] : [],
  };
};
