import { defineOperation, done } from '../../operation/define.ts';
import { refuse } from '../../operation/refusals.ts';
import { callBackBodySchema } from '../call-back.ts';
import { type Engagement, withCallBack } from '../engagement.ts';
import { expertInCharge } from '../team.ts';

/** The desk rang the company and asked. Refused for the visit's own expert: a call of theirs checks nothing. */
export const callBackRecorded = defineOperation({
  type: 'call-back-recorded@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'B',
  label: '電話での確かめ',
  by: ['staff', 'approver', 'administrator'],
  needs: [],
  body: callBackBodySchema,
  apply: (engagement: Engagement, operation) => {
    if (!engagement.core) return refuse('unknown_record');
    const { callBack: id, ...call } = operation.body;
    if (operation.actor === expertInCharge(engagement)) return refuse('not_allowed');
    if (engagement.callBacks[id]) return refuse('already_exists', id);
    return done(withCallBack(engagement, { id, ...call, by: operation.actor, atMs: operation.clock.wallMs }));
  },
});
