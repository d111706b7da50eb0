import { expect, test } from 'vitest';
import { misfitsOn, violationsOn } from '../support/browser-checks.ts';
import { goTo, locked, protectByPassphrase, storedText, unlock } from './lock-steps.ts';
import { button, heading, picture, startVisit } from './phone-steps.ts';
import { addPhoto, decodedWidth } from './photo-steps.ts';
import { stage } from './stage.ts';

const { serverAndPhone } = stage();

const CAPTION = '原価を下げる三つの案';

/** A protected phone without a network, with a photo that nobody else has, locked. */
const lockedWithPhoto = async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  await protectByPassphrase(page);
  await goTo(page, '訪問');
  await phone.context().setOffline(true);
  await startVisit(page);
  await addPhoto(page, CAPTION);
  await page.getByText('写真 1枚が未送信').first().waitFor();
  await page.reload();
  await locked(page);
  await page.getByText('未送信 2件・写真1枚', { exact: false }).waitFor();
  return { server, phone, page };
};

test('[L5.31] 圏外で撮った写真は、ロックしたままでも電波が戻れば届き、開けば送信済と出る', async () => {
  const { server, phone, page } = await lockedWithPhoto();
  await picture(page, 'locked-photo-waiting');
  expect([...(await violationsOn(page)), ...(await misfitsOn(page))]).toEqual([]);
  const stored = await storedText(page);
  expect(stored).not.toContain('JFIF');
  expect(stored).not.toContain(CAPTION);
  const sent = page.waitForRequest((request) => /\/upload\?.*offset=/.test(request.url()));
  await phone.context().setOffline(false);
  expect((await sent).url()).toContain('sealed=1');
  await page.getByText('未送信', { exact: false }).first().waitFor({ state: 'detached' });
  await locked(page);
  await page.goto(`${server.url}/outbox`);
  await unlock(page);
  await page.getByText('送信済の写真　1枚').waitFor();
  expect(phone.complaints).toEqual([]);
});

test('[L5.32] 写真を圏外で撮り、パスフレーズを忘れても、やり直しの後に写真は届いていて、見られる', async () => {
  const { server, phone, page } = await lockedWithPhoto();
  await button(page, '開けなくなったとき').click();
  await picture(page, 'forgot-with-photo');
  expect([...(await violationsOn(page)), ...(await misfitsOn(page))]).toEqual([]);
  // The line is so bad that the photo does not get through before the device begins anew.
  await page.route(/\/api\/blobs\//, (route) => route.abort('connectionreset'));
  await phone.context().setOffline(false);
  await button(page, '送って、やり直す').click();
  await heading(page, 'サインイン').waitFor();
  await page.unroute(/\/api\/blobs\//);
  await page.getByLabel('コード', { exact: true }).fill(server.codeOf('青柳 由美子'));
  await button(page, 'サインインする').click();
  await page.getByRole('link', { name: 'つづける' }).click();
  await heading(page, '訪問中　第2回').waitFor();
  await page.getByText('写真 1枚が未送信').first().waitFor({ state: 'detached' });
  await button(page, CAPTION).click();
  await expect.poll(() => decodedWidth(page, CAPTION)).toBeGreaterThan(1_000);
  await picture(page, 'photo-after-forgotten');
  await page.goto(`${server.url}/outbox`);
  await page.getByText('送信済の写真　1枚').waitFor();
});
