import * as v from 'valibot';
import { partIdSchema } from '../../operation/envelope.ts';
import type { Flag } from '../../operation/define.ts';
import { defineOperation } from '../../operation/define.ts';
import type { Engagement } from '../engagement.ts';
import type { TextConflict, Visit, VisitField } from '../visit.ts';
import { fieldHash, VISIT_FIELDS, visitFieldSchemas } from '../visit-fields.ts';
import { recordOnVisit } from './act-on-visit.ts';

const base = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const changeOf = <Field extends VisitField>(field: Field) =>
  v.strictObject({ field: v.literal(field), base, value: visitFieldSchemas[field] });

const [first, ...others] = VISIT_FIELDS;
// VISIT_FIELDS is never empty: it lists the keys of a literal record.
const changeSchema = v.union([changeOf(first as VisitField), ...others.map(changeOf)]);

export type FieldChange = { readonly field: VisitField; readonly base: string; readonly value: string | number };

/**
 * What was written since the last save, field by field, each with the hash of the text it started from. Where somebody else
 * changed that text meanwhile, both are kept and the author chooses; nothing is merged in silence (L17).
 */
export const visitReportSaved = defineOperation({
  type: 'visit-report-saved@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'B',
  label: '記録・報告書の保存',
  by: ['expert'],
  needs: [],
  body: v.strictObject({
    visit: partIdSchema,
    changes: v.pipe(v.array(changeSchema), v.minLength(1), v.maxLength(VISIT_FIELDS.length)),
  }),
  apply: (engagement: Engagement, operation) =>
    recordOnVisit(engagement, operation, (before) => {
      const author = { id: operation.id, by: operation.actor, atMs: operation.clock.wallMs };
      const visit = operation.body.changes.reduce((so, change) => withChange(so, change, author), before);
      const flags: Flag[] = visit.conflicts.length > before.conflicts.length ? ['text_conflict'] : [];
      return { visit, flags };
    }),
});

const withChange = (
  visit: Visit,
  { field, base: from, value }: FieldChange,
  author: Omit<TextConflict, 'field' | 'value'>,
): Visit => {
  const current = visit.fields[field];
  if (current === value) return visit;
  if (fieldHash(current) === from) return { ...visit, fields: { ...visit.fields, [field]: value } };
  const conflict = { ...author, id: `${author.id}/${field}`, field, value };
  return { ...visit, conflicts: [...visit.conflicts, conflict] };
};
