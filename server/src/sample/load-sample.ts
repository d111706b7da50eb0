import { EMPTY_ENGAGEMENT, engagementParts } from '@banso/shared/engagement/engagement.ts';
import { visitBasis } from '@banso/shared/engagement/visit-basis.ts';
import { confirmationText } from '@banso/shared/evidence/confirmation-text.ts';
import { confirmationStatement } from '@banso/shared/evidence/confirmation.ts';
import { BLANK_FIELDS } from '@banso/shared/engagement/visit.ts';
import { fieldHash, VISIT_FIELDS } from '@banso/shared/engagement/visit-fields.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import { SYSTEM } from '@banso/shared/operation/envelope.ts';
import { FUKUOKA_R7 } from '@banso/shared/programmes/fukuoka-r7.ts';
import { addDays, dayInJapan, instantInJapan } from '@banso/shared/time/day.ts';
import { type Invitation, invite } from '../auth/credentials.ts';
import type { Server } from '../server.ts';
import { partsOfAggregates } from '../store/parts.ts';
import { createTenant, tenantById } from '../store/tenants.ts';
import { type SampleEngagement, sampleEngagements, type SampleVisit } from './sample-engagements.ts';
import { COMPANIES, OFFICE_NAME, PEOPLE } from './sample-people.ts';
import { sampleStrokes } from './sample-strokes.ts';
import { recordAsServer, registerServerDevice, type ServerOperation } from './server-recorder.ts';

const TENANT = 'sample';
const PROGRAMME = 'sample-fukuoka';
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * On an empty database: an office with Fukuoka's programme, invented people and companies, dated around today, made through
 * operations like everything else. Every time: fresh sign-in links and codes, one pair per role.
 */
export const loadSample = async (server: Server): Promise<readonly (Invitation & { readonly who: string })[]> => {
  const tenants = await server.store.door((tx) => tx.selectFrom('tenant').select('id').execute());
  if (tenants.length === 0) await makeSample(server);
  const sample = await server.store.read(TENANT, (tx) => tenantById(tx, TENANT));
  if (!sample) return [];
  const invited = [
    { who: `専門家　${PEOPLE.expert.name}`, person: PEOPLE.expert.id },
    { who: `専門家　${PEOPLE.otherExpert.name}`, person: PEOPLE.otherExpert.id },
    { who: `事務局（承認者）　${PEOPLE.approver.name}`, person: PEOPLE.approver.id },
    { who: `事務局（管理者）　${PEOPLE.administrator.name}`, person: PEOPLE.administrator.id },
  ];
  const answers: (Invitation & { readonly who: string })[] = [];
  for (const { who, person } of invited) answers.push({ who, ...(await invite(server, { tenant: TENANT, person })) });
  return answers;
};

const makeSample = async (server: Server): Promise<void> => {
  const nowMs = server.clock.nowMs();
  await server.store.transact(TENANT, (tx) =>
    createTenant(tx, { id: TENANT, name: OFFICE_NAME, sample: true, createdAt: new Date(nowMs) }),
  );
  await registerServerDevice(server, TENANT);
  await recordAsServer(server, TENANT, officeOperations(nowMs));
  for (const engagement of sampleEngagements(nowMs)) await makeEngagement(server, engagement, nowMs);
};

const officeOperations = (nowMs: number): readonly ServerOperation[] => {
  const today = dayInJapan(nowMs);
  const atMs = nowMs - 70 * DAY_MS;
  const bySystem = { actor: SYSTEM, atMs } as const;
  return [
    {
      ...bySystem,
      type: 'programme-registered@1',
      kind: 'programme',
      aggregate: PROGRAMME,
      body: {
        name: `${FUKUOKA_R7.name}（サンプル）`,
        fiscalYear: `${today.slice(0, 4)}年度`,
        office: OFFICE_NAME,
        addressee: `${OFFICE_NAME} 理事長`,
        sample: true,
        ruleSets: [
          {
            ...FUKUOKA_R7,
            validFrom: addDays(today, -120),
            programmeEndsOn: { ...FUKUOKA_R7.programmeEndsOn, value: addDays(today, 70) },
          },
        ],
      },
    },
    ...Object.values(PEOPLE).map(
      ({ id, name, kana, roles }): ServerOperation => ({
        ...bySystem,
        type: 'person-registered@1',
        kind: 'person',
        aggregate: id,
        body: {
          name,
          kana,
          roles: roles.map((role) => ({ role, programme: PROGRAMME })),
          registration: roles.some((role) => role === 'expert')
            ? { number: `サンプル-${id}`, from: addDays(today, -365), to: addDays(today, 365) }
            : null,
        },
      }),
    ),
    ...Object.values(COMPANIES).map(
      ({ id, ...body }): ServerOperation => ({
        ...bySystem,
        type: 'company-registered@1',
        kind: 'company',
        aggregate: id,
        body,
      }),
    ),
  ];
};

const makeEngagement = async (server: Server, engagement: SampleEngagement, nowMs: number): Promise<void> => {
  const today = dayInJapan(nowMs);
  const expert = PEOPLE[engagement.expert].id;
  const here = { kind: 'engagement', aggregate: engagement.id } as const;
  const byOffice = { ...here, actor: PEOPLE.administrator.id, atMs: nowMs - 45 * DAY_MS };
  const byExpert = { ...here, actor: expert, atMs: nowMs - 30 * DAY_MS };
  await recordAsServer(server, TENANT, [
    {
      ...byOffice,
      type: 'engagement-created@1',
      body: { programme: PROGRAMME, company: COMPANIES[engagement.company].id },
    },
    {
      ...byOffice,
      type: 'contract-recorded@1',
      body: {
        number: engagement.contractNumber,
        concludedOn: addDays(today, -40),
        from: addDays(today, -40),
        to: addDays(today, 70),
      },
    },
    {
      ...byOffice,
      type: 'expert-assigned@1',
      body: {
        expert,
        on: addDays(today, -42),
        department: '経営力再構築課',
        reason: '計画の内容と、同じ業種での支援の経験による。',
      },
    },
    {
      ...byExpert,
      type: 'plan-saved@1',
      body: {
        situation: '作業の時間と原価が記録されておらず、改善の効果を確かめられない。',
        issues: '数字を取る仕組みを作り、担当者が自分で見直せるようにする。',
        goal: '主な商品の原価を毎月確かめ、粗利率を2ポイント上げる。',
        deliverable: '原価表、手順書、見直しの記録',
        rows: engagement.planRows.map((content, i) => ({ number: i + 1, month: null, third: '', content })),
        actualFareWanted: false,
        nearestStop: '',
      },
    },
    { ...byExpert, type: 'plan-submitted@1', body: {} },
  ]);
  for (const visit of engagement.visits) await makeVisit(server, engagement, visit);
};

const makeVisit = async (server: Server, engagement: SampleEngagement, sample: SampleVisit): Promise<void> => {
  const { schedule, held, number } = sample;
  const expert = PEOPLE[engagement.expert].id;
  const startMs = instantInJapan(schedule.on, held?.from ?? schedule.from);
  const visit = uuidv7(startMs, server.random(10));
  const by = { kind: 'engagement', aggregate: engagement.id, actor: expert } as const;
  await recordAsServer(server, TENANT, [
    { ...by, atMs: startMs - 7 * DAY_MS, type: 'visit-scheduled@1', body: { visit, number, ...schedule } },
  ]);
  if (!held) return;
  const endMs = instantInJapan(schedule.on, held.to);
  const before = { ...BLANK_FIELDS, place: schedule.place };
  const changes = VISIT_FIELDS.flatMap((field) => {
    const value = held.fields[field];
    return value === undefined || value === before[field] ? [] : [{ field, base: fieldHash(before[field]), value }];
  });
  await recordAsServer(server, TENANT, [
    { ...by, atMs: startMs, type: 'visit-started@1', body: { visit } },
    { ...by, atMs: endMs - 10 * 60_000, type: 'visit-report-saved@1', body: { visit, changes } },
    { ...by, atMs: endMs, type: 'visit-ended@1', body: { visit } },
  ]);
  await signVisit(server, engagement, { visit, atMs: endMs + 5 * 60_000 });
  if (held.until !== 'signed') await judgeVisit(server, engagement, { visit, until: held.until, endMs });
};

const signVisit = async (
  server: Server,
  engagement: SampleEngagement,
  { visit, atMs }: { readonly visit: string; readonly atMs: number },
): Promise<void> => {
  const now = (await readEngagement(server, engagement.id)).visits[visit];
  const company = COMPANIES[engagement.company];
  const parties = { company: company.name, expert: PEOPLE[engagement.expert].name };
  const text = now && confirmationText(now, parties);
  if (!text) throw new Error('a sample visit cannot be confirmed');
  const signed = {
    confirmation: uuidv7(atMs, server.random(10)),
    hash: sha256Hex(text),
    manner: { by: 'strokes', strokes: sampleStrokes(Number.parseInt(sha256Hex(text).slice(0, 6), 16)) },
    proxy: null,
    signer: { ...company.representative, role: 'representative', identifiedBy: 'metOnSite' },
  } as const;
  await recordAsServer(server, TENANT, [
    {
      kind: 'engagement',
      aggregate: engagement.id,
      actor: PEOPLE[engagement.expert].id,
      atMs,
      type: 'confirmation-signed@1',
      body: {
        visit,
        ...signed,
        version: 1,
        text,
        sentence: FUKUOKA_R7.confirmationSentence.value,
        parties,
        appVersion: 'sample',
        deviceSignature: server.serverKey.sign(confirmationStatement(signed)),
      },
    },
  ]);
};

const judgeVisit = async (
  server: Server,
  engagement: SampleEngagement,
  {
    visit,
    until,
    endMs,
  }: { readonly visit: string; readonly until: 'submitted' | 'sentBack' | 'approved'; readonly endMs: number },
): Promise<void> => {
  const here = { kind: 'engagement', aggregate: engagement.id } as const;
  const seen = async () => visitBasis(await readEngagement(server, engagement.id), visit);
  await recordAsServer(server, TENANT, [
    {
      ...here,
      actor: PEOPLE[engagement.expert].id,
      atMs: endMs + 30 * 60_000,
      basis: await seen(),
      type: 'visit-submitted@1',
      body: { visit },
    },
  ]);
  if (until === 'submitted') return;
  const byApprover = { ...here, actor: PEOPLE.approver.id, atMs: endMs + DAY_MS, basis: await seen() };
  await recordAsServer(server, TENANT, [
    until === 'approved'
      ? { ...byApprover, type: 'visit-approved@1', body: { visit } }
      : {
          ...byApprover,
          type: 'visit-sent-back@1',
          body: {
            visit,
            comments: [
              { field: 'breakMinutes', text: 'お昼をまたいでいますが、休憩が0分です。実際の休憩をご確認ください。' },
              { field: 'effect', text: 'どのくらい短くなったか、数字があれば書いてください。' },
            ],
          },
        },
  ]);
};

const readEngagement = async (server: Server, id: string) => {
  const parts = await server.store.read(TENANT, (tx) => partsOfAggregates(tx, [{ kind: 'engagement', id }]));
  return parts.length === 0 ? EMPTY_ENGAGEMENT : engagementParts.fromParts(parts);
};
