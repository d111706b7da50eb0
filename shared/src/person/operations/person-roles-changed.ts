import * as v from 'valibot';
import { sha256Hex } from '../../lib/hash.ts';
import { filledTextSchema } from '../../lib/text.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { refuse } from '../../operation/refusals.ts';
import { NO_ACCESS_NOTES, type Person, rolesSchema } from '../person.ts';
import { dayOfIntent, makesAdministrator, wrongEnd } from '../role-ends.ts';

/**
 * A person's roles from now on; none ends their work here. What they lose sight of leaves their device, and their sessions
 * end at the server. Nobody takes their own administrator's role: so there always is one. A role that is prolonged is a new
 * grant with another end. Refuses `own_administrator_role`, `end_missing`, `end_out_of_range`, `administrator_end`.
 * Source: FP-2-2 (powers limited to the minimum).
 */
export const personRolesChanged = defineOperation({
  type: 'person-roles-changed@1',
  kind: 'person',
  nature: 'intent',
  retention: 'B',
  label: '利用者の役割の変更',
  by: ['administrator'],
  needs: ['bounds'],
  body: v.strictObject({ roles: rolesSchema, reason: filledTextSchema(300) }),
  grave: (person: Person | null, { roles }) => makesAdministrator(roles, person?.roles ?? []),
  basis: (person: Person | null) => person && sha256Hex(JSON.stringify(person.roles)),
  apply: (person: Person | null, operation, context) => {
    const { actor, clock, body } = operation;
    if (!person) return refuse('unknown_record');
    const isSelf = actor === person.id;
    if (isSelf && !body.roles.some(({ role, programme }) => role === 'administrator' && programme === null))
      return refuse('own_administrator_role');
    const wrong = wrongEnd(body.roles, { before: person.roles, today: dayOfIntent(operation, context) });
    if (wrong) return refuse(wrong);
    const access = person.access ?? NO_ACCESS_NOTES;
    const roleChanges = [...access.roleChanges, { by: actor, atMs: clock.wallMs, reason: body.reason }];
    return done({ ...person, roles: body.roles, access: { ...access, roleChanges } });
  },
});
