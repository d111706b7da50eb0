import { SYSTEM } from '../../operation/envelope.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { refuse } from '../../operation/refusals.ts';
import { type Engagement, withObjection } from '../engagement.ts';
import { objectionAnswerSchema, objectionBodySchema } from '../objection.ts';
import { expertInCharge } from '../team.ts';

/**
 * The company says that a visit was not as recorded: on its own page (the server records it), or by telephone, letter, FAX or
 * in person (the desk takes it down). It stands beside the visit, whatever became of that; what was approved is not changed.
 */
export const companyObjected = defineOperation({
  type: 'company-objected@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'B',
  label: '会社からの異議',
  by: ['staff', 'approver', 'administrator'],
  needs: [],
  body: objectionBodySchema,
  apply: (engagement: Engagement, operation) => {
    if (!engagement.core) return refuse('unknown_record');
    const { objection: id, ...said } = operation.body;
    // Nobody but the server speaks for the company's page, and no expert for a company about the own visit.
    if ((said.how === 'page') !== (operation.actor === SYSTEM)) return refuse('not_allowed');
    if (operation.actor === expertInCharge(engagement)) return refuse('not_allowed');
    if (engagement.objections[id]) return refuse('already_exists', id);
    return done(
      withObjection(engagement, { id, ...said, by: operation.actor, atMs: operation.clock.wallMs, answer: null }),
    );
  },
});

/** The desk answers, once; the company reads the answer on its page. Nobody answers an objection to a visit of their own. */
export const objectionAnswered = defineOperation({
  type: 'objection-answered@1',
  kind: 'engagement',
  nature: 'intent',
  retention: 'B',
  label: '異議への回答',
  by: ['staff', 'approver', 'administrator'],
  needs: [],
  body: objectionAnswerSchema,
  apply: (engagement: Engagement, operation) => {
    const { objection: id, visit, outcome, text } = operation.body;
    const objection = engagement.objections[id];
    if (objection?.visit !== visit) return refuse('unknown_record', id);
    if (objection.answer) return refuse('wrong_state', 'answered');
    if (operation.actor === expertInCharge(engagement)) return refuse('not_allowed');
    const answer = { outcome, text, by: operation.actor, atMs: operation.clock.wallMs };
    return done(withObjection(engagement, { ...objection, answer }));
  },
});
