import { accountNamed, isAccountOf } from '@banso/shared/claim/account-named.ts';
import type { Engagement } from '@banso/shared/engagement/engagement.ts';
import type { Envelope } from '@banso/shared/operation/envelope.ts';
import type { Payee } from '@banso/shared/payee/payee.ts';
import type { AggregateKey } from '../store/parts.ts';
import { heldKey } from './held-key.ts';
import type { Held } from './working-set.ts';

/** Whose accounts the packages of a push name: looked at, so that nobody hands in an account that is not there. */
export const payeesNamed = (set: ReadonlyMap<string, Held>, envelopes: readonly Envelope[]): readonly AggregateKey[] =>
  envelopes.flatMap((envelope) => {
    if (envelope.kind !== 'engagement') return [];
    const held = set.get(heldKey('engagement', envelope.aggregate));
    const named = held && accountNamed(held.state as Engagement, envelope);
    return named ? [{ kind: 'payee', id: named.person }] : [];
  });

/** Whether the account that a package names is one of whoever handed it in; true where an operation names none. */
export const isAccountThere = (
  set: ReadonlyMap<string, Held>,
  engagement: Engagement,
  operation: Envelope,
): boolean => {
  const named = accountNamed(engagement, operation);
  if (!named) return true;
  return isAccountOf((set.get(heldKey('payee', named.person))?.state ?? null) as Payee | null, named.account);
};
