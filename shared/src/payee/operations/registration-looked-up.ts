import * as v from 'valibot';
import { textSchema } from '../../lib/text.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { refuse } from '../../operation/refusals.ts';
import { daySchema } from '../../time/day.ts';
import type { Payee } from '../payee.ts';
import { LOOKUP_RESULTS } from '../registration-lookup.ts';

/**
 * Accounting has looked a T number up in the tax agency's public register, and says what stood there. Refused (`own_account`) about
 * oneself, and (`wrong_state`) of a number that the expert does not name now. Source: 消費税法第57条の2第4項, requirements 2.4.
 */
export const registrationLookedUp = defineOperation({
  type: 'registration-looked-up@1',
  kind: 'payee',
  nature: 'intent',
  retention: 'A',
  needs: [],
  label: '登録番号の確認',
  by: ['accounting'],
  body: v.pipe(
    v.strictObject({
      number: v.pipe(v.string(), v.regex(/^T\d{13}$/, '登録番号は、Tと13桁の数字です。')),
      found: v.picklist(LOOKUP_RESULTS),
      endedOn: v.nullable(daySchema),
      note: textSchema(500),
    }),
    v.forward(
      v.check(
        ({ found, endedOn }) => (found === 'ended') === (endedOn !== null),
        '登録が終わった日を入力してください。',
      ),
      ['endedOn'],
    ),
  ),
  apply: (payee: Payee | null, { aggregate, actor: by, clock, body }) => {
    if (aggregate === by) return refuse('own_account');
    if (!payee || payee.statements.at(-1)?.registration?.number !== body.number)
      return refuse('wrong_state', 'registration');
    return done({ ...payee, lookups: [...(payee.lookups ?? []), { ...body, by, atMs: clock.wallMs }] });
  },
});
