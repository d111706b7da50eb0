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
        <TextField
          key={key}
          label={label}
          need={required ? 'required' : undefined}
          help={key === 'address' ? addressHelp : undefined}
          value={form[key]}
          onChange={(value) => onChange({ ...form, [key]: value })}
          error={tried && required && form[key].trim() === '' ? words.errorBlank : undefined}
        />
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
