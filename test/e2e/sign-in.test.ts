import { expect, test } from 'vitest';
import { giveAuthenticator } from '../support/virtual-authenticator.ts';
import { inspector } from './inspector.ts';
import { locked, unlock } from './lock-steps.ts';
import { button, untilItOpensOffline } from './phone-steps.ts';
import { atDesk, atNewDesk, firstLinkIn, makePasskey, openOffice, signOut } from './sign-in-steps.ts';
import { stage } from './stage.ts';

const { anotherPc, startServer } = stage();

test.each([{ hasPrf: true }, { hasPrf: false }])(
  '[L15.70][L15.202] 最初の管理者は、画面の案内だけで事務局を開き、パスキーを作り、次からそれでサインインし、できるなら端末もそれで開く（PRF $hasPrf）',
  async ({ hasPrf }) => {
    const server = await startServer({ sample: 'off' });
    const pc = await anotherPc();
    const page = pc.page();
    const authenticator = await giveAuthenticator(page, { hasPrf });
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('passkey')) sent.push(request.postData() ?? '');
    });
    await openOffice(page, firstLinkIn(server.said()));
    await makePasskey(page);
    await atNewDesk(page);
    expect(await authenticator.passkeys()).toBe(1);
    await signOut(page);
    await button(page, 'パスキーでサインイン').click();
    // Without a secret of the passkey's own who signs in has not shown yet that they may open what lies here.
    if (!hasPrf) {
      await locked(page);
      await unlock(page);
    }
    await atDesk(page);
    await untilItOpensOffline(page);
    await page.goto(`${server.url}/protection`);
    await page
      .getByText(hasPrf ? '開く方法：指紋・顔・端末の暗証番号' : '開く方法：パスフレーズ', { exact: true })
      .waitFor();

    expect(sent.filter((body) => body.includes(`"prf":${hasPrf}`)).length).toBe(2);
    expect(sent.join()).not.toContain('"results"');
    await server.stop();
    await server.start();
    expect(server.said()).not.toContain('#first-');
    expect(pc.complaints).toEqual([]);
  },
);

test('[L18.1] はじめのサインインの画面は、320ピクセルの幅と2倍の文字に収まり、使いやすさの規則に反しない', async () => {
  const server = await startServer({ sample: 'off' });
  const pc = await anotherPc();
  const page = pc.page();
  await giveAuthenticator(page, { hasPrf: true });
  const { look, wrong } = inspector();
  await page.goto(`${server.url}/sign-in`);
  await button(page, 'パスキーでサインイン').waitFor();
  await look(page, 'sign-in');
  await page.goto(firstLinkIn(server.said()));
  await page.reload();
  await openOffice(page, firstLinkIn(server.said()));
  await look(page, 'first-passkey');
  await button(page, '認証アプリを使う').click();
  await page.getByRole('img', { name: /QRコード/ }).waitFor();
  await look(page, 'first-totp');
  expect(wrong).toEqual([]);
});
