import { join } from 'node:path';
import { invite } from '@banso/server/auth/credentials.ts';
import { openServer } from '@banso/server/open-server.ts';
import { recordAsServer, type ServerOperation } from '@banso/server/sample/server-recorder.ts';
import type { Server } from '@banso/server/server.ts';
import { partsOfAggregates } from '@banso/server/store/parts.ts';
import { type Engagement, engagementParts } from '@banso/shared/engagement/engagement.ts';
import { visitBasis } from '@banso/shared/engagement/visit-basis.ts';
import { fieldHash } from '@banso/shared/engagement/visit-fields.ts';
import { BLANK_FIELDS, type VisitField } from '@banso/shared/engagement/visit.ts';
import { confirmationText } from '@banso/shared/evidence/confirmation-text.ts';
import { confirmationStatement } from '@banso/shared/evidence/confirmation.ts';
import { groupBy } from '@banso/shared/lib/group-by.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import { addDays, dayInJapan, instantInJapan } from '@banso/shared/time/day.ts';
import { builtForms } from '../support/built-forms.ts';
import { randomFrom } from '../support/random-from.ts';
import { ADMINISTRATOR, APPROVER, makeEngagement, makeOffice, PROGRAMME, TENANT } from '../support/test-office.ts';
import { handwriting } from './page/handwriting.ts';
import { reportText } from './page/report-text.ts';

const EXPERTS = 20;
const VISITS_PER_ENGAGEMENT = 5;
/** Of five visits of an engagement, two were held and handed in. */
const HELD = 2;
const BATCH = 400;

type Planned = {
  readonly engagement: string;
  readonly expert: string;
  readonly visit: string;
  readonly number: number;
  readonly on: string;
  readonly from: string;
  readonly to: string;
  readonly seed: number;
};

/** What the office's desk has before it: this many engagements, their visits, and reports as long as people write them. */
export const makeDeskOffice = async (
  dataDir: string,
  { engagements, migrationsDir }: { readonly engagements: number; readonly migrationsDir: string },
): Promise<{ readonly linkToken: string }> => {
  const clock = { nowMs: () => Date.now() };
  const keyFile = join(dataDir, 'keys', 'key-file');
  const server = await openServer({ dataDir, migrationsDir, keyFile, formsDir: builtForms, clock, log: () => {} });
  await makeOffice(server);
  const experts = Array.from({ length: EXPERTS }, (_, n) => `bench-expert-${n}`);
  await recordAsServer(server, TENANT, experts.map(registration(clock.nowMs())));
  const ids = Array.from({ length: engagements }, (_, n) => ({
    id: `bench-${n}`,
    expert: experts[n % EXPERTS] ?? '',
    company: n % 2 === 0 ? 'company-1' : 'company-2',
  }));
  for (const one of ids) await makeEngagement(server, one);
  const planned = ids.flatMap(({ id, expert }, n) => plannedVisits({ server, engagement: id, expert, n }));
  const held = planned.filter(({ number }) => number <= HELD);
  await inBatches(server, [...planned.map(schedule), ...held.flatMap(holding)]);
  await inBatches(server, await confirmations(server, held));
  await inBatches(server, await submissions(server, held));
  const { linkToken } = await invite(server, { tenant: TENANT, person: APPROVER });
  await server.close();
  return { linkToken };
};

const registration =
  (atMs: number) =>
  (id: string, n: number): ServerOperation => ({
    actor: ADMINISTRATOR,
    atMs,
    type: 'person-registered@1',
    kind: 'person',
    aggregate: id,
    body: {
      name: `見本 専門家${n}（サンプル）`,
      kana: 'ミホン',
      roles: [{ role: 'expert', programme: PROGRAMME }],
      registration: { number: `サンプル-${n}`, from: '2026-04-01', to: '2027-03-31' },
    },
  });

const plannedVisits = ({
  server,
  engagement,
  expert,
  n,
}: {
  readonly server: Server;
  readonly engagement: string;
  readonly expert: string;
  readonly n: number;
}): readonly Planned[] =>
  Array.from({ length: VISITS_PER_ENGAGEMENT }, (_, k) => {
    const at = Math.floor(n / EXPERTS) * VISITS_PER_ENGAGEMENT + k;
    const [from, to] = at % 2 === 0 ? (['09:00', '12:10'] as const) : (['13:00', '16:10'] as const);
    // Held visits lie in the past, the others ahead, each expert's on half days of their own.
    const on = addDays(dayInJapan(server.clock.nowMs()), k < HELD ? -1 - Math.floor(at / 2) : 1 + Math.floor(at / 2));
    const visit = uuidv7(instantInJapan(on, from), server.random(10));
    return { engagement, expert, visit, number: k + 1, on, from, to, seed: n * VISITS_PER_ENGAGEMENT + k };
  });

const byExpert = ({ engagement, expert }: Planned, atMs: number) =>
  ({ kind: 'engagement', aggregate: engagement, actor: expert, atMs }) as const;

const schedule = (planned: Planned): ServerOperation => {
  const { visit, number, on, from, to } = planned;
  return {
    ...byExpert(planned, instantInJapan(on, from) - 1_000_000),
    type: 'visit-scheduled@1',
    body: { visit, number, on, from, to, mode: 'onSite', place: '本社工場' },
  };
};

const holding = (planned: Planned): readonly ServerOperation[] => {
  const { visit, on, from, to, seed } = planned;
  const random = randomFrom(seed + 1);
  const change = (field: VisitField, value: string) => ({
    field,
    base: fieldHash(field === 'place' ? '本社工場' : BLANK_FIELDS[field]),
    value,
  });
  const [startMs, endMs] = [instantInJapan(on, from), instantInJapan(on, to)];
  return [
    { ...byExpert(planned, startMs), type: 'visit-started@1', body: { visit } },
    {
      ...byExpert(planned, endMs - 600_000),
      type: 'visit-report-saved@1',
      body: {
        visit,
        changes: [
          change('present', '見本 太郎、見本 花子'),
          change('gist', reportText(random, 60)),
          change('content', reportText(random, 400)),
          change('effect', reportText(random, 200)),
          change('progress', 'asPlanned'),
        ],
      },
    },
    { ...byExpert(planned, endMs), type: 'visit-ended@1', body: { visit } },
  ];
};

const confirmations = async (server: Server, held: readonly Planned[]): Promise<readonly ServerOperation[]> => {
  const engagements = await storedEngagements(server, held);
  return held.map((planned): ServerOperation => {
    const { visit, on, to, seed, engagement } = planned;
    const stored = engagements.get(engagement)?.visits[visit];
    const parties = { company: '有限会社 見本製麺（サンプル）', expert: '見本 花子（サンプル）' };
    const text = stored && confirmationText(stored, parties);
    if (!text) throw new Error(`visit ${visit} cannot be confirmed`);
    const atMs = instantInJapan(on, to) + 300_000;
    const signed = {
      confirmation: uuidv7(atMs, server.random(10)),
      hash: sha256Hex(text),
      manner: { by: 'strokes', strokes: handwriting(randomFrom(seed + 7), 200) },
      proxy: null,
      signer: { name: '見本 太郎', title: '代表取締役', role: 'representative', identifiedBy: 'metOnSite' },
    } as const;
    return {
      ...byExpert(planned, atMs),
      type: 'confirmation-signed@1',
      body: {
        visit,
        ...signed,
        version: 1,
        text,
        sentence: '上記の指導を受けましたことを報告します。',
        parties,
        appVersion: 'bench',
        deviceSignature: server.serverKey.sign(confirmationStatement(signed)),
      },
    };
  });
};

const submissions = async (server: Server, held: readonly Planned[]): Promise<readonly ServerOperation[]> => {
  const engagements = await storedEngagements(server, held);
  return held.map((planned): ServerOperation => {
    const stored = engagements.get(planned.engagement);
    const basis = stored ? visitBasis(stored, planned.visit) : null;
    const atMs = instantInJapan(planned.on, planned.to) + 600_000;
    return { ...byExpert(planned, atMs), type: 'visit-submitted@1', body: { visit: planned.visit }, basis };
  });
};

const storedEngagements = async (
  server: Server,
  held: readonly Planned[],
): Promise<ReadonlyMap<string, Engagement>> => {
  const keys = [...new Set(held.map(({ engagement }) => engagement))].map((id) => ({ kind: 'engagement', id }));
  const parts = await server.store.read(TENANT, (tx) => partsOfAggregates(tx, keys));
  const byId = groupBy(parts, ({ aggregateId }) => aggregateId);
  return new Map([...byId].map(([id, rows]) => [id, engagementParts.fromParts(rows)]));
};

const inBatches = async (server: Server, operations: readonly ServerOperation[]): Promise<void> => {
  for (let at = 0; at < operations.length; at += BATCH) {
    await recordAsServer(server, TENANT, operations.slice(at, at + BATCH));
  }
};
