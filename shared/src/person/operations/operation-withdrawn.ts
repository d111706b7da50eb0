import * as v from 'valibot';
import { defineOperation, done } from '../../operation/define.ts';
import { idSchema } from '../../operation/envelope.ts';
import { refuse } from '../../operation/refusals.ts';
import type { Person, Withdrawal } from '../person.ts';

/** Kept in the person's record; all of them stay in the log. */
const MOST_KEPT = 200;

/**
 * The author takes back an operation of theirs that was refused, parked or blocked (L1). Nothing is deleted: what was taken back
 * stays in the log and on its device; this says that nobody has to do anything about it any more.
 */
export const operationWithdrawn = defineOperation({
  type: 'operation-withdrawn@1',
  kind: 'person',
  nature: 'fact',
  retention: 'C',
  label: '取下げ',
  by: ['expert', 'supportOfficer', 'staff', 'approver', 'accounting', 'administrator', 'privacyManager'],
  needs: [],
  body: v.strictObject({ operation: idSchema }),
  apply: (person: Person | null, operation) => {
    if (!person) return refuse('unknown_record');
    if (operation.actor !== operation.aggregate) return refuse('not_allowed');
    const taken: Withdrawal = { operation: operation.body.operation, atMs: operation.clock.wallMs };
    return done({ ...person, withdrawals: [...(person.withdrawals ?? []), taken].slice(-MOST_KEPT) });
  },
});
