import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { codeAt } from '../support/authenticator-app.ts';
import { giveAuthenticator } from '../support/virtual-authenticator.ts';
import { inspector } from './inspector.ts';
import { locked, unlock } from './lock-steps.ts';
import { button, heading } from './phone-steps.ts';
import {
  atDesk,
  atNewDesk,
  firstLinkIn,
  invite,
  type Invited,
  makePasskey,
  openOffice,
  openPerson,
  signInByCode,
  signOut,
} from './sign-in-steps.ts';
import { stage } from './stage.ts';

const { anotherPc, anotherPhone, startServer } = stage();

/** An office that is no sample, its first administrator at a PC, everything else by invitation. */
const openedOffice = async () => {
  const server = await startServer({ sample: 'off' });
  const pc = await anotherPc();
  await giveAuthenticator(pc.page(), { hasPrf: true });
  await openOffice(pc.page(), firstLinkIn(server.said()));
  await makePasskey(pc.page());
  await atNewDesk(pc.page());
  return { server, pc };
};

/** Somebody invited opens the link on a PC of their own and makes a passkey. */
const arrive = async ({ link }: Invited) => {
  const pc = await anotherPc();
  const authenticator = await giveAuthenticator(pc.page(), { hasPrf: false });
  await pc.page().goto(link);
  await button(pc.page(), 'この端末で始める').click();
  await makePasskey(pc.page());
  await atNewDesk(pc.page());
  return { pc, authenticator };
};

const setUpApp = async (page: Page): Promise<string> => {
  await button(page, '認証アプリを使う').click();
  const shown = page.locator('.ways__secret');
  await shown.waitFor();
  const secret = ((await shown.textContent()) ?? '').replaceAll(' ', '');
  await page.getByLabel('アプリに出た6桁の番号').fill(codeAt(secret, Date.now()));
  await button(page, 'この番号で登録する').click();
  return secret;
};

test('[L15.83] 管理者が招待し、リンクで来た人はパスキーを、コードで来た人は認証アプリを作ってサインインする', async () => {
  const { server, pc } = await openedOffice();
  const { look, wrong } = inspector();
  const first = await invite(pc.page(), '見本 承子', ['承認者'], look);
  const approver = await arrive(first);
  await signOut(approver.pc.page());
  await button(approver.pc.page(), 'パスキーでサインイン').click();
  await locked(approver.pc.page());
  await unlock(approver.pc.page());
  await atDesk(approver.pc.page());
  // An administrator's place is no one else's.
  expect(await approver.pc.page().getByRole('link', { name: '利用者' }).count()).toBe(0);

  const second = await invite(pc.page(), '見本 職太', ['事務局職員']);
  const phone = await anotherPhone();
  const page = phone.page();
  await signInByCode(page, server.url, second.code);
  await heading(page, 'サインインの方法を作ります').waitFor();
  await look(page, 'make-way-phone');
  // A reload in the middle goes on where it stopped.
  await page.reload();
  const secret = await setUpApp(page);
  await atNewDesk(page);
  expect(secret).toHaveLength(32);

  await openPerson(pc.page(), '見本 職太');
  await pc.page().getByText('認証アプリ', { exact: true }).first().waitFor();
  await look(pc.page(), 'person');
  await pc.page().goto(`${server.url}/people`);
  await pc
    .page()
    .getByRole('row', { name: /見本 職太/ })
    .waitFor();
  await look(pc.page(), 'people');
  expect(wrong).toEqual([]);
  expect(pc.complaints).toEqual([]);
});

test('[L15.85] すべての方法をなくした人は、管理者二人の依頼と承認で新しいリンクを受け取り、前の方法は終わる', async () => {
  const { server, pc } = await openedOffice();
  const { look, wrong } = inspector();
  const second = await arrive(await invite(pc.page(), '見本 二郎', ['管理者']));
  const lost = await arrive(await invite(pc.page(), '見本 失子', ['承認者']));
  await lost.authenticator.lose();

  const asker = pc.page();
  await openPerson(asker, '見本 失子');
  await asker
    .locator('section', { has: heading(asker, 'サインインの復旧') })
    .getByLabel('理由')
    .fill('携帯電話を紛失したため。');
  await button(asker, '復旧を依頼する').click();
  await asker.getByText('もう一人の管理者の承認を待っています。').waitFor();
  const approver = second.pc.page();
  await openPerson(approver, '見本 失子');
  await look(approver, 'recovery-approve');
  await button(approver, '本人であることを確かめたので、承認する').click();
  await button(approver, '新しいリンクを渡す（前の方法は終わります）').click();
  const link = (await approver.getByText(/\/sign-in#/).textContent()) ?? '';
  await look(approver, 'recovery-link');

  await lost.pc.page().goto(link);
  await lost.pc.page().reload();
  const back = await arrive({ link: link.trim(), code: '' });
  await back.pc.page().getByRole('link', { name: 'その他' }).first().click();
  const left = lost.pc.page();
  await left.goto(`${server.url}/account`);
  const over = left.getByText('サインインの期限が切れています。').first();
  await over.or(heading(left, 'ロック中')).first().waitFor();
  // Whoever came back late finds the PC closed, and opens it first.
  if (await heading(left, 'ロック中').isVisible()) await unlock(left);
  await over.waitFor();
  await button(approver, '渡しました。閉じる').click();
  expect(wrong).toEqual([]);
});

test('[L15.82] 自分のサインイン中の端末を見て、ほかのすべての端末をサインアウトさせる。された端末も、持っているもので開く', async () => {
  const { server, pc } = await openedOffice();
  const { look, wrong } = inspector();
  const invited = await invite(pc.page(), '見本 二台', ['承認者']);
  const one = await arrive(invited);
  // A passkey that is synced to the person's other device.
  const other = await anotherPhone();
  const page = other.page();
  const credentials = await one.authenticator.copyTo(page);
  expect(credentials).toBe(1);
  await page.goto(`${server.url}/sign-in`);
  await button(page, 'パスキーでサインイン').click();
  await atNewDesk(page);
  await page.getByRole('link', { name: 'その他' }).first().click();
  await page.getByRole('link', { name: 'サインインと端末' }).click();
  await button(page, 'ほかの端末をすべてサインアウト').waitFor();
  await look(page, 'account-phone');
  await button(page, 'ほかの端末をすべてサインアウト').click();
  await button(page, 'ほかの端末をすべてサインアウト').waitFor({ state: 'detached' });
  await one.pc.page().goto(`${server.url}/account`);
  await one.pc.page().getByText('サインインの期限が切れています。').first().waitFor();
  // Its records are still there, and its tab stays open for who unlocked it.
  await one.pc.page().goto(`${server.url}/desk`);
  await atDesk(one.pc.page());
  expect(wrong).toEqual([]);
});
