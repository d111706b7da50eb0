import type { Page } from 'playwright';
import { samplePhoto } from '../support/sample-photo.ts';
import { button } from './phone-steps.ts';

/** Chooses a picture for one page of the passbook. */
export const choosePicture = async (
  page: Page,
  label: string,
  size: { readonly width: number; readonly height: number },
) => {
  const { bytes } = await samplePhoto({ ...size, grain: 160 });
  const chooser = page.waitForEvent('filechooser');
  await button(page, new RegExp(`^${label}を\\s*画像から選ぶ$`)).click();
  await (await chooser).setFiles({ name: 'IMG_0002.JPG', mimeType: 'image/jpeg', buffer: Buffer.from(bytes) });
  await button(page, new RegExp(`^${label}を\\s*撮り直す$`)).waitFor();
};

/** The bank's places, which come once with a network, by their numbers. */
export const chooseBank = async (page: Page): Promise<void> => {
  await page.getByLabel(/^金融機関名/).fill('0001');
  await page.getByRole('button', { name: /（0001）/ }).click();
  await page.getByLabel(/^本・支店名/).fill('001');
  await page.getByRole('button', { name: /（001）/ }).click();
};

/** 口座確認票: the whole form with both pages of the passbook. */
export const registerAccount = async (page: Page): Promise<void> => {
  await button(page, '口座を登録する').click();
  await page.getByLabel(/^金融機関名/).waitFor();
  await chooseBank(page);
  await page.getByLabel(/^口座番号/).fill('0012345');
  await page.getByLabel(/^口座名義人名/).fill('アオヤギ ユミコ');
  await page.getByLabel(/^住所/).fill('福岡県うきは市見本1-2-3');
  await page.getByLabel(/^電話番号/).fill('090-0000-0001');
  await choosePicture(page, '通帳の表紙', { width: 1_600, height: 1_200 });
  await choosePicture(page, '通帳を開いた内側のページ', { width: 1_600, height: 1_200 });
  await button(page, 'この口座を登録する').click();
  await page.getByText('口座をこの端末に記録しました。', { exact: false }).waitFor();
};

/** How the expert invoices: as a person, without a registration for the consumption tax. */
export const answerTax = async (page: Page): Promise<void> => {
  await button(page, '答える').click();
  await page.getByLabel('個人', { exact: true }).check();
  await page.getByLabel('いいえ', { exact: true }).check();
  await button(page, 'この答えを登録する').click();
  await page.getByText('答えをこの端末に記録しました。').waitFor();
};

/** Accounting decides who is paid, reads the account for a purpose, and compares it with its copy. */
export const verifyAccount = async (accountant: Page): Promise<void> => {
  await accountant.getByText('税務確認中').first().waitFor();
  await button(accountant, '区分を決める').click();
  await accountant.getByLabel('源泉徴収する（個人）').check();
  await accountant.getByLabel(/^理由/).fill('契約書の名義が個人のため。');
  await button(accountant, 'この区分に決める').click();
  await button(accountant, '口座を表示する').click();
  const dialog = accountant.getByRole('dialog', { name: '伏せた項目を表示します' });
  await dialog.getByLabel('報告の確認').check();
  await dialog.getByRole('button', { name: '表示する', exact: true }).click();
  await accountant.getByText('0012345', { exact: true }).waitFor();
  await button(accountant, '写しのとおりと確認した').click();
  await accountant.getByText('この口座に支払えます。').waitFor();
};
