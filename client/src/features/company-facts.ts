import type { CompanyFacts } from '@banso/shared/company/company.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { companyWords as words } from './company-words.ts';

/** A form in which nothing is written yet. */
export const BLANK_COMPANY: CompanyForm = {
  name: '',
  kana: '',
  title: '',
  representative: '',
  contact: '',
  address: '',
  business: '',
  industry: '',
  places: '',
};

/** The facts as one form has them: every one a text. */
export type CompanyForm = Readonly<
  Record<
    'name' | 'kana' | 'title' | 'representative' | 'contact' | 'address' | 'business' | 'industry' | 'places',
    string
  >
>;

export const factsToForm = ({
  representative,
  places,
  name,
  kana,
  contact,
  address,
  business,
  industry,
}: CompanyFacts) =>
  ({
    name,
    kana,
    title: representative.title,
    representative: representative.name,
    contact,
    address,
    business,
    industry,
    places: places.join('\n'),
  }) satisfies CompanyForm;

export const formToFacts = (form: CompanyForm): CompanyFacts => {
  const clean = (key: keyof CompanyForm) => cleanText(form[key]).trim();
  return {
    name: clean('name'),
    kana: clean('kana'),
    address: clean('address'),
    business: clean('business'),
    industry: clean('industry'),
    contact: clean('contact'),
    representative: { title: clean('title'), name: clean('representative') },
    places: clean('places')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  };
};

/** 代表者 代表取締役 川上 正一: every fact with its label, in the order of the form. */
export const factLines = (facts: CompanyFacts): readonly { readonly label: string; readonly value: string }[] => [
  { label: words.name, value: facts.name },
  { label: words.kana, value: facts.kana },
  { label: words.representative, value: `${facts.representative.title}　${facts.representative.name}` },
  { label: words.contact, value: facts.contact },
  { label: words.address, value: facts.address },
  { label: words.business, value: facts.business },
  { label: words.industry, value: facts.industry },
  { label: words.places, value: facts.places.join('、') },
];

/** What of the earlier facts is another one now. */
export const changedLines = (before: CompanyFacts, after: CompanyFacts): ReturnType<typeof factLines> => {
  const now = factLines(after);
  return factLines(before).filter(({ value }, i) => value !== now[i]?.value);
};
