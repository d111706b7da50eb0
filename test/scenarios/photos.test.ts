import { photosOf } from '@banso/shared/engagement/engagement.ts';
import { refold } from '@banso/server/refold.ts';
import { expect, onTestFinished, test } from 'vitest';
import { onPglite } from '../support/databases.ts';
import { samplePhoto } from '../support/sample-photo.ts';
import { type Device, openWorld } from '../world.ts';
import { ENGAGEMENT, mustBeRecorded, startVisit, visitOf } from './visit-steps.ts';
import { until } from '../support/until.ts';

const databases = onPglite();

const begin = async () => {
  const world = await openWorld(await databases.place());
  onTestFinished(world.close);
  return { world, phone: await world.phone('expert') };
};

const takePhoto = async (phone: Device, caption: string, seed = 1) => {
  const { bytes, width, height } = await samplePhoto({ width: 1_200, height: 900, seed, exif: true });
  const { id: visit } = await visitOf(phone);
  const photo = phone.newId();
  const picture = { bytes, width, height };
  mustBeRecorded(
    await phone.store().addPhoto({ aggregate: ENGAGEMENT, photo, visit, purpose: 'whiteboard', caption, picture }),
  );
  return { photo, bytes };
};

const photosSeen = async (device: Device) => {
  const view = await device.store().engagement(ENGAGEMENT);
  return view ? photosOf(view.engagement, (await visitOf(device)).id) : [];
};

test('[L3.44][L15.43] 圏外で撮った写真は端末に残り、送信の途中で切れても続きから届いて、初めて送信済になる', async () => {
  const { world, phone } = await begin();
  phone.cutNetwork();
  await startVisit(phone);
  const { photo, bytes } = await takePhoto(phone, '工程の並べ替え');
  await phone.sync();
  expect(phone.status()).toMatchObject({ waiting: 2, photosWaiting: 1, reachable: false });

  await phone.reopen();
  expect(await phone.store().photoBytes(photo)).toEqual(bytes);
  phone.restoreNetwork();
  phone.cutAfterPieces(2);
  await phone.sync();
  expect(phone.status()).toMatchObject({ waiting: 0, photosWaiting: 1 });
  expect(await phone.store().heldPhotos()).toMatchObject([{ id: photo, stage: 'waiting' }]);
  const desk = await world.desk('approver');
  expect(await photosSeen(desk)).toMatchObject([{ id: photo, caption: '工程の並べ替え', stored: null }]);

  await phone.reopen();
  phone.restoreNetwork();
  phone.wake();
  await until(async () => expect(await phone.store().heldPhotos()).toMatchObject([{ id: photo, stage: 'stored' }]));
  await until(() => expect(phone.status()).toMatchObject({ waiting: 0, photosWaiting: 0 }));
  await desk.sync();
  expect(await photosSeen(desk)).toMatchObject([{ id: photo, stored: { width: 1_200, height: 900 } }]);
  expect(await refold(world.server)).toEqual([]);
});

test('[L15.42] 外した写真は、理由とともに記録に残り、どの画面にも出なくなる', async () => {
  const { world, phone } = await begin();
  const { photo } = await takePhoto(phone, '机の上');
  await phone.sync();
  const desk = await world.desk('approver');
  expect(await photosSeen(desk)).toHaveLength(1);
  const { id: visit } = await visitOf(phone);
  const body = { visit, photo, reason: '別の会社の書類が写っていた' };
  mustBeRecorded(await phone.record({ type: 'photo-removed@1', aggregate: ENGAGEMENT, body }));
  expect(await photosSeen(phone)).toHaveLength(0);
  await phone.sync();
  await desk.sync();
  expect(await photosSeen(desk)).toHaveLength(0);
  const kept = (await desk.store().engagement(ENGAGEMENT))?.engagement.photos[photo];
  expect(kept).toMatchObject({ removed: { reason: body.reason } });
});

test('[L7.5] サインインの期限が切れても、写真は送られる', async () => {
  const { phone } = await begin();
  const { photo } = await takePhoto(phone, '原価表');
  phone.expireSession();
  await phone.sync();
  expect(phone.status()).toMatchObject({ problem: 'signed_out', waiting: 0, photosWaiting: 0 });
  expect(await phone.store().heldPhotos()).toMatchObject([{ id: photo, stage: 'stored' }]);
});
