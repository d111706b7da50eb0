import { join } from 'node:path';
import { invite } from '@banso/server/auth/credentials.ts';
import { openServer } from '@banso/server/open-server.ts';
import { recordAsServer, type ServerOperation } from '@banso/server/sample/server-recorder.ts';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import { addDays, instantInJapan } from '@banso/shared/time/day.ts';
import { builtForms } from '../support/built-forms.ts';
import { EXPERT, makeEngagement, makeOffice, TENANT } from '../support/test-office.ts';
import type { VisitPlace } from './page/record-visit.ts';

export type BenchOffice = {
  /** Signs the expert in, once. */
  readonly linkToken: string;
  /** The same person once more, on another phone. */
  readonly nextLinkToken: string;
  /** Planned visits, each on its own half day. */
  readonly visits: readonly VisitPlace[];
};

const VISITS_PER_ENGAGEMENT = 5;
const FIRST_DAY = '2026-04-11';

/** An expert with this many engagements of five planned visits each, on a data folder that the built server can open. */
export const makeBenchOffice = async (
  dataDir: string,
  { engagements, migrationsDir }: { readonly engagements: number; readonly migrationsDir: string },
): Promise<BenchOffice> => {
  const clock = { nowMs: () => Date.now() };
  const keyFile = join(dataDir, 'keys', 'key-file');
  const server = await openServer({ dataDir, migrationsDir, keyFile, formsDir: builtForms, clock, log: () => {} });
  await makeOffice(server);
  const ids = Array.from({ length: engagements }, (_, n) => `bench-${n}`);
  for (const id of ids) await makeEngagement(server, { id, company: 'company-1', expert: EXPERT });
  const planned = ids.flatMap((engagement, n) =>
    Array.from({ length: VISITS_PER_ENGAGEMENT }, (_, k) => {
      const at = n * VISITS_PER_ENGAGEMENT + k;
      const [from, to] = at % 2 === 0 ? (['09:00', '12:10'] as const) : (['13:00', '16:10'] as const);
      const on = addDays(FIRST_DAY, Math.floor(at / 2));
      const visit = uuidv7(instantInJapan(on, from), server.random(10));
      return { engagement, visit, number: k + 1, on, from, to };
    }),
  );
  await recordAsServer(
    server,
    TENANT,
    planned.map(
      ({ engagement, ...body }): ServerOperation => ({
        actor: EXPERT,
        atMs: clock.nowMs(),
        type: 'visit-scheduled@1',
        kind: 'engagement',
        aggregate: engagement,
        body: { ...body, mode: 'onSite', place: '本社工場' },
      }),
    ),
  );
  const { linkToken } = await invite(server, { tenant: TENANT, person: EXPERT });
  const { linkToken: nextLinkToken } = await invite(server, { tenant: TENANT, person: EXPERT });
  await server.close();
  return { linkToken, nextLinkToken, visits: planned.map(({ engagement, visit }) => ({ engagement, visit })) };
};
