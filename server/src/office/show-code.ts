import { dayInJapan } from '@banso/shared/time/day.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { Problem } from '../http/problem.ts';
import { recordAccess } from '../access/record-access.ts';
import { confirmationCodeOf } from '../seal/confirmation-codes.ts';
import type { Server } from '../server.ts';
import { partsOfAggregates } from '../store/parts.ts';
import { scopesThatShow } from '../store/reach.ts';

/**
 * The code of one visit, for the office to tell the company. Never for the expert: a code that the expert could see would
 * prove nothing. Throws `not_found` alike for what does not exist and for what is not this desk's.
 */
export const showCode = async (
  server: Server,
  { tenant, person }: SessionHolder,
  { engagement, visit }: { readonly engagement: string; readonly visit: string },
): Promise<string> => {
  const key = { kind: 'engagement', id: engagement };
  const shown = await server.store.read(tenant, async (tx) => {
    const scopes = await scopesThatShow(tx, { person, ...key, today: dayInJapan(server.clock.nowMs()) });
    const parts = await partsOfAggregates(tx, [key]);
    return scopes.some((scope) => scope.startsWith('desk:')) && parts.some(({ part }) => part === `visit/${visit}`);
  });
  if (!shown) throw new Problem('not_found');
  const subject = { kind: 'engagement', aggregate: engagement, part: `visit/${visit}` } as const;
  await recordAccess(server, tenant, [
    { event: 'codeShown', purpose: 'contact', person, device: null, subject, detail: {} },
  ]);
  return confirmationCodeOf(server.serverKey, { tenant, engagement, visit });
};
