import * as v from 'valibot';
import { filledTextSchema } from '../../lib/text.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { refuse } from '../../operation/refusals.ts';
import { daySchema } from '../../time/day.ts';
import type { Engagement } from '../engagement.ts';

/** F-2-3, FK-3-1: exactly one contract number; its day fixes the version of the rules for good. */
export const contractRecorded = defineOperation({
  type: 'contract-recorded@1',
  kind: 'engagement',
  nature: 'intent',
  retention: 'A',
  label: '契約の記録',
  by: ['staff', 'administrator'],
  needs: [],
  body: v.pipe(
    v.strictObject({ number: filledTextSchema(60), concludedOn: daySchema, from: daySchema, to: daySchema }),
    v.check(({ from, to }) => from <= to, '契約期間の終わりが始まりより前です。'),
  ),
  apply: (engagement: Engagement, { body }) => {
    if (!engagement.core) return refuse('unknown_record');
    if (engagement.core.contract) return refuse('already_exists', engagement.core.contract.number);
    return done({ ...engagement, core: { ...engagement.core, contract: body } });
  },
});
