import { refold } from '@banso/server/refold.ts';
import { factsOfVisit } from '@banso/client/store/facts-elsewhere.ts';
import { undecidedLateFacts } from '@banso/shared/engagement/late-facts.ts';
import { evaluateVisit } from '@banso/shared/rules/evaluate.ts';
import { expect, onTestFinished, test } from 'vitest';
import { onPglite } from '../support/databases.ts';
import { samplePhoto } from '../support/sample-photo.ts';
import { type Device, openWorld } from '../world.ts';
import { companySigns, ENGAGEMENT, mustBeRecorded, recordWholeVisit, visitOf } from './visit-steps.ts';

const databases = onPglite();

const seenAt = async (device: Device) => {
  const view = await device.store().engagement(ENGAGEMENT);
  const visit = await visitOf(device);
  if (!view) throw new Error('the engagement is not on this device');
  const judged = view.ruleSet ? evaluateVisit(view.ruleSet, factsOfVisit(view, visit, '2026-01-31')) : [];
  const aboutOf = (finding: string) => judged.find(({ code }) => code === finding)?.about ?? null;
  return { visit, late: undecidedLateFacts(view.engagement, visit), aboutOf };
};

test('[L13.93][L1.13] 承認の後に二台目の端末から届いた記録は、承認した内容を変えず、事務局が扱いを決めるまで残る', async () => {
  const world = await openWorld(await databases.place());
  onTestFinished(world.close);
  const phone = await world.phone('expert');
  const second = await world.phone('expert');
  const desk = await world.desk('approver');
  await recordWholeVisit(world, phone);
  await phone.sync();
  await second.sync();
  second.cutNetwork();
  const { id: visit, time } = await visitOf(second);

  await desk.sync();
  mustBeRecorded(await desk.record({ type: 'visit-approved@1', aggregate: ENGAGEMENT, body: { visit } }));
  await desk.sync();
  const approved = (await seenAt(desk)).visit;
  expect(approved.status).toBe('approved');
  expect((await seenAt(desk)).late).toBe(0);

  const { on, from } = time ?? { on: '', from: '' };
  const corrected = { visit, on, from, to: '17:30', reason: '終了の時刻が違っていた。' };
  mustBeRecorded(await second.record({ type: 'visit-time-corrected@1', aggregate: ENGAGEMENT, body: corrected }));
  const { bytes, width, height } = await samplePhoto({ width: 640, height: 480, seed: 3 });
  const photo = second.newId();
  mustBeRecorded(
    await second.store().addPhoto({
      aggregate: ENGAGEMENT,
      photo,
      visit,
      purpose: 'paper',
      caption: '',
      picture: { bytes, width, height },
    }),
  );
  await companySigns(second);
  second.restoreNetwork();
  await second.sync();
  expect(second.status()).toMatchObject({ waiting: 0, attention: 0 });

  await desk.sync();
  const after = await seenAt(desk);
  expect(after.late).toBe(3);
  expect(after.visit).toMatchObject({ status: 'approved', time: approved.time, fields: approved.fields });
  expect(after.visit.lateFacts.map(({ type }) => type)).toEqual(['visit-time-corrected@1']);

  for (const finding of ['late-fact', 'confirmed-after-approval']) {
    const about = after.aboutOf(finding);
    const body = { visit, finding, about, reason: '専門家に確かめた。', decisionNumber: '決-7' };
    mustBeRecorded(await desk.record({ type: 'finding-released@2', aggregate: ENGAGEMENT, body }));
  }
  await desk.sync();
  expect((await seenAt(desk)).late).toBe(0);
  expect((await seenAt(desk)).visit.time).toEqual(approved.time);
  expect(await refold(world.server)).toEqual([]);
});
