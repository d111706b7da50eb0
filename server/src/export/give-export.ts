import type { Readable } from 'node:stream';
import { engagementParts } from '@banso/shared/engagement/engagement.ts';
import { type Person, personParts } from '@banso/shared/person/person.ts';
import { rolesOn } from '@banso/shared/person/role-ends.ts';
import { mayExport } from '@banso/shared/scope/may-export.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { recordAccess } from '../access/record-access.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { partsOfAggregates } from '../store/parts.ts';
import { scopesThatShow } from '../store/reach.ts';
import { exportEngagement } from './export-engagement.ts';

/**
 * An engagement's export for somebody at its desk who answers for it to an auditor; logged like every look at personal data.
 * Throws `not_found` alike for what does not exist and for what this person may not take out.
 */
export const giveExport = async (
  server: Server,
  { tenant, person }: SessionHolder,
  { engagement, baseUrl }: { readonly engagement: string; readonly baseUrl: string },
): Promise<{ readonly zip: Readable; readonly fileName: string }> => {
  const today = dayInJapan(server.clock.nowMs());
  const allowed = await server.store.read(tenant, async (tx) => {
    const scopes = await scopesThatShow(tx, { person, kind: 'engagement', id: engagement, today });
    const parts = await partsOfAggregates(tx, [
      { kind: 'engagement', id: engagement },
      { kind: 'person', id: person },
    ]);
    const { core } = engagementParts.fromParts(parts.filter(({ kind }) => kind === 'engagement'));
    const who: Person | null = personParts.fromParts(parts.filter(({ kind }) => kind === 'person'));
    const atDesk = scopes.some((scope) => scope.startsWith('desk:'));
    return atDesk && core !== null && who !== null && mayExport(rolesOn(who.roles, today), core.programme);
  });
  if (allowed) await recordExport(server, tenant, { person, engagement });
  const given = allowed ? await exportEngagement(server, { tenant, engagement, baseUrl }) : null;
  if (!given) throw new Problem('not_found');
  return given;
};

/** Written into the access log before the first byte goes out. `person` is null for whoever runs the server's own command. */
export const recordExport = (
  server: Pick<Server, 'store' | 'clock'>,
  tenant: string,
  { person, engagement }: { readonly person: string | null; readonly engagement: string },
): Promise<void> =>
  recordAccess(server, tenant, [
    {
      event: 'exported',
      purpose: 'audit',
      person,
      device: null,
      subject: { kind: 'engagement', aggregate: engagement, part: null },
      detail: { by: person === null ? 'command' : 'desk' },
    },
  ]);
