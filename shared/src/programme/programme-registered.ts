import * as v from 'valibot';
import { filledTextSchema, textSchema } from '../lib/text.ts';
import { defineOperation, done } from '../operation/define.ts';
import { refuse } from '../operation/refusals.ts';
import { ruleSetSchema } from '../rules/rule-set.ts';
import type { Programme } from './programme.ts';

export const programmeBody = v.strictObject({
  name: filledTextSchema(200),
  fiscalYear: filledTextSchema(20),
  office: filledTextSchema(200),
  addressee: filledTextSchema(200),
  /** How companies reach the office: telephone, hours; printed on what it sends them. */
  inquiries: v.exactOptional(textSchema(300)),
  sample: v.boolean(),
  ruleSets: v.pipe(v.array(ruleSetSchema), v.minLength(1)),
});

/** F-1-1: a programme holds its name, rule sets, versions and effective dates. */
export const programmeRegistered = defineOperation({
  type: 'programme-registered@1',
  kind: 'programme',
  nature: 'intent',
  retention: 'B',
  label: '事業の登録',
  by: ['administrator'],
  needs: [],
  opens: true,
  body: programmeBody,
  apply: (programme: Programme | null, operation) =>
    programme ? refuse('already_exists') : done({ id: operation.aggregate, ...operation.body }),
});
