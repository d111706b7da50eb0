import * as v from 'valibot';
import { ROLES } from '../operation/context.ts';
import { defineOperation, done } from '../operation/define.ts';
import { onePartKind } from '../operation/parts.ts';
import { refuse } from '../operation/refusals.ts';
import { filledTextSchema, textSchema } from '../lib/text.ts';
import { daySchema } from '../time/day.ts';

const personBody = v.strictObject({
  name: filledTextSchema(100),
  kana: textSchema(100),
  roles: v.array(v.strictObject({ role: v.picklist(ROLES), programme: v.nullable(v.string()) })),
  /** The expert's entry in the office's register (F-2-1), null for everyone else. */
  registration: v.nullable(v.strictObject({ number: filledTextSchema(40), from: daySchema, to: daySchema })),
});

/** Somebody who signs in: expert, support officer, secretariat, commissioner. Companies' people are not persons here. */
export type Person = v.InferOutput<typeof personBody> & { readonly id: string };

export const personParts = onePartKind<Person>('B');

export const personRegistered = defineOperation({
  type: 'person-registered@1',
  kind: 'person',
  nature: 'intent',
  retention: 'B',
  label: '利用者の登録',
  by: ['administrator'],
  needs: [],
  body: personBody,
  apply: (person: Person | null, operation) =>
    person ? refuse('already_exists') : done({ id: operation.aggregate, ...operation.body }),
});
