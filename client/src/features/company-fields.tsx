import { INDUSTRIES } from '@banso/shared/company/industries.ts';
import { Fragment } from 'react';
import { SelectField } from '../ui/select-field.tsx';
import { TextArea, TextField } from '../ui/text-field.tsx';
import type { CompanyForm } from './company-facts.ts';
import { companyWords as words } from './company-words.ts';

const FIELDS = [
  { key: 'name', label: words.name, required: true },
  { key: 'kana', label: words.kana, required: false },
  { key: 'title', label: words.representativeTitle, required: true },
  { key: 'representative', label: words.representativeName, required: true },
  { key: 'contact', label: words.contact, required: true },
  { key: 'address', label: words.address, required: true },
  { key: 'business', label: words.business, required: true },
  { key: 'industry', label: words.industry, required: true },
] as const satisfies readonly { readonly key: keyof CompanyForm; readonly label: string; readonly required: boolean }[];

/** Whether everything stands in it that a company must say of itself. */
export const isWhole = (form: CompanyForm): boolean =>
  FIELDS.every(({ key, required }) => !required || form[key].trim() !== '');

type CompanyFieldsProps = {
  readonly form: CompanyForm;
  readonly onChange: (form: CompanyForm) => void;
  /** Somebody has pressed on: what is missing is said. */
  readonly tried: boolean;
  readonly addressHelp?: string;
};

/** The block that paper writes seven times (FY-C). */
export function CompanyFields({ form, onChange, tried, addressHelp }: CompanyFieldsProps) {
  return (
    <>
      {FIELDS.map(({ key, label, required }) => (
        <Fragment key={key}>
          <TextField
            label={label}
            need={required ? 'required' : undefined}
            help={key === 'address' ? addressHelp : key === 'industry' ? words.industryHelp : undefined}
            value={form[key]}
            onChange={(value) => onChange({ ...form, [key]: value })}
            error={tried && required && form[key].trim() === '' ? words.errorBlank : undefined}
          />
          {key === 'industry' && <IndustryList {...{ form, onChange }} />}
        </Fragment>
      ))}
      <TextArea
        label={words.places}
        help={words.placesHelp}
        value={form.places}
        onChange={(places) => onChange({ ...form, places })}
      />
    </>
  );
}

const DIVISIONS = INDUSTRIES.map((division) => ({ value: division, label: division }));

/** Writes a division into 業種; what was written there by hand stays until one is chosen. */
function IndustryList({ form, onChange }: Pick<CompanyFieldsProps, 'form' | 'onChange'>) {
  const chosen = INDUSTRIES.find((division) => division === form.industry.trim()) ?? '';
  return (
    <SelectField
      label={words.industryFromList}
      none={words.industryNone}
      choices={DIVISIONS}
      value={chosen}
      onChange={(industry) => onChange({ ...form, industry })}
    />
  );
}
