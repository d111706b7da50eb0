import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { violationsOn } from '../support/browser-checks.ts';
import { signClosing } from './claim-steps.ts';
import { recordAndSubmit } from './company-steps.ts';
import { answerTax } from './payee-steps.ts';
import { button, heading, picture } from './phone-steps.ts';
import { stage } from './stage.ts';

const { serverAndPhone, deskOf } = stage();

const radio = (page: Page, name: string | RegExp) => page.getByRole('radio', { name });

/** From now on the disk takes nothing more, or does again. */
const fillDisk = (page: Page, full: boolean): Promise<void> =>
  page.evaluate((isFull) => {
    const prototype = IDBObjectStore.prototype as IDBObjectStore & { whole?: IDBObjectStore['add'] };
    // oxlint-disable-next-line typescript/unbound-method -- put back as it was
    prototype.whole ??= prototype.add;
    const { whole } = prototype;
    prototype.add = isFull
      ? () => {
          throw new DOMException('The disk is full.', 'QuotaExceededError');
        }
      : whole;
  }, full);

test('[L13.270] [L13.275] [L13.280] [L13.393] [L15.198] 圏外で旅費を書き、会社の署名をもらい、請求書を作り、電波が戻ると番号が決まる。取り消した番号は、二度と使わない', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  await phone.context().setOffline(true);
  await recordAndSubmit(page);

  await page.getByRole('link', { name: '旅費', exact: true }).click();
  await heading(page, '旅費　第2回').waitFor();
  await radio(page, /公共交通機関の実費/).check();
  // The sample's plan does not ask for fares: that is said at once, and the flat amount stands.
  await page.getByText(/支援計画書（様式第2号）に旅費の申し出がありません/).waitFor();
  await page.getByRole('textbox', { name: '出発地の住所' }).fill('福岡県飯塚市新立岩5番5号');
  await page.getByText('地域3').waitFor();
  await page.getByRole('textbox', { name: /片道の距離/ }).fill('５０．１');
  await page.getByRole('textbox', { name: /距離の測り方/ }).fill('地図の経路');
  await page.getByRole('textbox', { name: /往復の運賃/ }).fill('3,340');
  await page.getByRole('textbox', { name: /経路/ }).last().fill('新飯塚駅から吉塚駅（JR往復）');
  await picture(page, 'claim-trip');
  expect(await violationsOn(page)).toEqual([]);
  await button(page, '保存する').click();
  await page.getByText('保存しました。最終の提出まで、直せます。').waitFor();
  await page.goto(page.url());
  await heading(page, '旅費　第2回').waitFor();
  await expect.poll(() => page.getByRole('textbox', { name: /片道の距離/ }).inputValue()).toBe('50.1');

  await page.getByRole('link', { name: 'この訪問へ戻る' }).click();
  await page.getByRole('link', { name: '請求の見込み', exact: true }).click();
  await heading(page, '請求の見込み').first().waitFor();
  await page.getByText('最終の提出の期限').waitFor();
  await picture(page, 'claim-phone');
  expect(await violationsOn(page)).toEqual([]);

  await signClosing(page, 'claim-company');

  // How the expert invoices is said once, on the screen of account and tax.
  const claim = page.url();
  await page.getByText(/請求書を作る前に、「口座と税の情報」で/).waitFor();
  await page.getByRole('link', { name: '口座と税の情報' }).click();
  await answerTax(page);
  await page.goto(claim);
  await button(page, /^請求書を作る/).click();
  await page.getByText('番号は、事務局に届いた順に決まります。').waitFor();
  await page.getByText('下書きです。足りないもの：').waitFor();
  await picture(page, 'claim-phone-made');

  await phone.context().setOffline(false);
  await page.getByText('訪問の記録と合っています。').waitFor();

  await button(page, 'この請求書を取り消す').click();
  const dialog = page.getByRole('dialog', { name: 'この請求書を取り消しますか' });
  await button(page, '理由を付けて取り消す').click();
  await dialog.getByText('入力してください。').waitFor();
  await picture(page, 'claim-void');
  expect(await violationsOn(page)).toEqual([]);
  await dialog.getByRole('textbox', { name: /理由/ }).fill('発行日の誤り');
  await fillDisk(page, true);
  await button(page, '理由を付けて取り消す').click();
  const alert = dialog.getByRole('alert');
  await alert.getByText('端末に書き込めませんでした。').waitFor();
  await picture(page, 'claim-void-failed');
  await expect.poll(() => page.getByText('端末に書き込めませんでした。').count()).toBe(1);
  await fillDisk(page, false);
  await button(page, '理由を付けて取り消す').click();
  await page.getByText('取り消しました。理由：発行日の誤り').waitFor();
  await button(page, 'この請求書を取り消す').waitFor({ state: 'hidden' });
  await button(page, /^請求書を作る/).click();
  await page.getByText('訪問の記録と合っています。').waitFor();
  await page.getByText(/-2　令和/).waitFor();
  await picture(page, 'claim-void-made-anew');
  const engagement = new URL(page.url()).pathname.split('/')[2] ?? '';
  expect(engagement).not.toBe('');

  const pc = await deskOf(server);
  const office = pc.page();
  await office.goto(`${server.url}/claims/${engagement}/desk`);
  await heading(office, /請求と最終の提出/).waitFor();
  await office.getByText(/さんが、.*に署名しました。/).waitFor();
  await button(office, '実費を認める').click();
  await office.getByText(/実費を支払う条件に当たらないため、認められません。/).waitFor();
  await button(office, '定額にする').click();
  await office.getByRole('textbox', { name: /理由/ }).fill('計画書に旅費の申し出がありません。');
  await button(office, 'この理由で定額にする').click();
  await office.getByText(/定額にしました（「\(1\)及び\(2\)」はいずれかと読む）/).waitFor();
  await picture(office, 'claim-desk');
  expect(await violationsOn(office)).toEqual([]);
});
