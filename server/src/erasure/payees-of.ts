import { engagementParts } from '@banso/shared/engagement/engagement.ts';
import { expertsPaid } from '@banso/shared/engagement/team.ts';
import { type AggregateKey, partsOfAggregates } from '../store/parts.ts';
import type { Transaction } from '../store/schema.ts';

/** Whose payees an engagement's disposal may touch: they are locked with it. */
export const payeesOf = async (tx: Transaction, engagement: string): Promise<readonly AggregateKey[]> => {
  const stored = await partsOfAggregates(tx, [{ kind: 'engagement', id: engagement }]);
  return expertsPaid(engagementParts.fromParts(stored)).map((id) => ({ kind: 'payee', id }));
};
