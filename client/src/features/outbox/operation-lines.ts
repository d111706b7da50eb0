import type { VisitField } from '@banso/shared/engagement/visit.ts';
import { VISIT_FIELD_LABELS } from '@banso/shared/engagement/visit-fields.ts';
import { textToEnvelope } from '@banso/shared/operation/envelope.ts';
import * as v from 'valibot';
import { messages } from './messages.ts';

export type OperationLine = { readonly label: string; readonly value: string };

const changesSchema = v.array(v.object({ field: v.string(), value: v.union([v.string(), v.number()]) }));
const commentsSchema = v.array(v.object({ field: v.string(), text: v.string() }));
const scheduleSchema = v.object({ on: v.string(), from: v.string(), to: v.string() });

/** What a person wrote in an operation, line by line; ids, hashes and strokes say nothing to them. */
export const operationLines = (text: string): readonly OperationLine[] => {
  const body = textToEnvelope(text)?.body;
  if (!body) return [];
  return Object.entries(body).flatMap(([key, value]): readonly OperationLine[] => {
    const changes = v.safeParse(changesSchema, value);
    if (changes.success) return changes.output.map((one) => ({ label: labelOf(one.field), value: String(one.value) }));
    const comments = v.safeParse(commentsSchema, value);
    if (comments.success) return comments.output.map((one) => ({ label: labelOf(one.field), value: one.text }));
    const schedule = v.safeParse(scheduleSchema, value);
    if (schedule.success) return [{ label: messages.newSchedule, value: Object.values(schedule.output).join(' ') }];
    const label = Object.hasOwn(messages.written, key) ? (messages.written as Record<string, string>)[key] : undefined;
    return label && (typeof value === 'string' || typeof value === 'number') && value !== ''
      ? [{ label, value: String(value) }]
      : [];
  });
};

const labelOf = (field: string): string => {
  if (Object.hasOwn(VISIT_FIELD_LABELS, field)) return VISIT_FIELD_LABELS[field as VisitField];
  return (messages.places as Readonly<Record<string, string>>)[field] ?? field;
};
