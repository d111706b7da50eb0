import { refold } from '@banso/server/refold.ts';
import { contractTextOn } from '@banso/shared/contract/contract-text.ts';
import { needsContract, openPaper } from '@banso/shared/engagement/contract-paper.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { expect, onTestFinished, test } from 'vitest';
import { declarations } from '../fixtures/contract.ts';
import { onPglite } from '../support/databases.ts';
import { type Device, openWorld } from '../world.ts';
import { ENGAGEMENT, mustBeRecorded } from './visit-steps.ts';

const databases = onPglite();

const engagementOn = async (device: Device) => {
  const view = await device.store().engagement(ENGAGEMENT);
  if (!view) throw new Error('the engagement is not on this device');
  return view.engagement;
};

test('[L13.205][L13.207][L13.210] 専門家が替わると新しい契約になり、圏外で署名しても、つながると結ばれ、前の契約も残る', async () => {
  const world = await openWorld(await databases.place());
  onTestFinished(world.close);
  const administrator = await world.desk('administrator');
  const approver = await world.desk('approver');
  const today = dayInJapan(world.nowMs());
  const former = (await engagementOn(administrator)).core?.contract;
  const assignment = { expert: 'sample-expert-2', on: today, department: '経営力再構築課', reason: '前の専門家の都合' };
  mustBeRecorded(await administrator.record({ type: 'expert-assigned@1', aggregate: ENGAGEMENT, body: assignment }));
  expect(needsContract(await engagementOn(administrator), today)).toBe(true);
  const [programme] = await administrator.store().programmes();
  const text = contractTextOn(programme?.contractTexts ?? [], today);
  const offer = {
    paper: administrator.newId(),
    text: text?.id ?? '',
    number: 'サンプル-101',
    from: today,
    to: former?.to ?? today,
    route: 'electronic',
    party: { kind: 'individual', address: '福岡県（サンプル）', company: '', title: '', name: '大庭 光' },
  } as const;
  mustBeRecorded(await administrator.record({ type: 'contract-offered@1', aggregate: ENGAGEMENT, body: offer }));
  await administrator.sync();

  const phone = await world.phone('otherExpert');
  await phone.sync();
  const offered = openPaper(await engagementOn(phone));
  const sha256 = offered?.file?.sha256 ?? '';
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  // What the office has not offered is on no expert's device.
  expect((await phone.store().programmes()).flatMap(({ contractTexts = [] }) => contractTexts)).toEqual([]);
  phone.cutNetwork();
  mustBeRecorded(
    await phone.record({
      type: 'contract-agreed@1',
      aggregate: ENGAGEMENT,
      body: { paper: offer.paper, sha256, passkey: null, declarations },
    }),
  );
  phone.restoreNetwork();
  await phone.sync();
  await approver.sync();
  mustBeRecorded(
    await approver.record({
      type: 'contract-signed@1',
      aggregate: ENGAGEMENT,
      body: { paper: offer.paper, sha256, passkey: null, decisionNumber: '決裁サンプル第9号' },
    }),
  );
  await approver.sync();
  await phone.sync();
  mustBeRecorded(
    await phone.record({ type: 'conditions-opened@1', aggregate: ENGAGEMENT, body: { paper: offer.paper } }),
  );
  await phone.sync();
  await administrator.sync();
  const { core, contractPapers } = await engagementOn(administrator);
  expect(core?.contract).toMatchObject({ number: 'サンプル-101', expert: 'sample-expert-2', concludedOn: today });
  expect(core?.formerContracts).toEqual([former]);
  expect(contractPapers[offer.paper]?.conditions?.opened?.by).toBe('sample-expert-2');
  expect(await refold(world.server)).toEqual([]);
});
