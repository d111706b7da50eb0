import type { CompanyFacts } from '@banso/shared/company/company.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { companyMessages as messages } from './company-messages.ts';

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
  { label: messages.name, value: facts.name },
  { label: messages.kana, value: facts.kana },
  { label: messages.representative, value: `${facts.representative.title}　${facts.representative.name}` },
  { label: messages.contact, value: facts.contact },
  { label: messages.address, value: facts.address },
  { label: messages.business, value: facts.business },
  { label: messages.industry, value: facts.industry },
  { label: messages.places, value: facts.places.join('、') },
];

/** What of the earlier facts is another one now. */
export const changedLines = (before: CompanyFacts, after: CompanyFacts): ReturnType<typeof factLines> => {
  const now = factLines(after);
  return factLines(before).filter(({ value }, i) => value !== now[i]?.value);
};
