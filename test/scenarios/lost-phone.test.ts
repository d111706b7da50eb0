import { readRegister } from '@banso/server/device/read-register.ts';
import { expect, onTestFinished, test } from 'vitest';
import { onPglite } from '../support/databases.ts';
import { type Device, openWorld, type World } from '../world.ts';
import { recordWholeVisit, visitOf } from './visit-steps.ts';
import { until } from '../support/until.ts';

const databases = onPglite();

const LOSS = { cause: 'lost', lostAtMs: null, where: '博多駅', reason: '電車に置き忘れた' } as const;

const begin = async () => {
  const world = await openWorld(await databases.place());
  onTestFinished(world.close);
  return { world, phone: await world.phone('expert') };
};

const registered = async ({ server }: World, { me, id }: Device) =>
  (await readRegister(server, me)).devices.find((device) => device.id === id);

test('[L5.23][L5.20] 紛失した端末は、次の通信で、残っていた記録を渡してから鍵と記録を消去し、署名して知らせる', async () => {
  const { world, phone } = await begin();
  const second = await world.phone('expert');
  phone.cutNetwork();
  await recordWholeVisit(world, phone);
  expect('answer' in (await second.devices.revoke(phone.id, LOSS))).toBe(true);
  expect((await registered(world, phone))?.state).toBe('revoked');

  phone.restoreNetwork();
  await phone.sync();
  expect(phone.erased).toMatchObject([{ device: phone.id, left: { operations: 0, photos: 0 } }]);
  await until(async () => expect((await registered(world, phone))?.state).toBe('erased'));
  // Kept, and without effect: whoever held the phone may be anybody.
  expect((await registered(world, phone))?.parkedAfter).toBe(5);
  await second.sync();
  expect((await visitOf(second)).status).toBe('scheduled');
});

test('[L5.22] 戻らない端末は消去未確認のまま一覧に残り、届いていない訪問が事故の報告に出る', async () => {
  const { world, phone } = await begin();
  const second = await world.phone('expert');
  phone.cutNetwork();
  await recordWholeVisit(world, phone);
  await second.devices.revoke(phone.id, LOSS);
  const lost = await registered(world, phone);
  expect(lost?.state).toBe('revoked');
  expect(lost?.loss?.notArrived.visits.map(({ lacks }) => lacks)).toContain('start');
  expect(lost?.loss?.received.length).toBeGreaterThan(0);
});
