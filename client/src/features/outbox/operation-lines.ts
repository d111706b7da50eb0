import type { VisitField } from '@banso/shared/engagement/visit.ts';
import { VISIT_FIELD_LABELS } from '@banso/shared/engagement/visit-fields.ts';
import { textToEnvelope } from '@banso/shared/operation/envelope.ts';
import * as v from 'valibot';

export type OperationLine = { readonly label: string; readonly value: string };

const changesSchema = v.array(v.object({ field: v.string(), value: v.union([v.string(), v.number()]) }));

const LABELS: Readonly<Record<string, string>> = {
  reason: '理由',
  on: '実施日',
  from: '開始',
  to: '終了',
  value: '選んだ文章',
  text: '確認した内容',
  agreed: '確認したこと',
  present: '出席',
  said: '意見・要望',
  reply: '回答',
};

/** What a person wrote in an operation, line by line; ids, hashes and strokes say nothing to them. */
export const operationLines = (text: string): readonly OperationLine[] => {
  const body = textToEnvelope(text)?.body;
  if (!body) return [];
  const changes = v.safeParse(changesSchema, body['changes']);
  if (changes.success) {
    return changes.output.map(({ field, value }) => ({ label: labelOf(field), value: String(value) }));
  }
  return Object.entries(body).flatMap(([key, value]) => {
    const label = LABELS[key];
    return label && (typeof value === 'string' || typeof value === 'number') ? [{ label, value: String(value) }] : [];
  });
};

const labelOf = (field: string): string =>
  Object.hasOwn(VISIT_FIELD_LABELS, field) ? VISIT_FIELD_LABELS[field as VisitField] : field;
