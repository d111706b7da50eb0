import { contractWordsHash } from '@banso/shared/contract/contract-text.ts';
import { sampleContractWords } from '@banso/shared/contract/sample-words.ts';
import { SYSTEM } from '@banso/shared/operation/envelope.ts';
import { PLACE_CLASSES } from '@banso/shared/device/device.ts';
import { addDays, dayInJapan } from '@banso/shared/time/day.ts';
import { type Invitation, invite } from '../auth/credentials.ts';
import type { Server } from '../server.ts';
import { createTenant } from '../store/tenants.ts';
import { makeEngagement } from './make-engagement.ts';
import type { SampleOffice } from './sample-office.ts';
import { SAMPLE_OFFICES } from './sample-offices.ts';
import { contactOperations } from './sample-contacts.ts';
import { recordAsServer, registerServerDevice, type ServerOperation } from './server-recorder.ts';

/** Who tries the sample opens it in one browser after another. */
const SAMPLE_DEVICES = 10;

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * On an empty database: an office for each programme, with invented people and companies, dated around today, made through
 * operations like everything else. Every time: fresh sign-in links and codes for each person of the sample.
 */
export const loadSample = async (server: Server): Promise<readonly (Invitation & { readonly who: string })[]> => {
  const tenants = await server.store.door((tx) => tx.selectFrom('tenant').select('id').execute());
  const offices: readonly SampleOffice[] = Object.values(SAMPLE_OFFICES);
  if (tenants.length === 0) for (const office of offices) await makeOffice(server, office);
  const there = new Set(tenants.length === 0 ? offices.map(({ tenant }) => tenant) : tenants.map(({ id }) => id));
  const answers: (Invitation & { readonly who: string })[] = [];
  for (const { tenant, invited } of offices.filter((office) => there.has(office.tenant))) {
    for (const { id, name, invitedAs } of invited)
      answers.push({ who: `${invitedAs}　${name}`, ...(await invite(server, { tenant, person: id })) });
  }
  return answers;
};

const makeOffice = async (server: Server, office: SampleOffice): Promise<void> => {
  const nowMs = server.clock.nowMs();
  const { tenant, name } = office;
  await server.store.transact(tenant, (tx) =>
    createTenant(tx, { id: tenant, name, sample: true, createdAt: new Date(nowMs), deviceLimit: SAMPLE_DEVICES }),
  );
  await registerServerDevice(server, tenant);
  await recordAsServer(server, tenant, officeOperations(office, nowMs));
  for (const engagement of office.engagements(nowMs)) await makeEngagement({ server, office, engagement }, nowMs);
};

const officeOperations = (office: SampleOffice, nowMs: number): readonly ServerOperation[] => {
  const today = dayInJapan(nowMs);
  const atMs = nowMs - 70 * DAY_MS;
  const bySystem = { actor: SYSTEM, atMs } as const;
  return [
    {
      ...bySystem,
      type: 'programme-registered@1',
      kind: 'programme',
      aggregate: office.programme,
      body: {
        name: `${office.ruleSet.name}（サンプル）`,
        fiscalYear: `${today.slice(0, 4)}年度`,
        office: office.name,
        addressee: office.addressee,
        inquiries: office.inquiries,
        sample: true,
        ruleSets: [
          {
            ...office.ruleSet,
            validFrom: addDays(today, -120),
            programmeEndsOn: { ...office.ruleSet.programmeEndsOn, value: addDays(today, 70) },
          },
        ],
      },
    },
    {
      ...bySystem,
      type: 'consent-recorded@1',
      kind: 'programme',
      aggregate: office.programme,
      body: {
        number: 'サンプル承諾第1号',
        grantedBy: `${office.addressee}（サンプル）`,
        on: addDays(today, -120),
        from: addDays(today, -120),
        to: addDays(today, 245),
        items: {
          phones: true,
          places: [...PLACE_CLASSES],
          hosting: 'サンプル・クラウド',
          serverPlace: '日本国内（サンプル）',
          mail: true,
          links: true,
        },
      },
    },
    ...contractTexts(office, { validFrom: addDays(today, -120), atMs }),
    ...Object.values(office.people).map(
      ({ id, name, kana, roles }): ServerOperation => ({
        ...bySystem,
        type: 'person-registered@1',
        kind: 'person',
        aggregate: id,
        body: {
          name,
          kana,
          roles: roles.map((role) => ({ role, programme: office.programme })),
          registration: roles.some((role) => role === 'expert')
            ? { number: `サンプル-${id}`, from: addDays(today, -365), to: addDays(today, 365) }
            : null,
        },
      }),
    ),
    ...office.companies.map(
      ({ id, ...body }): ServerOperation => ({
        ...bySystem,
        type: 'company-registered@1',
        kind: 'company',
        aggregate: id,
        body,
      }),
    ),
    ...contactOperations({
      companies: office.companies.map(({ id }) => id),
      administrator: office.people.administrator.id,
      atMs,
    }),
  ];
};

/** The words of the sample's contracts, approved, where its programme makes contracts here. */
const contractTexts = (
  { ruleSet, programme, name }: SampleOffice,
  { validFrom, atMs }: { readonly validFrom: string; readonly atMs: number },
): readonly ServerOperation[] => {
  if (!ruleSet.contract) return [];
  const words = sampleContractWords({ office: name, validFrom });
  const said = { actor: SYSTEM, atMs, kind: 'programme', aggregate: programme } as const;
  const approval = { text: 'sample-text-1', hash: contractWordsHash(words), decisionNumber: 'サンプル決裁第1号' };
  return [
    { ...said, type: 'contract-text-drafted@1', body: { text: 'sample-text-1', ...words } },
    { ...said, type: 'contract-text-approved@1', body: approval },
  ];
};
