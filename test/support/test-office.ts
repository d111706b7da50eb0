import { recordAsServer, registerServerDevice, type ServerOperation } from '@banso/server/sample/server-recorder.ts';
import type { Server } from '@banso/server/server.ts';
import { createTenant } from '@banso/server/store/tenants.ts';
import { EMPTY_ENGAGEMENT, type Engagement, engagementParts } from '@banso/shared/engagement/engagement.ts';
import { partsOfAggregates } from '@banso/server/store/parts.ts';
import { SYSTEM } from '@banso/shared/operation/envelope.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { type Person, personParts } from '@banso/shared/person/person.ts';
import { FUKUOKA_R7 } from '@banso/shared/programmes/fukuoka-r7.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';

export const TENANT = 'fukuoka';
export const PROGRAMME = 'programme-1';
export const EXPERT = 'expert-1';
export const OTHER_EXPERT = 'expert-2';
export const APPROVER = 'approver-1';
export const ADMINISTRATOR = 'administrator-1';
/** Expert 1's engagement with company 1. */
export const ENGAGEMENT = 'engagement-1';
/** Expert 2's engagement with company 2. */
export const OTHER_ENGAGEMENT = 'engagement-2';

/** An office with one programme, four people, and an engagement for each of two experts, made by operations of the server. */
export const makeOffice = async (server: Server, tenant = TENANT, ruleSet: RuleSet = FUKUOKA_R7): Promise<void> => {
  const createdAt = new Date(server.clock.nowMs());
  await server.store.transact(tenant, (tx) =>
    createTenant(tx, { id: tenant, name: `${tenant}（サンプル）`, sample: true, createdAt, deviceLimit: 20 }),
  );
  await registerServerDevice(server, tenant);
  const bySystem = { actor: SYSTEM, atMs: server.clock.nowMs() } as const;
  await recordAsServer(server, tenant, [
    programme(bySystem, ruleSet),
    consent(bySystem),
    person(bySystem, { id: EXPERT, name: '見本 花子（サンプル）', roles: ['expert'] }),
    person(bySystem, { id: OTHER_EXPERT, name: '見本 次郎（サンプル）', roles: ['expert'] }),
    person(bySystem, { id: APPROVER, name: '見本 承子（サンプル）', roles: ['approver', 'staff'] }),
    person(bySystem, { id: ADMINISTRATOR, name: '見本 管一（サンプル）', roles: ['administrator', 'staff'] }),
    company(bySystem, 'company-1'),
    company(bySystem, 'company-2'),
  ]);
  await makeEngagement(server, { id: ENGAGEMENT, company: 'company-1', expert: EXPERT, tenant });
  await makeEngagement(server, { id: OTHER_ENGAGEMENT, company: 'company-2', expert: OTHER_EXPERT, tenant });
};

/** One engagement with contract and expert. */
export const makeEngagement = async (
  server: Server,
  {
    id,
    company: companyId,
    expert,
    tenant = TENANT,
  }: { readonly id: string; readonly company: string; readonly expert: string; readonly tenant?: string },
): Promise<void> => {
  const by = { actor: ADMINISTRATOR, atMs: server.clock.nowMs(), kind: 'engagement', aggregate: id } as const;
  await recordAsServer(server, tenant, [
    { ...by, type: 'engagement-created@1', body: { programme: PROGRAMME, company: companyId } },
    {
      ...by,
      type: 'contract-recorded@1',
      body: { number: `${id}号`, concludedOn: '2026-04-10', from: '2026-04-10', to: '2027-01-31' },
    },
    assignment(by, expert),
  ]);
};

/** Gives the engagement to another expert. */
export const assignExpert = (server: Server, id: string, expert: string): Promise<void> =>
  recordAsServer(server, TENANT, [
    assignment({ actor: ADMINISTRATOR, atMs: server.clock.nowMs(), kind: 'engagement', aggregate: id }, expert),
  ]);

/** The engagement as the server's parts have it. */
export const storedEngagement = async (server: Server, id: string, tenant = TENANT): Promise<Engagement> => {
  const parts = await server.store.read(tenant, (tx) => partsOfAggregates(tx, [{ kind: 'engagement', id }]));
  return parts.length === 0 ? EMPTY_ENGAGEMENT : engagementParts.fromParts(parts);
};

/** A person's record as the server holds it; null where there is none. */
export const storedPerson = async (
  server: Server,
  { tenant, person }: { readonly tenant: string; readonly person: string },
): Promise<Person | null> =>
  personParts.fromParts(
    await server.store.read(tenant, (tx) => partsOfAggregates(tx, [{ kind: 'person', id: person }])),
  );

type By = { readonly actor: string; readonly atMs: number };

const programme = (by: By, ruleSet: RuleSet): ServerOperation => ({
  ...by,
  type: 'programme-registered@1',
  kind: 'programme',
  aggregate: PROGRAMME,
  body: {
    name: '経営革新計画伴走支援事業（サンプル）',
    fiscalYear: '令和8年度',
    office: '福岡サンプル支援センター',
    addressee: '福岡サンプル支援センター 理事長',
    sample: true,
    ruleSets: [{ ...ruleSet, validFrom: '2026-04-01' }],
  },
});

/** 包括承諾 for phones and every place, for years. */
const consent = (by: By): ServerOperation => ({
  ...by,
  type: 'consent-recorded@1',
  kind: 'programme',
  aggregate: PROGRAMME,
  body: CONSENT,
});

export const CONSENT: BodyOf['consent-recorded@1'] = {
  number: 'サンプル承諾第1号',
  grantedBy: 'サンプル県 経営支援課長',
  on: '2020-04-01',
  from: '2020-04-01',
  to: '2099-03-31',
  items: {
    phones: true,
    places: ['office', 'ownOffice', 'home', 'outside'],
    hosting: 'サンプル・クラウド',
    serverPlace: '日本国内（サンプル）',
    mail: true,
    links: true,
  },
};

const person = (
  by: By,
  {
    id,
    name,
    roles,
  }: {
    readonly id: string;
    readonly name: string;
    readonly roles: readonly ('expert' | 'staff' | 'approver' | 'administrator')[];
  },
): ServerOperation => ({
  ...by,
  type: 'person-registered@1',
  kind: 'person',
  aggregate: id,
  body: {
    name,
    kana: 'ミホン',
    roles: roles.map((role) => ({ role, programme: PROGRAMME })),
    registration: roles.includes('expert') ? { number: `サンプル-${id}`, from: '2026-04-01', to: '2027-03-31' } : null,
  },
});

const company = (by: By, id: string): ServerOperation => ({
  ...by,
  type: 'company-registered@1',
  kind: 'company',
  aggregate: id,
  body: {
    name: `有限会社 見本製麺 ${id}（サンプル）`,
    kana: 'ミホンセイメン',
    address: '福岡県見本市見本町1-2',
    business: '麺の製造',
    industry: '食料品製造業',
    contact: '見本 三郎',
    representative: { title: '代表取締役', name: '見本 太郎' },
    places: ['本社工場'],
  },
});

const assignment = (
  by: By & { readonly kind: 'engagement'; readonly aggregate: string },
  expert: string,
): ServerOperation => ({
  ...by,
  type: 'expert-assigned@1',
  body: { expert, on: '2026-05-01', department: '支援課', reason: '同じ業種での支援の経験による。' },
});
