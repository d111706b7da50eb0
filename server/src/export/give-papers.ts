import type { Readable } from 'node:stream';
import { type EngagementCore } from '@banso/shared/engagement/engagement.ts';
import { type Person, personParts } from '@banso/shared/person/person.ts';
import { rolesOn } from '@banso/shared/person/role-ends.ts';
import { programmeParts } from '@banso/shared/programme/programme.ts';
import { mayExport } from '@banso/shared/scope/may-export.ts';
import { readsScope } from '@banso/shared/scope/reach.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { recordAccess } from '../access/record-access.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { partsOfAggregates, partsOfKind } from '../store/parts.ts';
import type { Transaction } from '../store/schema.ts';
import { papersZip } from './papers-zip.ts';

/** All papers of one engagement, or of every engagement of a programme. */
export type PapersOf = { readonly of: 'engagement' | 'programme'; readonly id: string };

/**
 * Papers for somebody at the programme's desk who answers for it to an auditor, as the export is; each engagement is logged before
 * the first byte goes out. Throws `not_found` alike for what does not exist and for what this person may not take out.
 */
export const givePapers = async (
  server: Server,
  { tenant, person }: SessionHolder,
  { of, id, baseUrl }: PapersOf & { readonly baseUrl: string },
): Promise<{ readonly zip: Readable; readonly fileName: string }> => {
  const today = dayInJapan(server.clock.nowMs());
  const found = await server.store.read(tenant, async (tx) => {
    const chosen = await (of === 'engagement' ? oneEngagement(tx, id) : wholeProgramme(tx, id));
    const who: Person | null = personParts.fromParts(await partsOfAggregates(tx, [{ kind: 'person', id: person }]));
    if (!chosen || !who) return null;
    const roles = rolesOn(who.roles, today);
    const atDesk = readsScope(person, roles, `desk:${chosen.programme}`);
    return atDesk && mayExport(roles, chosen.programme) ? chosen : null;
  });
  if (!found) throw new Problem('not_found');
  await recordAccess(
    server,
    tenant,
    found.engagements.map((aggregate) => ({
      event: 'exported' as const,
      purpose: 'papers' as const,
      person,
      device: null,
      subject: { kind: 'engagement' as const, aggregate, part: null },
      detail: { by: 'desk', of },
    })),
  );
  return {
    zip: papersZip(server, { tenant, baseUrl, ...found }),
    fileName: `${today.replaceAll('-', '')}_書類_${found.name}.zip`,
  };
};

type Chosen = { readonly programme: string; readonly name: string; readonly engagements: readonly string[] };

const oneEngagement = async (tx: Transaction, id: string): Promise<Chosen | null> => {
  const parts = await partsOfAggregates(tx, [{ kind: 'engagement', id }]);
  const core = coreOf(parts.find(({ part }) => part === 'core')?.body);
  return core && { programme: core.programme, name: core.contract?.number ?? id, engagements: [id] };
};

const wholeProgramme = async (tx: Transaction, id: string): Promise<Chosen | null> => {
  const programme = programmeParts.fromParts(await partsOfAggregates(tx, [{ kind: 'programme', id }]));
  if (!programme) return null;
  const cores = (await partsOfKind(tx, { kind: 'engagement', part: 'core' })).flatMap(({ body }) => coreOf(body) ?? []);
  const own = cores
    .filter((core) => core.programme === id)
    .toSorted((a, b) => ((a.contract?.number ?? '') < (b.contract?.number ?? '') ? -1 : 1));
  return { programme: id, name: programme.name, engagements: own.map((core) => core.id) };
};

// The text was written by the register of an engagement's parts.
const coreOf = (body: string | undefined): EngagementCore | null =>
  body === undefined ? null : (JSON.parse(body) as EngagementCore);
