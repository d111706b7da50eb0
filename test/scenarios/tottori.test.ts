import { factsOfVisit } from '@banso/client/store/facts-elsewhere.ts';
import { givePaper } from '@banso/server/forms/give-paper.ts';
import { TOTTORI_PEOPLE } from '@banso/server/sample/sample-tottori.ts';
import { meetingsOf, openOpinions } from '@banso/shared/engagement/team.ts';
import type { VisitFields } from '@banso/shared/engagement/visit.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { evaluateVisit } from '@banso/shared/rules/evaluate.ts';
import { expect, onTestFinished, test } from 'vitest';
import { onPglite } from '../support/databases.ts';
import { type Device, openWorld, type World } from '../world.ts';
import {
  companySigns,
  endVisit,
  mustBeRecorded,
  startVisit,
  submit,
  type VisitPlace,
  visitOf,
  writeReport,
} from './visit-steps.ts';

const databases = onPglite();
const { expert, officer } = TOTTORI_PEOPLE;

const PROGRAMME = 'sample-tottori-r6';
const ENGAGEMENT = 'engagement-of-this-test';
const FIRST: VisitPlace = { engagement: ENGAGEMENT, number: 1 };
const TODAY = '2025-12-18';

const REPORT: Partial<VisitFields> = {
  place: '醸造所',
  present: `門脇 修、${officer.name}`,
  gist: '三年後の姿を話し合い、発酵飲料を柱にする方針を確かめた。',
  content: '創業からの歩みと今の売り先を聞き取り、成長戦略の柱を話し合った。',
};

const begin = async (): Promise<World> => {
  const world = await openWorld(await databases.place());
  onTestFinished(world.close);
  return world;
};

/** Records on this engagement and sends it. */
const does = async <Type extends keyof BodyOf>(device: Device, type: Type, body: BodyOf[Type]): Promise<void> => {
  mustBeRecorded(await device.record({ type, aggregate: ENGAGEMENT, body }));
  await device.sync();
};

/** A new engagement under the programme's contract, with the team the office names, and its first visit planned. */
const openEngagement = async (office: Device, team: BodyOf['team-named@1'] | null): Promise<void> => {
  await does(office, 'engagement-created@1', { programme: PROGRAMME, company: 'sample-t-brewery' });
  const contract = { number: 'サンプル-T9', concludedOn: '2025-12-01', from: '2025-12-01', to: '2026-02-20' };
  await does(office, 'contract-recorded@1', contract);
  if (team) await does(office, 'team-named@1', team);
  const schedule = { on: TODAY, from: '13:00', to: '15:10', mode: 'onSite', place: '醸造所' } as const;
  await does(office, 'visit-scheduled@1', { visit: office.newId(), number: 1, ...schedule });
};

const choice = (who: string) => ({ expert: who, on: TODAY, department: '事務局', reason: '支援テーマによる。' });
const officers = [{ person: officer.id, name: officer.name, organisation: '白詰商工会（サンプル）' }];

const engagementOn = async (device: Device) => {
  await device.sync();
  const view = await device.store().engagement(ENGAGEMENT);
  if (!view) throw new Error('the engagement is not on this device');
  return view;
};

/** What the rules find about the first visit, as this device judges it. */
const findingsOn = async (device: Device): Promise<readonly string[]> => {
  const view = await engagementOn(device);
  const visit = await visitOf(device, FIRST);
  if (!view.ruleSet) throw new Error('the rules are not on this device');
  return evaluateVisit(view.ruleSet, factsOfVisit(view, visit, TODAY)).map(({ code }) => code);
};

const holdVisit = async (world: World, phone: Device, { minutes = 130, report = REPORT } = {}): Promise<void> => {
  await startVisit(phone, FIRST);
  world.pass(minutes);
  await writeReport(phone, report, FIRST);
  await endVisit(phone, FIRST);
  await companySigns(phone, FIRST);
};

const approve = async (desk: Device): Promise<void> => {
  await desk.sync();
  const { id: visit } = await visitOf(desk, FIRST);
  await does(desk, 'visit-approved@1', { visit });
};

test('[L13.44][L1.42][L1.43] 鳥取の支援案件が、契約から、支援員との打ち合わせと意見への回答を経て、承認まで進む', async () => {
  const world = await begin();
  const desk = await world.inTottori('approver');
  await openEngagement(desk, { officers, interimExpert: null });
  await does(desk, 'expert-assigned@1', choice(expert.id));
  const phone = await world.inTottori('expert');
  const support = await world.inTottori('officer');

  const said = '後継ぎの方にも話を聞いてはどうでしょうか。';
  await does(support, 'opinion-given@1', { opinion: support.newId(), visit: null, officer: officer.name, said });
  const [opinion] = openOpinions((await engagementOn(phone)).engagement);
  expect(opinion).toMatchObject({ said, by: officer.id });

  world.pass(10);
  phone.cutNetwork();
  await holdVisit(world, phone);
  phone.restoreNetwork();
  expect(await findingsOn(phone)).toEqual(['meeting-not-recorded', 'opinion-unanswered']);

  const { id: visit } = await visitOf(phone, FIRST);
  const agreed = '次回までに商品別の売上をそろえる。';
  await does(phone, 'joint-meeting-recorded@1', {
    meeting: phone.newId(),
    visit,
    when: 'after',
    on: TODAY,
    present: officer.name,
    agreed,
    corrects: null,
  });
  const reply = '次回から参加していただきます。';
  await does(phone, 'opinion-answered@1', { opinion: opinion?.id ?? '', handling: 'adopted', reply });
  expect(await findingsOn(phone)).toEqual([]);
  await submit(phone, FIRST);
  await phone.sync();

  const { engagement } = await engagementOn(desk);
  expect(meetingsOf(engagement, visit)).toMatchObject([{ when: 'after', agreed }]);
  expect(Object.values(engagement.opinions)).toMatchObject([{ said, answers: [{ reply }] }]);
  await approve(desk);
  expect((await visitOf(desk, FIRST)).status).toBe('approved');
  expect((await engagementOn(support)).engagement.opinions).toEqual((await engagementOn(phone)).engagement.opinions);
});

test('[L13.45] 支援員が何もしなくても、2時間に足りない回も、支援は承認まで進む', async () => {
  const world = await begin();
  const desk = await world.inTottori('approver');
  await openEngagement(desk, null);
  await does(desk, 'expert-assigned@1', choice(expert.id));
  const phone = await world.inTottori('expert');
  await holdVisit(world, phone, { minutes: 119, report: { ...REPORT, present: '門脇 修' } });
  expect(await findingsOn(phone)).toEqual(['too-short', 'officer-absent', 'meeting-not-recorded']);
  await submit(phone, FIRST);
  await phone.sync();
  await approve(desk);
  expect((await visitOf(desk, FIRST)).status).toBe('approved');
});

test('[L1.45] 支援員の端末には、担当の訪問と打ち合わせが届き、会社の署名も、署名の載る書類も届かない', async () => {
  const world = await begin();
  const desk = await world.inTottori('approver');
  await openEngagement(desk, { officers, interimExpert: null });
  await does(desk, 'expert-assigned@1', choice(expert.id));
  const phone = await world.inTottori('expert');
  const support = await world.inTottori('officer');
  await holdVisit(world, phone);
  await phone.sync();

  const seen = await engagementOn(support);
  expect(seen.company?.name).toBe('合同会社 しろつめ醸造（サンプル）');
  expect(seen.expert?.name).toBe(expert.name);
  expect((await visitOf(support, FIRST)).fields.gist).toBe(REPORT.gist);
  expect(seen.engagement.confirmations).toEqual({});
  expect(Object.keys((await engagementOn(desk)).engagement.confirmations)).toHaveLength(1);
  const paperFor = (person: string) =>
    givePaper(
      world.server,
      { tenant: 'sample-tottori', person },
      { form: 'visit-report', engagement: ENGAGEMENT, subject: visit, baseUrl: 'http://banso.test' },
    );
  const { id: visit } = await visitOf(phone, FIRST);
  await expect(paperFor(officer.id)).rejects.toMatchObject({ code: 'not_found' });
  expect((await paperFor(expert.id)).fileName).toMatch(/支援記録.*第1回/);
  // Somebody who joins later gets the same, from cursor 0.
  const later = await world.inTottori('officer');
  expect((await engagementOn(later)).engagement).toEqual(seen.engagement);
});

test('[L1.44] 支援チームから外れた支援員の端末からは、支援案件が消える', async () => {
  const world = await begin();
  const desk = await world.inTottori('approver');
  await openEngagement(desk, { officers, interimExpert: expert.id });
  const support = await world.inTottori('officer');
  expect((await engagementOn(support)).id).toBe(ENGAGEMENT);
  await does(desk, 'team-named@1', { officers: [], interimExpert: expert.id });
  await support.sync();
  expect(await support.store().engagement(ENGAGEMENT)).toBeNull();
  const given = { opinion: support.newId(), visit: null, officer: officer.name, said: '声' };
  const answer = await support.record({ type: 'opinion-given@1', aggregate: ENGAGEMENT, body: given });
  expect(answer).toMatchObject({ refusal: { refused: 'not_allowed' } });
});

test('[L1.41] 専門家を選ぶ前に訪問し、選んだ専門家へ、訪問の記録ごと引き継ぐ', async () => {
  const world = await begin();
  const desk = await world.inTottori('administrator');
  await openEngagement(desk, { officers, interimExpert: expert.id });
  const phone = await world.inTottori('expert');
  await holdVisit(world, phone);
  await submit(phone, FIRST);
  await phone.sync();

  const chosen = 'sample-t-chosen';
  mustBeRecorded(
    await desk.record({
      type: 'person-registered@1',
      aggregate: chosen,
      body: {
        name: '見本 智（サンプル）',
        kana: 'ミホン サトシ',
        roles: [{ role: 'expert', programme: PROGRAMME }],
        registration: { number: 'サンプル-9', from: '2025-04-01', to: '2026-03-31' },
      },
    }),
  );
  await does(desk, 'expert-assigned@1', choice(chosen));
  expect((await engagementOn(desk)).expert?.name).toBe('見本 智（サンプル）');
  expect((await visitOf(desk, FIRST)).status).toBe('submitted');
  await phone.sync();
  expect(await phone.store().engagement(ENGAGEMENT)).toBeNull();
  const approver = await world.inTottori('approver');
  await approve(approver);
  expect((await visitOf(approver, FIRST)).status).toBe('approved');
});
