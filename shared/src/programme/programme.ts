import * as v from 'valibot';
import { defineOperation, done } from '../operation/define.ts';
import { onePartKind } from '../operation/parts.ts';
import { refuse } from '../operation/refusals.ts';
import { filledTextSchema, textSchema } from '../lib/text.ts';
import { ruleSetSchema } from '../rules/rule-set.ts';

const programmeBody = v.strictObject({
  name: filledTextSchema(200),
  fiscalYear: filledTextSchema(20),
  office: filledTextSchema(200),
  addressee: filledTextSchema(200),
  /** How companies reach the office: telephone, hours; printed on what it sends them. */
  inquiries: v.exactOptional(textSchema(300)),
  sample: v.boolean(),
  ruleSets: v.pipe(v.array(ruleSetSchema), v.minLength(1)),
});

/** A support programme with the versions of its rule set, oldest first. */
export type Programme = v.InferOutput<typeof programmeBody> & { readonly id: string };

export const programmeParts = onePartKind<Programme>('B');

/** F-1-1: a programme holds its name, rule sets, versions and effective dates. */
export const programmeRegistered = defineOperation({
  type: 'programme-registered@1',
  kind: 'programme',
  nature: 'intent',
  retention: 'B',
  label: '事業の登録',
  by: ['administrator'],
  needs: [],
  body: programmeBody,
  apply: (programme: Programme | null, operation) =>
    programme ? refuse('already_exists') : done({ id: operation.aggregate, ...operation.body }),
});

/** The rule set an engagement lives under: of the day of its contract, and until there is one the newest. */
export const ruleSetOf = (programme: Programme, contract: { readonly concludedOn: string } | null) =>
  contract ? ruleSetOn(programme, contract.concludedOn) : (programme.ruleSets.at(-1) ?? null);

/** The rule set that binds a contract of this day: the latest one valid then (F-S); before the first one, the first. */
export const ruleSetOn = (programme: Programme, day: string) =>
  programme.ruleSets.findLast(({ validFrom }) => validFrom <= day) ?? programme.ruleSets[0] ?? null;
