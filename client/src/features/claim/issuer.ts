import type { InvoiceIssuer } from '@banso/shared/engagement/engagement-invoice.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { readRegistrationNumber } from '@banso/shared/money/registration-number.ts';
import { ROUNDINGS } from '@banso/shared/money/yen.ts';
import { isDay } from '@banso/shared/time/day.ts';

/** What is typed of whoever issues; every field is text, as it is kept. `number` '' where the expert is not registered. */
export type IssuerForm = {
  readonly name: string;
  readonly number: string;
  readonly from: string;
  readonly rounding: string;
};

/** As the last invoice had it; else the expert's name, with the rounding that the procedure prints (切捨て). */
export const issuerFormOf = (last: InvoiceIssuer | null, name: string): IssuerForm => ({
  name: last?.name ?? name,
  number: last?.registration?.number ?? '',
  from: last?.registration?.from ?? '',
  rounding: last?.rounding ?? 'floor',
});

export const issuerErrors = ({ name, number, from }: IssuerForm): readonly ('name' | 'number' | 'from')[] => {
  const registered = number.trim() !== '';
  return [
    ...(name.trim() === '' ? (['name'] as const) : []),
    ...(registered && readRegistrationNumber(number) === null ? (['number'] as const) : []),
    ...(registered && !isDay(from) ? (['from'] as const) : []),
  ];
};

/** The issuer as it is recorded; null while something cannot be read. */
export const issuerOf = (form: IssuerForm): InvoiceIssuer | null => {
  if (issuerErrors(form).length > 0) return null;
  const number = readRegistrationNumber(form.number)?.number ?? null;
  return {
    name: cleanText(form.name).trim(),
    rounding: ROUNDINGS.find((one) => one === form.rounding) ?? 'floor',
    registration: number === null ? null : { number, from: form.from, until: null },
    showsReferenceTax: false,
  };
};
