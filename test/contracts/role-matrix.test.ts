import { recordAsServer, type ServerOperation } from '@banso/server/sample/server-recorder.ts';
import { sampleStrokes } from '@banso/server/sample/sample-strokes.ts';
import { valueHash } from '@banso/shared/engagement/written.ts';
import { contractWordsHash } from '@banso/shared/contract/contract-text.ts';
import { sampleContractWords } from '@banso/shared/contract/sample-words.ts';
import { OPERATION_TYPES } from '@banso/shared/operation/register.ts';
import { SYSTEM } from '@banso/shared/operation/envelope.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';
import { ROLES, type Role, type RoleGrant } from '@banso/shared/operation/context.ts';
import { mustEnd } from '@banso/shared/person/role-ends.ts';
import { FUKUOKA_R7 } from '@banso/shared/programmes/fukuoka-r7.ts';
import { TOTTORI_R6 } from '@banso/shared/programmes/tottori-r6.ts';
import { SIDE_OF_ROLE, VISIBLE } from '@banso/shared/scope/visibility.ts';
import { confirmationStatement } from '@banso/shared/evidence/confirmation.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import { expect, test } from 'vitest';
import {
  closingBodyOf,
  endBodies,
  IN_TIME,
  invoiceBodyOf,
  makeClaimable,
  packageBodyOf,
} from '../support/claim-office.ts';
import { eachDatabase } from '../support/databases.ts';
import { storedEngagementOf } from '../support/payable-office.ts';
import {
  ADMINISTRATOR,
  ENGAGEMENT,
  EXPERT,
  OTHER_ENGAGEMENT,
  OTHER_EXPERT,
  PROGRAMME,
  TENANT,
} from '../support/test-office.ts';
import { declare, type TestServer, testServers } from '../support/test-server.ts';
import { tripBody } from '../fixtures/claim-cases.ts';

/** Beside the five of `claim-office.ts`. */
const VISIT = 'visit-6';
const idOf = (role: Role): string => (role === 'expert' ? EXPERT : `role-${role}`);

/** Who looks in from outside does so for a while. */
const grantOf = (role: Role): RoleGrant => ({
  role,
  programme: PROGRAMME,
  ...(mustEnd(role) ? { until: '2027-03-31' } : {}),
});

/** One person for each role, in this programme and no other. */
const people = (office: TestServer): readonly ServerOperation[] =>
  ROLES.filter((role) => role !== 'expert').map((role) => ({
    type: 'person-registered@1',
    kind: 'person',
    aggregate: idOf(role),
    actor: ADMINISTRATOR,
    atMs: office.nowMs(),
    body: { name: `見本 ${role}（サンプル）`, kana: '', roles: [grantOf(role)], registration: null },
  }));

const BYTES = { type: 'image/jpeg', sha256: 'a'.repeat(64), bytes: 300_000, width: 1_600, height: 1_200 } as const;
const SIGNER = { name: '見本 太郎', title: '代表取締役', role: 'representative', identifiedBy: 'metOnSite' } as const;

const written = (field: string) => ({ changes: [{ field, base: valueHash(''), value: '見本' }] });

/** An engagement with every kind of part there is. */
const everything = (office: TestServer, engagement: string): readonly ServerOperation[] => {
  const by = (actor: string) => ({ actor, atMs: office.nowMs(), kind: 'engagement', aggregate: engagement }) as const;
  const expert = by(engagement === ENGAGEMENT ? EXPERT : 'expert-2');
  const desk = by(ADMINISTRATOR);
  const on = { visit: VISIT };
  const text = '会社：見本';
  const signed = {
    confirmation: 'c1',
    hash: sha256Hex(text),
    signer: SIGNER,
    manner: { by: 'strokes', strokes: sampleStrokes(1) },
    proxy: null,
  } as const;
  const officers = [
    { person: engagement === ENGAGEMENT ? idOf('supportOfficer') : null, name: '見本', organisation: '商工会' },
  ];
  return [
    { ...desk, type: 'team-named@1', body: { officers, interimExpert: null } },
    {
      ...expert,
      type: 'plan-saved@1',
      body: {
        situation: '',
        issues: '',
        goal: '',
        deliverable: '',
        rows: [],
        actualFareWanted: false,
        nearestStop: '',
      },
    },
    { ...expert, type: 'hearing-saved@1', body: written('heard') },
    { ...expert, type: 'business-plan-saved@1', body: written('aim') },
    { ...expert, type: 'action-saved@1', body: { action: 'a1', ...written('what') } },
    { ...expert, type: 'kpi-saved@1', body: { kpi: 'k1', ...written('indicator') } },
    {
      ...expert,
      type: 'visit-scheduled@1',
      body: { ...on, number: 6, on: '2026-05-20', from: '13:00', to: '16:10', mode: 'onSite', place: '本社工場' },
    },
    { ...expert, type: 'visit-started@1', body: on },
    { ...expert, type: 'visit-ended@1', body: on },
    {
      ...expert,
      type: 'joint-meeting-recorded@1',
      body: { meeting: 'm1', ...on, when: 'after', on: '2026-05-20', present: '見本', agreed: '宿題', corrects: null },
    },
    { ...expert, type: 'query-asked@1', body: { query: 'q1', visit: null, title: '見本', words: '見本の問い' } },
    { ...expert, type: 'opinion-given@1', body: { opinion: 'o1', ...on, officer: '見本', said: '店も見てほしい。' } },
    {
      ...expert,
      type: 'confirmation-signed@1',
      body: {
        ...on,
        ...signed,
        version: 1,
        text,
        sentence: '上記のとおり',
        parties: { company: '見本', expert: '見本' },
        appVersion: 'test',
        // The server records it here, so its key is the device's.
        deviceSignature: office.server.serverKey.sign(confirmationStatement(signed)),
      },
    },
    {
      ...desk,
      type: 'signer-delegated@1',
      body: { delegation: 'd1', name: '見本', title: '専務', from: '2026-05-01', to: null, toldBy: 'letter', note: '' },
    },
    { ...expert, type: 'guest-invited@1', body: { ...on, invitation: 'i1', secretHash: '0'.repeat(64) } },
    { ...expert, type: 'location-noted@1', body: { ...on, at: 'start', distanceMetres: 10, accuracyMetres: 5 } },
    { ...expert, type: 'photo-added@1', body: { ...on, photo: 'p1', purpose: 'whiteboard', caption: '', ...BYTES } },
    { ...expert, type: 'paper-added@1', body: { ...on, paper: 'pp1', ...BYTES } },
    {
      ...desk,
      type: 'company-objected@1',
      body: { objection: 'ob1', ...on, text: 'ちがいます', name: '', how: 'call' },
    },
    {
      ...desk,
      type: 'call-back-recorded@1',
      body: {
        callBack: 'cb1',
        ...on,
        confirmation: null,
        called: '見本',
        number: 'registered',
        on: '2026-05-21',
        at: '10:00',
        outcome: 'asRecorded',
        note: '',
      },
    },
    {
      ...desk,
      type: 'contract-cancelled@1',
      body: {
        ending: 'e1',
        by: 'office',
        on: '2026-05-20',
        ground: { article: 'ordinary', code: 'breach' },
        reason: '見本',
        evidence: [{ title: '見本の書類', keptAt: '書庫' }],
      },
    },
    {
      ...desk,
      type: 'contract-offered@1',
      body: {
        paper: 'cp1',
        text: 'text-1',
        number: `${engagement}-2号`,
        from: '2026-07-01',
        to: '2027-01-31',
        route: 'paper',
        party: { kind: 'individual', address: '見本県（サンプル）', company: '', title: '', name: '見本 花子' },
      },
    },
  ];
};

/** What comes at an engagement's end, the final report with it, is recorded first: a later visit keeps nobody from handing in. */
const recordEverything = async (office: TestServer, engagement: string): Promise<void> => {
  const expert = engagement === ENGAGEMENT ? EXPERT : OTHER_EXPERT;
  await makeClaimable(office, { engagement, expert });
  const by = { actor: expert, atMs: office.nowMs(), kind: 'engagement', aggregate: engagement } as const;
  const flat = { ...tripBody('visit-1'), wish: 'flat' as const };
  await recordAsServer(office.server, TENANT, [{ ...by, type: 'trip-recorded@1', body: flat }]);
  const state = () => storedEngagementOf(office, engagement);
  const key = { signText: office.server.serverKey.sign };
  const closing = closingBodyOf(await state(), key);
  const invoice = invoiceBodyOf(await state(), { ruleSet: CONTRACTS, nowMs: office.nowMs(), invoice: 'invoice-1' });
  await recordAsServer(office.server, TENANT, [
    { ...by, type: 'closing-signed@1', body: closing },
    { ...by, type: 'invoice-issued@1', body: invoice },
  ]);
  await recordAsServer(office.server, TENANT, [
    { ...by, type: 'package-submitted@1', body: packageBodyOf(await state()) },
  ]);
  await recordAsServer(office.server, TENANT, everything(office, engagement));
};

const DENIED: readonly string[] = ['not_allowed', 'out_of_scope'];

/** Rules that make contracts and pay by the visit, and the words that contracts are made of. */
const CONTRACTS: RuleSet = {
  ...TOTTORI_R6,
  ...(IN_TIME.money && { money: IN_TIME.money }),
  programmeEndsOn: IN_TIME.programmeEndsOn,
  ...(FUKUOKA_R7.contractForm && { contractForm: FUKUOKA_R7.contractForm }),
  ...(FUKUOKA_R7.contract && { contract: FUKUOKA_R7.contract }),
};
const contractWords = (office: TestServer): readonly ServerOperation[] => {
  const words = {
    ...sampleContractWords({ office: '見本センター', validFrom: '2026-04-01' }),
    clauses: '{{office}}と{{expert}}は、{{company}}を{{period}}支援する。',
  };
  const said = { actor: SYSTEM, atMs: office.nowMs(), kind: 'programme', aggregate: PROGRAMME } as const;
  const approval = { text: 'text-1', hash: contractWordsHash(words), decisionNumber: '決-1' };
  return [
    { ...said, type: 'contract-text-drafted@1', body: { text: 'text-1', ...words } },
    { ...said, type: 'contract-text-approved@1', body: approval },
  ];
};

/** Kinds of parts of an engagement that lie on this person's device after first contact. */
const familiesOn = async (office: TestServer, person: string, engagement: string): Promise<readonly string[]> => {
  // Sign-ins at the same moment are taken for guesses.
  office.advance(1);
  const device = await office.phone(person);
  const { pull } = await office.sync(device, { pull: { cursor: 0, epoch: 1 }, cookie: device.cookie });
  if (!pull || !('rows' in pull)) throw new Error('nothing was pulled');
  const parts = pull.rows.filter(
    ({ kind, aggregate, body }) => kind === 'engagement' && aggregate === engagement && body !== null,
  );
  return [...new Set(parts.map(({ part }) => part.split('/')[0] ?? ''))].toSorted();
};

/** The engagements on this person's new device, of those that everybody knows to be there. */
const seenBy = async (office: TestServer, person: string): Promise<readonly string[]> => {
  office.advance(1);
  const device = await office.phone(person);
  // The second programme has no consent for places outside of the office.
  await declare(office.fetch, device, device.cookie, { place: 'office' });
  const { pull } = await office.sync(device, { pull: { cursor: 0, epoch: 1 }, cookie: device.cookie });
  if (!pull || !('rows' in pull)) throw new Error('nothing was pulled');
  const cores = pull.rows.filter(({ kind, part, body }) => kind === 'engagement' && part === 'core' && body !== null);
  return cores
    .map(({ aggregate }) => aggregate)
    .filter((id) => id !== OTHER_ENGAGEMENT)
    .toSorted();
};

eachDatabase('Who reads what', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L15.141] every role’s device gets the parts of its line in the table, of its own engagements, and nothing else', async () => {
    const office = await openOffice(CONTRACTS);
    await recordAsServer(office.server, TENANT, [...people(office), ...contractWords(office)]);
    for (const engagement of [ENGAGEMENT, OTHER_ENGAGEMENT]) await recordEverything(office, engagement);
    const own: Role[] = ['expert', 'supportOfficer'];
    for (const role of ROLES) {
      const expected = Object.keys(VISIBLE)
        .filter((family) => VISIBLE[family]?.includes(SIDE_OF_ROLE[role]))
        .toSorted();
      expect([role, await familiesOn(office, idOf(role), ENGAGEMENT)]).toEqual([role, expected]);
      // Of somebody else's engagement an expert or a support officer has not even the name.
      expect([role, await familiesOn(office, idOf(role), OTHER_ENGAGEMENT)]).toEqual([
        role,
        own.includes(role) ? [] : expected,
      ]);
    }
  });

  test('[L15.141] what comes at the end is recorded by the roles of its type alone, of their own engagements', async () => {
    const office = await openOffice(IN_TIME);
    await recordAsServer(office.server, TENANT, people(office));
    for (const [engagement, expert] of [
      [ENGAGEMENT, EXPERT],
      [OTHER_ENGAGEMENT, OTHER_EXPERT],
    ] as const)
      await makeClaimable(office, { engagement, expert });
    const tries = async (role: Role, engagement: string) => {
      office.advance(1);
      const device = await office.phone(idOf(role));
      const bodies = endBodies(await storedEngagementOf(office, engagement), { office, device });
      for (const [type, body] of Object.entries(bodies)) device.record({ type, aggregate: engagement, body });
      const verdicts = await office.push(device, { cookie: device.cookie });
      const types = Object.keys(bodies);
      return {
        taken: types.filter((_, index) => !DENIED.includes(verdicts[index]?.code ?? '')),
        may: types.filter((type) => OPERATION_TYPES.get(type)?.by.includes(role)),
      };
    };
    for (const role of ROLES) {
      const { taken, may } = await tries(role, ENGAGEMENT);
      expect([role, taken]).toEqual([role, may]);
    }
    expect((await tries('expert', OTHER_ENGAGEMENT)).taken).toEqual([]);
  });

  test('[L15.142] whoever looks in from outside sees no other programme, no people of the office and no contacts, and changes nothing', async () => {
    const office = await openOffice(TOTTORI_R6);
    await recordAsServer(office.server, TENANT, people(office));
    for (const role of ['commissioner', 'auditor'] as const) {
      const device = await office.phone(idOf(role));
      const { pull } = await office.sync(device, { pull: { cursor: 0, epoch: 1 }, cookie: device.cookie });
      const rows = pull && 'rows' in pull ? pull.rows : [];
      expect(rows.filter(({ kind }) => kind === 'contact')).toEqual([]);
      expect(rows.some(({ kind, aggregate }) => kind === 'person' && aggregate === idOf('staff'))).toBe(false);
      expect(rows.some(({ kind, aggregate }) => kind === 'engagement' && aggregate === ENGAGEMENT)).toBe(true);
      device.record({ type: 'plan-submitted@1', aggregate: ENGAGEMENT, body: {} });
      device.record({
        type: 'visit-approved@1',
        aggregate: ENGAGEMENT,
        body: { visit: VISIT },
      });
      expect((await office.push(device)).map(({ outcome, code }) => [outcome, code])).toEqual([
        ['refused', 'not_allowed'],
        ['refused', 'not_allowed'],
      ]);
      const paper = await office.fetch(`/api/forms/visit-report/${ENGAGEMENT}/none.pdf`, {
        headers: { cookie: device.cookie },
      });
      expect(paper.status).toBe(404);
    }
  });

  test.each(['before', 'after'] as const)(
    '[L15.143] a role of the whole office reads every programme, also one that is registered %s it',
    async (when) => {
      const office = await openOffice(TOTTORI_R6);
      const whole = (role: Role): ServerOperation => ({
        type: 'person-registered@1',
        kind: 'person',
        aggregate: `whole-${role}`,
        actor: ADMINISTRATOR,
        atMs: office.nowMs(),
        body: {
          name: `見本 ${role}（サンプル）`,
          kana: '',
          roles: [{ ...grantOf(role), programme: null }],
          registration: null,
        },
      });
      const readers = ROLES.filter((role) => role !== 'expert' && role !== 'supportOfficer');
      const second = { programme: 'programme-2', engagement: 'engagement-of-2' };
      const opened: readonly ServerOperation[] = [
        {
          type: 'programme-registered@1',
          kind: 'programme',
          aggregate: second.programme,
          actor: SYSTEM,
          atMs: office.nowMs(),
          body: {
            name: '見本事業（サンプル）',
            fiscalYear: '令和8年度',
            office: '見本',
            addressee: '見本',
            sample: true,
            ruleSets: [TOTTORI_R6],
          },
        },
      ];
      const people = readers.map(whole);
      for (const operations of when === 'before' ? [people, opened] : [opened, people])
        await recordAsServer(office.server, TENANT, operations);
      await recordAsServer(office.server, TENANT, [
        {
          type: 'engagement-created@1',
          kind: 'engagement',
          aggregate: second.engagement,
          actor: 'whole-administrator',
          atMs: office.nowMs(),
          body: { programme: second.programme, company: 'company-1' },
        },
      ]);
      for (const role of readers)
        expect([role, await seenBy(office, `whole-${role}`)]).toEqual([role, [ENGAGEMENT, second.engagement]]);
      // Whose role is of one programme alone does not see the other.
      expect(await seenBy(office, ADMINISTRATOR)).toEqual([ENGAGEMENT]);
    },
  );
});
