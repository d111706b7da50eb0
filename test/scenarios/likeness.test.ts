import { factsOfVisit } from '@banso/client/store/facts-elsewhere.ts';
import { evaluateVisit } from '@banso/shared/rules/evaluate.ts';
import { expect, onTestFinished, test } from 'vitest';
import { onPglite } from '../support/databases.ts';
import { type Device, openWorld } from '../world.ts';
import { endVisit, ENGAGEMENT, startVisit, visitOf, writeReport } from './visit-steps.ts';

const databases = onPglite();

const begin = async () => {
  const world = await openWorld(await databases.place());
  onTestFinished(world.close);
  return world;
};

const ALIKE = ['similar-text', 'short-way', 'same-strokes'];

/** What this device finds alike in every visit it holds: `案件 確認事項`. */
const foundAlike = async (device: Device): Promise<readonly string[]> => {
  const views = await device.store().engagements();
  return views.flatMap((view) =>
    Object.values(view.engagement.visits).flatMap((visit) => {
      const findings = view.ruleSet ? evaluateVisit(view.ruleSet, factsOfVisit(view, visit, '2025-12-31')) : [];
      return findings.flatMap(({ code }) => (ALIKE.includes(code) ? [`${view.id} ${code}`] : []));
    }),
  );
};

test('[L13.77] サンプルの訪問には、似た文・短い移動・同じ署名は一つもない', async () => {
  const world = await begin();
  expect(await foundAlike(await world.desk('approver'))).toEqual([]);
  expect(await foundAlike(await world.inTottori('approver'))).toEqual([]);
});

test('[L13.77] 前の訪問とよく似た報告は、書いた専門家の端末と事務局の両方に出て、ほかの専門家の端末には出ない', async () => {
  const world = await begin();
  const [phone, other, desk] = [
    await world.phone('expert'),
    await world.phone('otherExpert'),
    await world.desk('approver'),
  ];
  const before = await visitOf(phone, { engagement: ENGAGEMENT, number: 1 });
  await startVisit(phone);
  world.pass(200);
  await endVisit(phone);
  await writeReport(phone, { content: `${before.fields.content}（追記）`, effect: '新しく書いた効果。' });
  expect(await foundAlike(phone)).toEqual([`${ENGAGEMENT} similar-text`]);
  await phone.sync();
  await desk.sync();
  await other.sync();
  expect(await foundAlike(desk)).toEqual([`${ENGAGEMENT} similar-text`]);
  expect(await foundAlike(other)).toEqual([]);
});
