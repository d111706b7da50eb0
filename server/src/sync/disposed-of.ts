import type { Disposal } from '@banso/shared/disposal/disposal.ts';
import type { Engagement } from '@banso/shared/engagement/engagement.ts';
import type { Context } from '@banso/shared/operation/context.ts';
import type { Envelope } from '@banso/shared/operation/envelope.ts';
import type { AggregateKey } from '../store/parts.ts';

type StateOf = (kind: 'disposal' | 'engagement', id: string) => unknown;

/** The engagements of these disposals, asked for already or just now. */
export const disposedOf = (stateOf: StateOf, envelopes: readonly Envelope[]): readonly AggregateKey[] =>
  envelopes.flatMap(({ kind, aggregate, body }) => {
    if (kind !== 'disposal') return [];
    const disposal = stateOf('disposal', aggregate) as Disposal | null;
    const id = disposal?.engagement ?? body['engagement'];
    return typeof id === 'string' ? [{ kind: 'engagement', id }] : [];
  });

/** Engagements that an approved disposal will erase: locked with the rest, before the tenant's counter. */
export const toBeErased = (stateOf: StateOf, envelopes: readonly Envelope[]): readonly AggregateKey[] =>
  disposedOf(
    stateOf,
    envelopes.filter(({ type }) => type.startsWith('disposal-approved@')),
  );

/** Where the engagement of a disposal stands; null: there is none. */
export const erasedFacts = (
  stateOf: StateOf,
  operation: Envelope,
): { readonly erased: NonNullable<Context['erased']> | null } => {
  const [key] = disposedOf(stateOf, [operation]);
  const engagement = key && (stateOf('engagement', key.id) as Engagement | null);
  return { erased: engagement?.core ? { programme: engagement.core.programme } : null };
};
