import { addDays, type Day } from '@banso/shared/time/day.ts';
import type { Page } from 'playwright';
import { expect } from 'vitest';
import { giveAuthenticator } from '../support/virtual-authenticator.ts';
import { button, declareDevice, heading } from './phone-steps.ts';
import { makePasskey, signOut } from './sign-in-steps.ts';

/** An expert who has had a passkey since before this session: it signs contracts. */
export const signInWithPasskey = async (
  phone: Page,
  { url, link }: { readonly url: string; readonly link: string },
): Promise<void> => {
  const authenticator = await giveAuthenticator(phone, { hasPrf: false });
  await phone.goto(link);
  await button(phone, 'この端末で始める').click();
  await declareDevice(phone);
  await button(phone, '訪問を始める').waitFor();
  await phone.goto(`${url}/account`);
  await makePasskey(phone);
  // The authenticator has it before the server does: leaving now would make a passkey that nobody knows.
  await phone.getByText('パスキーを登録しました。').waitFor();
  expect(await authenticator.passkeys()).toBe(1);
  await phone.goto(url);
  await signOut(phone);
  await button(phone, 'パスキーでサインイン').click();
  await button(phone, '訪問を始める').waitFor();
};

/** A request of this company, and its expert; answers the address of the engagement. */
export const engageExpert = async (
  administrator: Page,
  { url, company, expert }: { readonly url: string; readonly company: string; readonly expert: string },
): Promise<string> => {
  await administrator.goto(`${url}/engagements/new`);
  await administrator.getByLabel(/^支援を受ける会社/).selectOption({ label: company });
  await button(administrator, '登録して、専門家の選定へ進む').click();
  await heading(administrator, '専門家を選定する').waitFor();
  const path = administrator.url();
  const experts = administrator.getByLabel(/^担当する専門家/);
  const names = await experts.locator('option').allTextContents();
  await experts.selectOption({ label: names.find((one) => one.includes(expert)) ?? expert });
  await administrator.getByLabel(/^選定した部署/).fill('経営力再構築課');
  await administrator.getByLabel(/^選定の理由/).fill('同じ業種での支援の経験があるため。');
  await button(administrator, '選定を記録する').click();
  await heading(administrator, '契約を記録する').waitFor();
  return path;
};

/** An engagement's contract at the desk. */
export const openContract = async (page: Page, path: string): Promise<void> => {
  await page.goto(path);
  await page.getByRole('link', { name: /^契約書を作る・結ぶ/ }).click();
  await heading(page, /^契約\s/).waitFor();
};

/** The offer but for the expert's address, which the film of the contract leaves out first. */
export const fillOffer = async (
  administrator: Page,
  { number, from }: { readonly number: string; readonly from: Day },
): Promise<void> => {
  await administrator.getByLabel(/^契約番号/).fill(number);
  await administrator.getByLabel(/^契約期間の始まり/).fill(from);
  await administrator.getByLabel(/^契約期間の終わり/).fill(addDays(from, 60));
};

export const offer = async (administrator: Page): Promise<void> => {
  await administrator.getByLabel(/^住所/).fill('福岡県見本市見本町2-3（サンプル）');
  await button(administrator, '提示する').click();
  await heading(administrator, '提示した契約書').waitFor();
};

/** Opens what has arrived on the phone, and reads it to its end. */
export const readContract = async (phone: Page): Promise<void> => {
  await phone.getByRole('link', { name: /読んで、署名する/ }).click();
  await heading(phone, '契約の内容').waitFor();
  await phone.getByText('双方が話し合って決める', { exact: false }).waitFor();
  const agree = button(phone, '同意して署名する');
  await phone.getByRole('checkbox').last().scrollIntoViewIfNeeded();
  await expect
    .poll(async () => {
      if (await agree.isVisible()) return true;
      // It gives way to the other button at the end of the text, also between these two lines.
      await button(phone, 'つづきを読む')
        .click({ timeout: 2_000 })
        .catch(() => undefined);
      return agree.isVisible();
    })
    .toBe(true);
};

export const declareAll = async (phone: Page): Promise<void> => {
  for (const box of await phone.getByRole('checkbox').all()) await box.check();
};

/** 同意して署名する, with the passkey. */
export const signContract = async (phone: Page): Promise<void> => {
  await button(phone, '同意して署名する').click();
  await phone.getByText('あなたの署名は済みました。', { exact: false }).waitFor();
};

/** The office signs: the contract is concluded. */
export const signForOffice = async (approver: Page, decision: string): Promise<void> => {
  await approver.getByText(/パスキーによる署名/).waitFor();
  await approver.getByLabel(/^決裁番号/).fill(decision);
  await button(approver, '事務局として署名する').click();
  await approver.getByText('今の契約').waitFor();
};
