import * as v from 'valibot';
import type { Engagement } from '../engagement/engagement.ts';
import { expertInCharge, isOfficerOf } from '../engagement/team.ts';
import type { Context, Role } from './context.ts';
import type { Outcome } from './define.ts';
import { type Envelope, SYSTEM } from './envelope.ts';
import { refuse } from './refusals.ts';
import { OPERATION_TYPES } from './register.ts';

/**
 * The one deciding function: may this be done to this aggregate, and what does the aggregate become? Pure: the phone runs it
 * before it records, the server runs it as the authority, and `refold` runs it again years later.
 *
 * `state` is an aggregate of `operation.kind`, put together by `PARTS_OF_KIND`.
 */
export const apply = <State>(state: State, operation: Envelope, context: Context): Outcome<State> => {
  const type = OPERATION_TYPES.get(operation.type);
  if (!type || type.kind !== operation.kind) return refuse('malformed', 'type');
  const body = v.safeParse(type.body, operation.body);
  if (!body.success) return refuse('malformed', ...body.issues.map((issue) => v.getDotPath(issue) ?? 'body'));
  if (!mayAct({ state, operation, by: type.by, context })) return refuse('not_allowed');
  if (context.freshProof === false && type.grave?.(state, body.output)) return refuse('proof_needed');
  if (type.basis && type.basis(state, body.output) !== operation.basis) return refuse('basis_changed');
  // The register pairs types with states by kind, which was compared above.
  return type.apply(state, { ...operation, body: body.output }, context) as Outcome<State>;
};

/** An expert or a support officer acts on their own engagements, everybody else by a role that counts here. */
const mayAct = ({
  state,
  operation,
  by,
  context,
}: {
  readonly state: unknown;
  readonly operation: Envelope;
  readonly by: readonly Role[];
  readonly context: Context;
}): boolean => {
  if (operation.actor === SYSTEM) return true;
  const engagement = operation.kind === 'engagement' ? (state as Engagement) : null;
  return context.roles.some(
    ({ role }) => by.includes(role) && (isOwnRecord(operation) || isOwn(role, engagement, operation.actor)),
  );
};

/** What somebody says about their own operations needs no engagement. */
const isOwnRecord = ({ kind, aggregate, actor }: Envelope): boolean => kind === 'person' && aggregate === actor;

const isOwn = (role: Role, engagement: Engagement | null, actor: string): boolean => {
  // Whose a record of another kind is, its own types know.
  if (!engagement) return true;
  if (role === 'expert') return expertInCharge(engagement) === actor;
  return role !== 'supportOfficer' || isOfficerOf(engagement, actor);
};
