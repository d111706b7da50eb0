import { confirmationsOf } from '@banso/shared/engagement/engagement.ts';
import { papersNamed } from '@banso/shared/engagement/paper.ts';
import { confirmationText } from '@banso/shared/evidence/confirmation-text.ts';
import { confirmationStatement, photosNamedBy, type Signer } from '@banso/shared/evidence/confirmation.ts';
import { refold } from '@banso/server/refold.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { expect, onTestFinished, test } from 'vitest';
import { onPglite } from '../support/databases.ts';
import { samplePhoto } from '../support/sample-photo.ts';
import { type Device, openWorld } from '../world.ts';
import {
  ENGAGEMENT,
  endVisit,
  mustBeRecorded,
  signatureStands,
  startVisit,
  submit,
  visitOf,
  writeReport,
} from './visit-steps.ts';
import { until } from '../support/until.ts';

const databases = onPglite();

const begin = async () => {
  const world = await openWorld(await databases.place());
  onTestFinished(world.close);
  return { world, phone: await world.phone('expert'), desk: await world.desk('approver') };
};

test('[L12.123][L12.127] 圏外で写した紙の署名は有効で、写しが届くまで承認できず、届くと承認できる', async () => {
  const { world, phone, desk } = await begin();
  phone.cutNetwork();
  await startVisit(phone);
  world.pass(200);
  await writeReport(phone);
  await endVisit(phone);
  const paper = await photograph(phone);
  await confirmOnPaper(phone, paper);
  expect(await signatureStands(phone)).toBe(true);
  await submit(phone);
  await phone.reopen();
  expect(await phone.store().heldPhotos()).toMatchObject([{ id: paper, kind: 'paper', stage: 'waiting' }]);

  phone.restoreNetwork();
  phone.cutAfterPieces(0);
  await phone.sync();
  await desk.sync();
  expect(await signatureStands(desk)).toBe(true);
  expect(await approve(desk)).toMatchObject({
    refusal: { refused: 'blocked_by_finding', detail: expect.arrayContaining(['paper-missing']) as unknown },
  });
  phone.restoreNetwork();
  await phone.sync();
  expect(await phone.store().heldPhotos()).toMatchObject([{ id: paper, stage: 'stored' }]);
  await desk.sync();
  expect(await copiesStored(desk)).toEqual([true]);
  mustBeRecorded(await approve(desk));
  await desk.sync();
  expect(await visitOf(desk)).toMatchObject({ status: 'approved' });
  expect(await refold(world.server)).toEqual([]);
});

test('[L12.124] 端末ごと失われた紙は、会社から取り寄せて事務局が入力でき、入力した人が残り、担当の専門家にも届く', async () => {
  const { world, phone, desk: before } = await begin();
  await startVisit(phone);
  world.pass(200);
  await writeReport(phone);
  await endVisit(phone);
  phone.cutAfterPieces(0);
  await confirmOnPaper(phone, await photograph(phone));
  await submit(phone);
  await phone.sync();
  await before.sync();
  // Days later the letter comes, and the desk signs in anew: its session has ended meanwhile.
  world.pass(3 * 24 * 60);
  const desk = await world.desk('approver');
  await desk.sync();
  const scan = await photograph(desk, 2);
  await confirmOnPaper(desk, scan, { name: desk.me.name, came: 'post' });
  // The picture goes after the operations, and the server's word about it comes with the next answer.
  await until(async () => {
    await desk.sync();
    expect(await copiesStored(desk)).toEqual([false, true]);
  });
  mustBeRecorded(await approve(desk));
  await desk.sync();
  const newPhone = await world.phone('expert');
  const view = await newPhone.store().engagement(ENGAGEMENT);
  const { id } = await visitOf(newPhone);
  const kept = view ? confirmationsOf(view.engagement, id) : [];
  expect(kept).toMatchObject([
    { enteredBy: null },
    { enteredBy: desk.me.person, manner: { entered: { came: 'post' } } },
  ]);
  expect(await refold(world.server)).toEqual([]);
});

const photograph = async (device: Device, seed = 1): Promise<string> => {
  const { bytes, width, height } = await samplePhoto({ width: 900, height: 1_200, seed });
  const { id: visit } = await visitOf(device);
  const paper = device.newId();
  const request = { aggregate: ENGAGEMENT, paper, visit, picture: { bytes, width, height } };
  mustBeRecorded(await device.store().addPaper(request));
  return paper;
};

/** The company's word on this paper; `entry`: entered by the desk, to which it came. */
const confirmOnPaper = async (
  device: Device,
  paper: string,
  entry?: { readonly name: string; readonly came: 'post' },
): Promise<void> => {
  const view = await device.store().engagement(ENGAGEMENT);
  const visit = await visitOf(device);
  const parties = { company: view?.company?.name ?? '', expert: view?.expert?.name ?? '' };
  const text = confirmationText(visit, parties);
  if (!text || !view?.company || !view.ruleSet) throw new Error('there is nothing to confirm');
  const { title, name } = view.company.representative;
  const signer: Signer = { title, name, role: 'representative', identifiedBy: entry ? 'companysPaper' : 'metOnSite' };
  const entered = entry && { ...entry, agrees: ['day', 'hours', 'break', 'place', 'gist'] as Agrees };
  const manner = {
    by: 'paper' as const,
    photos: [paper],
    writtenOn: dayInJapan(device.clock.wallMs()),
    reason: '端末の電池が切れたため',
    ...(entered && { entered }),
  };
  const signed = { confirmation: device.newId(), hash: sha256Hex(text), manner, proxy: null, signer };
  const deviceSignature = await device.sign(confirmationStatement(signed));
  const { value: sentence } = view.ruleSet.confirmationSentence;
  mustBeRecorded(
    await device.record({
      type: entry ? 'confirmation-entered@1' : 'confirmation-signed@1',
      aggregate: ENGAGEMENT,
      body: { ...signed, visit: visit.id, version: 1, text, sentence, parties, appVersion: '0.0.0', deviceSignature },
    }),
  );
};

type Agrees = ['day', 'hours', 'break', 'place', 'gist'];

const approve = async (desk: Device) => {
  const { id: visit } = await visitOf(desk);
  return desk.record({ type: 'visit-approved@1', aggregate: ENGAGEMENT, body: { visit } });
};

/** Of each confirmation in turn, whether the server has all of its pictures. */
const copiesStored = async (device: Device): Promise<readonly boolean[]> => {
  const view = await device.store().engagement(ENGAGEMENT);
  const { id } = await visitOf(device);
  return view
    ? confirmationsOf(view.engagement, id).map((one) =>
        papersNamed(view.engagement, photosNamedBy(one)).every(({ stored }) => stored !== null),
      )
    : [];
};
