import type { Page } from 'playwright';
import { PASSPHRASE, typePassphrase } from './lock-steps.ts';
import { button, declareDevice, heading } from './phone-steps.ts';

export const OFFICE = '見本支援センター（サンプル）';

/** The link that the console printed for the first administrator. */
export const firstLinkIn = (said: string): string => {
  const [link] = /http:\/\/\S+#first-\S+/.exec(said) ?? [];
  if (!link) throw new Error(`The console printed no first link: ${said}`);
  return link;
};

/** Opens the office by the link on the console, up to the question for a passkey. */
export const openOffice = async (page: Page, link: string, name = '見本 初代'): Promise<void> => {
  await page.goto(link);
  await heading(page, '事務局を開きます').waitFor();
  await page.getByLabel(/^事務局の名前/).fill(OFFICE);
  await page.getByLabel(/^管理者の氏名/).fill(name);
  await page.getByLabel(/^氏名のフリガナ/).fill('ミホン ハツヨ');
  await button(page, '事務局を開く').click();
  await heading(page, 'サインインの方法を作ります').waitFor();
};

export const makePasskey = async (page: Page): Promise<void> => {
  await button(page, 'パスキーを作る').click();
};

/** その他 → サインアウトする, and its question. */
export const signOut = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: 'その他' }).first().click();
  await button(page, 'サインアウトする').click();
  await page.getByRole('dialog').getByRole('button', { name: 'サインアウトする' }).click();
  await button(page, 'パスキーでサインイン').waitFor();
};

/** Signed in: the desk with its places. */
export const atDesk = async (page: Page): Promise<void> => {
  await page.getByRole('navigation').getByRole('link', { name: '訪問の確認' }).waitFor();
};

/** The same on a device that is new: its declaration comes first, then its protection where nothing protects it yet. */
export const atNewDesk = async (page: Page): Promise<void> => {
  await declareDevice(page, '事務局の事務所');
  const protection = heading(page, 'パスフレーズで開く');
  const desk = page.getByRole('navigation').getByRole('link', { name: '訪問の確認' });
  await protection.or(desk).first().waitFor();
  if (await protection.isVisible()) {
    await typePassphrase(page, PASSPHRASE);
    await button(page, 'このパスフレーズで守る').click();
  }
  await atDesk(page);
};

export type Invited = { readonly link: string; readonly code: string };

/** 利用者 → 新しい人を招待する, with these roles of the whole office; answers what is shown once. */
export const invite = async (
  page: Page,
  name: string,
  roles: readonly string[],
  look?: (page: Page, screen: string) => Promise<void>,
): Promise<Invited> => {
  await page.getByRole('navigation').getByRole('link', { name: '利用者' }).click();
  await page.getByRole('link', { name: '新しい人を招待する' }).click();
  await page.getByLabel(/^氏名/).fill(name);
  for (const role of roles) await page.getByRole('checkbox', { name: role, exact: true }).check();
  if (roles.includes('専門家')) {
    await page.getByLabel(/^専門家の登録番号/).fill('サンプル-1');
    await page.getByLabel(/^登録の始まり/).fill('2025-04-01');
    await page.getByLabel(/^登録の終わり/).fill('2099-03-31');
  }
  await look?.(page, 'person-new');
  await button(page, '登録して招待へ進む').click();
  await button(page, '招待のリンクを作る').click();
  await page.getByRole('img', { name: '招待のリンクのQRコード' }).waitFor();
  await look?.(page, 'person-invited');
  const link = (await page.getByText(/\/sign-in#/).textContent()) ?? '';
  const code = (await page.locator('.people__code').textContent()) ?? '';
  return { link: link.trim(), code: code.trim() };
};

export const openPerson = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('navigation').getByRole('link', { name: '利用者' }).click();
  await page.getByRole('row', { name: new RegExp(name) }).click();
  await heading(page, name).waitFor();
};

/** The code inside the app, as somebody types it. */
export const signInByCode = async (page: Page, url: string, code: string): Promise<void> => {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('コード', { exact: true }).fill(code.toLowerCase());
  await button(page, 'サインインする').click();
};
