import * as v from 'valibot';
import { filledTextSchema, textSchema } from '../../lib/text.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { refuse } from '../../operation/refusals.ts';
import { daySchema } from '../../time/day.ts';
import { type Person, rolesSchema } from '../person.ts';
import { dayOfIntent, makesAdministrator, wrongEnd } from '../role-ends.ts';

export const personBody = v.strictObject({
  name: filledTextSchema(100),
  kana: textSchema(100),
  roles: rolesSchema,
  /** The expert's entry in the office's register (F-2-1), null for everyone else. */
  registration: v.nullable(v.strictObject({ number: filledTextSchema(40), from: daySchema, to: daySchema })),
});

export const personRegistered = defineOperation({
  type: 'person-registered@1',
  kind: 'person',
  nature: 'intent',
  retention: 'B',
  label: '利用者の登録',
  by: ['administrator'],
  needs: ['bounds'],
  opens: true,
  body: personBody,
  grave: (_: Person | null, { roles }) => makesAdministrator(roles, []),
  apply: (person: Person | null, operation, context) => {
    if (person) return refuse('already_exists');
    const wrong = wrongEnd(operation.body.roles, { before: [], today: dayOfIntent(operation, context) });
    return wrong ? refuse(wrong) : done({ id: operation.aggregate, ...operation.body });
  },
});
