import { expect, test } from 'vitest';
import { button, endVisit, picture, startVisit } from './phone-steps.ts';
import { stage } from './stage.ts';

const { serverAndPhone } = stage();

test('[L15.30] 同意した端末だけが、押したときだけ、登録住所までの距離を残す。断っても訪問は続けられる', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  await startVisit(page);
  const offer = button(page, '開始の場所を記録する（任意）');
  expect(await offer.count()).toBe(0);
  const visit = page.url();

  await page.goto(`${server.url}/more`);
  await page.getByText('現在地そのものは残しません').waitFor();
  await picture(page, 'location-consent');
  await page.getByRole('checkbox', { name: /同意します/ }).check();
  await page.getByText('同意をこの端末に保存しました').waitFor();
  await page.goto(visit);
  await offer.click();
  await page.getByText('端末が場所の利用を許可していません').waitFor();

  await phone.context().grantPermissions(['geolocation']);
  await phone.context().setGeolocation({ latitude: 33.3481, longitude: 130.7553, accuracy: 18 });
  await offer.click();
  await page.getByText('登録住所から約110m（誤差18m）').waitFor();
  await endVisit(page);
  await button(page, '終了の場所を記録する（任意）').waitFor();
  expect(phone.complaints).toEqual([]);
});
