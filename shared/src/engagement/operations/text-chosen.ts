import * as v from 'valibot';
import { partIdSchema } from '../../operation/envelope.ts';
import { textSchema } from '../../lib/text.ts';
import { defineOperation } from '../../operation/define.ts';
import { refuse } from '../../operation/refusals.ts';
import type { Engagement } from '../engagement.ts';
import { fieldHash, visitFieldSchemas } from '../visit-fields.ts';
import { askOnVisit } from './act-on-visit.ts';

/** The author decides between two texts of one field (L17). Refused as basis_changed if the kept text moved on meanwhile. */
export const textChosen = defineOperation({
  type: 'text-chosen@1',
  kind: 'engagement',
  nature: 'intent',
  retention: 'B',
  label: '文章の選択',
  by: ['expert'],
  needs: [],
  body: v.strictObject({
    visit: partIdSchema,
    conflict: v.string(),
    base: v.string(),
    value: v.union([textSchema(8_000), v.number()]),
  }),
  apply: (engagement: Engagement, operation) => {
    const { conflict: id, base, value } = operation.body;
    return askOnVisit(engagement, operation, ['scheduled', 'started', 'ended', 'submitted', 'sentBack'], (visit) => {
      const conflict = visit.conflicts.find((one) => one.id === id);
      if (!conflict) return refuse('wrong_state');
      if (fieldHash(visit.fields[conflict.field]) !== base) return refuse('basis_changed', conflict.field);
      if (!v.is(visitFieldSchemas[conflict.field], value)) return refuse('malformed', conflict.field);
      return {
        ...visit,
        fields: { ...visit.fields, [conflict.field]: value },
        conflicts: visit.conflicts.filter((one) => one.id !== id),
      };
    });
  },
});
