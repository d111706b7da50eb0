import { defineOperation, done } from '../../operation/define.ts';
import { refuse } from '../../operation/refusals.ts';
import { NO_ACCESS_NOTES, type Person, roleGrantSchema } from '../person.ts';
import { isSameGrant } from '../role-ends.ts';

/**
 * A role's last day is over: the server's word, so that feeds lose what the role showed in the transaction of this operation
 * (L9). The role is kept among the ended ones. Refuses `wrong_state` for a role that an administrator changed meanwhile.
 */
export const personRoleEnded = defineOperation({
  type: 'person-role-ended@1',
  kind: 'person',
  nature: 'intent',
  retention: 'B',
  label: '役割の期限切れ',
  by: [],
  needs: [],
  body: roleGrantSchema,
  apply: (person: Person | null, { body }) => {
    if (!person) return refuse('unknown_record');
    if (body.until === undefined || !person.roles.some((grant) => isSameGrant(grant, body)))
      return refuse('wrong_state');
    const access = person.access ?? NO_ACCESS_NOTES;
    return done({
      ...person,
      roles: person.roles.filter((grant) => !isSameGrant(grant, body)),
      access: { ...access, endedRoles: [...(access.endedRoles ?? []), body] },
    });
  },
});
