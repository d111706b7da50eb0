import { expect, test } from 'vitest';
import { giveAuthenticator } from '../support/virtual-authenticator.ts';
import { inspector } from './inspector.ts';
import { button, heading, untilItOpensOffline } from './phone-steps.ts';
import { atNewDesk, firstLinkIn, invite, makePasskey, openOffice, openPerson } from './sign-in-steps.ts';
import { stage } from './stage.ts';

const { anotherPc, startServer } = stage();

const NAME = '見本 後任';

test('[L15.171][L15.203] 10分より前に確かめた管理者は、管理者を加える前にパスキーをもう一度示し、入力はそのままで続く。サインインの方法を変える前も同じ', async () => {
  const server = await startServer({ sample: 'off' });
  const pc = await anotherPc();
  const page = pc.page();
  await giveAuthenticator(page, { hasPrf: false });
  await openOffice(page, firstLinkIn(server.said()));
  await makePasskey(page);
  await atNewDesk(page);
  // What keeps the desk open when it is loaded anew comes from the server, which is stopped below.
  await untilItOpensOffline(page);
  // Within ten minutes of the sign-in nothing is asked.
  await invite(page, '見本 二郎', ['管理者']);
  await invite(page, NAME, ['事務局職員']);
  await server.stop();
  await server.start({ minutes: 11 });

  const { look, wrong } = inspector();
  await openPerson(page, NAME);
  await page.getByRole('checkbox', { name: '管理者', exact: true }).check();
  await page.getByLabel('理由').last().fill('後任のため。');
  await button(page, 'この役割にする').click();
  const question = page.getByRole('dialog', { name: '本人であることを確かめます' });
  await question.waitFor();
  await look(page, 'step-up');
  await question.getByRole('button', { name: 'やめる' }).click();
  await question.waitFor({ state: 'detached' });
  await expect.poll(() => page.getByLabel('理由').last().inputValue()).toBe('後任のため。');
  await expect.poll(() => page.getByRole('checkbox', { name: '管理者', exact: true }).isChecked()).toBe(true);
  await button(page, 'この役割にする').click();
  await question.getByRole('button', { name: 'パスキーで確かめる' }).click();
  await page.getByText('事務局職員、管理者', { exact: true }).waitFor();
  // Proven a moment ago: the next one goes at once.
  await openPerson(page, '見本 二郎');
  await heading(page, '見本 二郎').waitFor();
  await page.getByRole('link', { name: '送信・要対応' }).first().click();
  await page.getByText('要対応', { exact: false }).first().waitFor();
  expect(await page.getByText('実行しませんでした', { exact: false }).count()).toBe(0);

  // The ways to sign in are as grave: whoever finds this screen open must not make themselves at home in it.
  await server.stop();
  await server.start({ minutes: 23 });
  await page.goto(`${server.url}/account`);
  await button(page, '認証アプリを登録する').click();
  await question.waitFor();
  await look(page, 'step-up-ways');
  await question.getByRole('button', { name: 'やめる' }).click();
  await question.waitFor({ state: 'detached' });
  expect(await page.getByRole('img', { name: /QRコード/ }).count()).toBe(0);
  await button(page, '認証アプリを登録する').click();
  await question.getByRole('button', { name: 'パスキーで確かめる' }).click();
  await page.getByRole('img', { name: /QRコード/ }).waitFor();
  expect(wrong).toEqual([]);
});
