import type { VisitField } from '@banso/shared/engagement/visit.ts';
import { isDay } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { messages } from './messages.ts';

const words: Partial<Record<VisitField, (value: string | number) => string>> = {
  breakMinutes: (value) => messages.fieldMinutes(Number(value)),
  mode: (value) => (value === 'online' ? messages.online : messages.fieldOnSite),
  progress: (value) => (value === 'changed' ? messages.fieldChanged : messages.fieldAsPlanned),
  nextOn: (value) => (isDay(String(value)) ? wareki(String(value)) : String(value)),
};

/** A field's value as a person reads it. */
export const fieldWords = (field: VisitField, value: string | number): string =>
  value === '' ? messages.emptyText : (words[field]?.(value) ?? String(value));
