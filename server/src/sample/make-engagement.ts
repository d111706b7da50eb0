import { EMPTY_ENGAGEMENT, engagementParts, visitsInOrder } from '@banso/shared/engagement/engagement.ts';
import { visitBasis } from '@banso/shared/engagement/visit-basis.ts';
import { confirmationText } from '@banso/shared/evidence/confirmation-text.ts';
import { confirmationStatement } from '@banso/shared/evidence/confirmation.ts';
import { BLANK_FIELDS } from '@banso/shared/engagement/visit.ts';
import { fieldHash, VISIT_FIELDS } from '@banso/shared/engagement/visit-fields.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import { addDays, type Day, dayInJapan, instantInJapan } from '@banso/shared/time/day.ts';
import type { Server } from '../server.ts';
import { partsOfAggregates } from '../store/parts.ts';
import type { SampleEngagement, SampleMeeting, SampleOffice, SampleOpinion, SampleVisit } from './sample-office.ts';
import { sampleStrokes } from './sample-strokes.ts';
import { recordAsServer, type ServerOperation } from './server-recorder.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

type In = { readonly server: Server; readonly office: SampleOffice; readonly engagement: SampleEngagement };

/** One engagement with its contract, its people and everything that happened in it so far. */
export const makeEngagement = async (of: In, nowMs: number): Promise<void> => {
  const { server, office, engagement } = of;
  const today = dayInJapan(nowMs);
  const here = { kind: 'engagement', aggregate: engagement.id } as const;
  const byOffice = { ...here, actor: office.people.administrator.id, atMs: nowMs - 45 * DAY_MS };
  await recordAsServer(server, office.tenant, [
    {
      ...byOffice,
      type: 'engagement-created@1',
      body: { programme: office.programme, company: engagement.company.id },
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
    ...peopleOperations(of, { byOffice, on: addDays(today, -42) }),
    ...planOperations(engagement, { ...here, actor: engagement.expert.id, atMs: nowMs - 30 * DAY_MS, today }),
  ]);
  for (const visit of engagement.visits) await makeVisit(of, visit);
  for (const opinion of engagement.opinions ?? []) await makeOpinion(of, opinion, nowMs);
};

type By = { readonly kind: 'engagement'; readonly aggregate: string; readonly actor: string; readonly atMs: number };

/** The team, and the chosen expert; one who is not chosen yet visits meanwhile. */
const peopleOperations = (
  { office, engagement: { expert, chosen = true, officers = [] } }: In,
  { byOffice, on }: { readonly byOffice: By; readonly on: Day },
): readonly ServerOperation[] => [
  ...(officers.length === 0 && chosen
    ? []
    : [
        {
          ...byOffice,
          type: 'team-named@1' as const,
          body: { officers, interimExpert: chosen ? null : expert.id },
        },
      ]),
  ...(chosen
    ? [
        {
          ...byOffice,
          type: 'expert-assigned@1' as const,
          body: {
            expert: expert.id,
            on,
            department: office.department,
            reason: '計画の内容と、同じ業種での支援の経験による。',
          },
        },
      ]
    : []),
];

/** Month and third of a day, as the plan names them. */
const plannedFor = (day: Day): { readonly month: number; readonly third: 'early' | 'middle' | 'late' } => {
  const date = Number(day.slice(8, 10));
  return { month: Number(day.slice(5, 7)), third: date <= 10 ? 'early' : date <= 20 ? 'middle' : 'late' };
};

/** The plan, written and handed in. */
export const planOperations = (
  { planRows }: SampleEngagement,
  { today, ...byExpert }: By & { readonly today: Day },
): readonly ServerOperation[] =>
  planRows === undefined
    ? []
    : [
        {
          ...byExpert,
          type: 'plan-saved@1',
          body: {
            situation: '作業の時間と原価が記録されておらず、改善の効果を確かめられない。',
            issues: '数字を取る仕組みを作り、担当者が自分で見直せるようにする。',
            goal: '主な商品の原価を毎月確かめ、粗利率を2ポイント上げる。',
            deliverable: '原価表、手順書、見直しの記録',
            rows: planRows.map((content, i) => ({
              number: i + 1,
              ...plannedFor(addDays(today, 18 * i - 14)),
              content,
            })),
            actualFareWanted: false,
            nearestStop: '',
          },
        },
        { ...byExpert, type: 'plan-submitted@1', body: {} },
      ];

/** One visit with everything that happened in it so far. */
export const makeVisit = async (of: In, sample: SampleVisit): Promise<void> => {
  const { server, office, engagement } = of;
  const { schedule, held, number } = sample;
  const expert = engagement.expert.id;
  const startMs = instantInJapan(schedule.on, held?.from ?? schedule.from);
  const visit = uuidv7(startMs, server.random(10));
  const by = { kind: 'engagement', aggregate: engagement.id, actor: expert } as const;
  await recordAsServer(server, office.tenant, [
    { ...by, atMs: startMs - 7 * DAY_MS, type: 'visit-scheduled@1', body: { visit, number, ...schedule } },
  ]);
  if (!held) return;
  const endMs = instantInJapan(schedule.on, held.to);
  const before = { ...BLANK_FIELDS, place: schedule.place };
  const changes = VISIT_FIELDS.flatMap((field) => {
    const value = held.fields[field];
    return value === undefined || value === before[field] ? [] : [{ field, base: fieldHash(before[field]), value }];
  });
  await recordAsServer(server, office.tenant, [
    { ...by, atMs: startMs, type: 'visit-started@1', body: { visit } },
    { ...by, atMs: endMs - 10 * 60_000, type: 'visit-report-saved@1', body: { visit, changes } },
    { ...by, atMs: endMs, type: 'visit-ended@1', body: { visit } },
  ]);
  if (sample.meeting) await makeMeeting(of, { visit, on: schedule.on, meeting: sample.meeting, atMs: startMs });
  await signVisit(of, { visit, atMs: endMs + 5 * 60_000 });
  if (held.until !== 'signed') await judgeVisit(of, { visit, until: held.until, endMs });
};

const makeMeeting = async (
  { server, office, engagement }: In,
  {
    visit,
    on,
    meeting,
    atMs,
  }: { readonly visit: string; readonly on: Day; readonly meeting: SampleMeeting; readonly atMs: number },
): Promise<void> =>
  recordAsServer(server, office.tenant, [
    {
      kind: 'engagement',
      aggregate: engagement.id,
      actor: engagement.expert.id,
      atMs,
      type: 'joint-meeting-recorded@1',
      body: { meeting: uuidv7(atMs, server.random(10)), visit, on, corrects: null, ...meeting },
    },
  ]);

const makeOpinion = async (
  { server, office, engagement }: In,
  { number, by, days, said, answer }: SampleOpinion,
  nowMs: number,
): Promise<void> => {
  const visits = visitsInOrder(await readEngagement(server, office.tenant, engagement.id));
  const atMs = nowMs - days * DAY_MS;
  const opinion = uuidv7(atMs, server.random(10));
  const visit = visits.find((one) => one.number === number)?.id ?? null;
  const here = { kind: 'engagement', aggregate: engagement.id } as const;
  await recordAsServer(server, office.tenant, [
    { ...here, actor: by.id, atMs, type: 'opinion-given@1', body: { opinion, visit, officer: by.name, said } },
  ]);
  if (!answer) return;
  const byExpert = { ...here, actor: engagement.expert.id, atMs: atMs + DAY_MS };
  await recordAsServer(server, office.tenant, [
    { ...byExpert, type: 'opinion-answered@1', body: { opinion, ...answer } },
  ]);
};

const signVisit = async (
  { server, office, engagement }: In,
  { visit, atMs }: { readonly visit: string; readonly atMs: number },
): Promise<void> => {
  const now = (await readEngagement(server, office.tenant, engagement.id)).visits[visit];
  const { company } = engagement;
  const parties = { company: company.name, expert: engagement.expert.name };
  const text = now && confirmationText(now, parties);
  if (!text) throw new Error('a sample visit cannot be confirmed');
  const signed = {
    confirmation: uuidv7(atMs, server.random(10)),
    hash: sha256Hex(text),
    manner: { by: 'strokes', strokes: sampleStrokes(Number.parseInt(sha256Hex(text).slice(0, 6), 16)) },
    proxy: null,
    signer: { ...company.representative, role: 'representative', identifiedBy: 'metOnSite' },
  } as const;
  await recordAsServer(server, office.tenant, [
    {
      kind: 'engagement',
      aggregate: engagement.id,
      actor: engagement.expert.id,
      atMs,
      type: 'confirmation-signed@1',
      body: {
        visit,
        ...signed,
        version: 1,
        text,
        sentence: office.ruleSet.confirmationSentence.value,
        parties,
        appVersion: 'sample',
        deviceSignature: server.serverKey.sign(confirmationStatement(signed)),
      },
    },
  ]);
};

const judgeVisit = async (
  { server, office, engagement }: In,
  {
    visit,
    until,
    endMs,
  }: { readonly visit: string; readonly until: 'submitted' | 'sentBack' | 'approved'; readonly endMs: number },
): Promise<void> => {
  const here = { kind: 'engagement', aggregate: engagement.id } as const;
  const seen = async () => visitBasis(await readEngagement(server, office.tenant, engagement.id), visit);
  await recordAsServer(server, office.tenant, [
    {
      ...here,
      actor: engagement.expert.id,
      atMs: endMs + 30 * 60_000,
      basis: await seen(),
      type: 'visit-submitted@1',
      body: { visit },
    },
  ]);
  if (until === 'submitted') return;
  const byApprover = { ...here, actor: office.people.approver.id, atMs: endMs + DAY_MS, basis: await seen() };
  await recordAsServer(server, office.tenant, [
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

const readEngagement = async (server: Server, tenant: string, id: string) => {
  const parts = await server.store.read(tenant, (tx) => partsOfAggregates(tx, [{ kind: 'engagement', id }]));
  return parts.length === 0 ? EMPTY_ENGAGEMENT : engagementParts.fromParts(parts);
};
