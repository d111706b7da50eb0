import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { samplePhoto } from '../support/sample-photo.ts';
import { inspector } from './inspector.ts';
import { button, heading, picture, recordVisit } from './phone-steps.ts';
import { decodedWidth } from './photo-steps.ts';
import { stage } from './stage.ts';

const { serverAndPhone, deskOf } = stage();

test('[L13.270] 領収書の写真は圏外でも付けられ、電波が戻ると事務局が旅費の判断の横で見る', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const { look, wrong } = inspector();
  await phone.context().setOffline(true);
  await recordVisit(page);
  await page.getByRole('link', { name: '旅費', exact: true }).click();
  await heading(page, '旅費　第2回').waitFor();
  await page.getByRole('radio', { name: /公共交通機関の実費/ }).check();
  await page.getByRole('textbox', { name: '出発地の住所' }).fill('福岡県飯塚市新立岩5番5号');
  await page.getByRole('textbox', { name: /片道の距離/ }).fill('50.1');
  await page.getByRole('textbox', { name: /距離の測り方/ }).fill('地図の経路');
  await page.getByRole('textbox', { name: /往復の運賃/ }).fill('3340');
  await page.getByRole('textbox', { name: /経路/ }).last().fill('新飯塚駅から吉塚駅（JR往復）');
  await takeReceipt(page);
  expect(await decodedWidth(page, '領収書の写真')).toBeGreaterThan(500);
  await look(page, 'trip-receipt');
  await button(page, '保存する').click();
  await page.getByText('保存しました。最終の提出まで、直せます。').waitFor();
  // Another picture in its place, as when the first one is blurred.
  await button(page, '撮り直す').waitFor();
  expect(phone.complaints).toEqual([]);

  await phone.context().setOffline(false);
  const engagement = new URL(page.url()).pathname.split('/')[2] ?? '';
  const office = (await deskOf(server)).page();
  await office.goto(`${server.url}/claims/${engagement}/desk`);
  await button(office, '実費を認める').waitFor();
  await expect
    .poll(() => decodedWidth(office, '領収書の写真').catch(() => 0), { timeout: 45_000 })
    .toBeGreaterThan(500);
  await office
    .getByRole('img', { name: '領収書の写真' })
    .evaluate((image) => image.scrollIntoView({ block: 'center' }));
  await look(office, 'trip-receipt-desk');
  await office
    .getByRole('img', { name: '領収書の写真' })
    .evaluate((image) => image.scrollIntoView({ block: 'center' }));
  await picture(office, 'screen-trip-receipt-ruling');
  expect(wrong).toEqual([]);
});

const takeReceipt = async (page: Page): Promise<void> => {
  const { bytes } = await samplePhoto({ width: 1_600, height: 1_200, grain: 60, exif: true });
  const chooser = page.waitForEvent('filechooser');
  await button(page, '領収書を撮る').click();
  await (await chooser).setFiles({ name: 'IMG_0002.JPG', mimeType: 'image/jpeg', buffer: Buffer.from(bytes) });
  await page.getByRole('img', { name: '領収書の写真' }).waitFor();
};
