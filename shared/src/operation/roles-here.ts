import type { Disposal } from '../disposal/disposal.ts';
import type { Engagement } from '../engagement/engagement.ts';
import type { Incident } from '../incident/incident.ts';
import type { PaymentRun } from '../payment/payment-run.ts';
import type { Context, RoleGrant } from './context.ts';
import type { Envelope } from './envelope.ts';

/** What tells where an operation acts: its record, what it says, and of a disposal the engagement that it erases. */
export type Acting = {
  readonly state: unknown;
  readonly operation: Pick<Envelope, 'kind' | 'aggregate' | 'actor' | 'body'>;
  readonly erased?: Context['erased'] | undefined;
};

/** Of an author's roles those that count where the operation acts: a role in one programme does nothing in another (L15.140). */
export const rolesHere = (roles: readonly RoleGrant[], acting: Acting): readonly RoleGrant[] => {
  const here = programmeOf(acting);
  return here === null ? roles : roles.filter(({ programme }) => programme === null || programme === here);
};

/** Where the record stands or, for one that begins, where the operation says; null: nowhere, or nobody knows it yet. */
const programmeOf = (acting: Acting): string | null => {
  const { kind, aggregate, body } = acting.operation;
  if (kind === 'programme') return aggregate;
  return programmeOfRecord(acting) ?? (typeof body['programme'] === 'string' ? body['programme'] : null);
};

const programmeOfRecord = ({ state, operation, erased }: Acting): string | null | undefined => {
  switch (operation.kind) {
    case 'engagement':
      return (state as Engagement).core?.programme;
    case 'paymentRun':
      return (state as PaymentRun | null)?.programme;
    case 'disposal':
      return (state as Disposal | null)?.programme ?? erased?.programme;
    case 'incident': {
      const incident = state as Incident | null;
      // Whoever raised it goes on with what they said, wherever their roles are now.
      return incident?.raisedBy === operation.actor ? null : incident?.programme;
    }
    default:
      return null;
  }
};
