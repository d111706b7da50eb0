import { expect, test } from 'vitest';
import { inspector } from './inspector.ts';
import { choosePicture } from './payee-steps.ts';
import { button, heading, picture, untilItOpensOffline } from './phone-steps.ts';
import { openPerson } from './sign-in-steps.ts';
import { stage } from './stage.ts';

const { serverAndPhone, pcOf } = stage();

test('[L13.426][L13.311][L15.265][L15.268][L15.269] 専門家が圏外で口座と通帳の写真を登録し、つながると経理が目的を選んで表示し、写しと見比べて確認する', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const { look, wrong } = inspector();
  await page.goto(`${server.url}/payee`);
  await button(page, '口座を登録する').click();
  // The list comes once, with a network; from then on it lies on the device.
  await page.getByLabel(/^金融機関名/).waitFor();
  await untilItOpensOffline(page);
  await page.reload();
  await button(page, '口座を登録する').click();
  await page.getByLabel(/^金融機関名/).waitFor();
  await phone.context().setOffline(true);
  await page.reload();
  await button(page, '口座を登録する').click();
  await page.getByLabel(/^金融機関名/).fill('0001');
  await page.getByRole('button', { name: /（0001）/ }).click();
  await page.getByLabel(/^本・支店名/).fill('えんめい');
  await page.getByText('見つかりません', { exact: false }).waitFor();
  await page.getByLabel(/^本・支店名/).fill('001');
  await page.getByRole('button', { name: /（001）/ }).click();
  await button(page, 'この口座を登録する').click();
  await page.getByText('口座番号は、7桁までの数字です。').waitFor();
  await look(page, 'payee-errors');
  await page.getByLabel(/^口座番号/).fill('１２３４５');
  await page.getByLabel(/^口座名義人名/).fill('アオヤギユミコ');
  await page.getByText('振込データでは「ｱｵﾔｷﾞﾕﾐｺ」になります。').waitFor();
  await expect.poll(() => page.getByLabel(/^フリガナ/).inputValue()).toBe('アオヤギ ユミコ');
  await page.getByLabel(/^住所/).fill('福岡県うきは市見本1-2-3');
  await page.getByLabel(/^電話番号/).fill('090-0000-0001');
  await page.getByText('この端末に保存しました').waitFor();
  await page.reload();
  await button(page, '口座を登録する').click();
  // What was typed is there again.
  await expect.poll(() => page.getByLabel(/^口座名義人名/).inputValue()).toBe('アオヤギユミコ');
  await choosePicture(page, '通帳の表紙', { width: 500, height: 400 });
  await page.getByText('画像が小さく、番号が読めないおそれがあります。').waitFor();
  await choosePicture(page, '通帳を開いた内側のページ', { width: 1_600, height: 1_200 });
  await look(page, 'payee-form');
  await heading(page, '写真').evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await picture(page, 'payee-pictures');
  await button(page, 'この口座を登録する').click();
  await page.getByText('口座をこの端末に記録しました。', { exact: false }).waitFor();
  await page.getByText('****345', { exact: true }).waitFor();
  expect(await page.getByText('0012345').count()).toBe(0);
  await button(page, '口座を表示する').click();
  await page.getByText('0012345', { exact: true }).waitFor();
  await look(page, 'payee-own');
  await button(page, '答える').click();
  await page.getByLabel('個人', { exact: true }).check();
  await page.getByLabel('いいえ', { exact: true }).check();
  await look(page, 'payee-tax');
  await button(page, 'この答えを登録する').click();
  await page.getByText('答えをこの端末に記録しました。').waitFor();
  await phone.context().setOffline(false);
  await page.goto(`${server.url}/outbox`);
  await page.getByText('送信済の写真　2枚').waitFor();

  const admin = await pcOf(server, '中原 さとみ');
  await openPerson(admin.page(), '桐野 誠');
  await admin.page().getByRole('checkbox', { name: '経理', exact: true }).last().check();
  await admin.page().getByLabel('理由').last().fill('経理を兼ねるため。');
  await button(admin.page(), 'この役割にする').click();
  await expect.poll(() => admin.page().getByLabel('理由').last().inputValue()).toBe('');
  // Who signs in after this was taken in has the role.
  await admin.page().goto(`${server.url}/outbox`);
  await admin.page().getByText('未送信の記録はありません', { exact: false }).waitFor();
  // The desk sees how the account stands, and no more of it.
  await admin.page().goto(`${server.url}/payees`);
  await admin
    .page()
    .getByRole('link', { name: /青柳 由美子.*\*\*\*\*345/ })
    .click();
  await heading(admin.page(), /青柳 由美子/).waitFor();
  expect(await button(admin.page(), '口座を表示する').count()).toBe(0);
  await look(admin.page(), 'payee-desk');

  const pc = await pcOf(server, '桐野 誠');
  const office = pc.page();
  await office.goto(`${server.url}/payees`);
  await look(office, 'payees');
  await office.getByRole('link', { name: /青柳 由美子/ }).click();
  await office.getByText('税務確認中').first().waitFor();
  // 海外に住む方なら、確かめた結果を記録するまで支払えない
  await button(office, '区分を決める').click();
  await office.getByLabel('要税務確認（非居住者）').check();
  await office.getByLabel(/^理由/).fill('海外の住所のため（サンプル）');
  await button(office, 'この区分に決める').click();
  await heading(office, '非居住者の税務確認').waitFor();
  await look(office, 'payee-abroad');
  await office.setViewportSize({ width: 390, height: 844 });
  await heading(office, '非居住者の税務確認').evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await look(office, 'payee-abroad-phone');
  await office.setViewportSize({ width: 1_440, height: 900 });
  await office.getByLabel(/^確かめた内容/).fill('税務署に確かめた。条約による軽減はない（サンプル）');
  await button(office, '確かめた結果を記録する').click();
  await office.getByText(/税務確認：桐野 誠/).waitFor();
  expect(await office.getByText('非居住者：要税務確認').count()).toBe(0);
  await look(office, 'payee-abroad-checked');
  await button(office, '区分を決める').click();
  await office.getByLabel('源泉徴収する（個人）').check();
  await office.getByLabel(/^理由/).fill('契約書の名義が個人のため。');
  await button(office, 'この区分に決める').click();
  await office.getByText('名義の空白がちがう').waitFor();
  await look(office, 'payee-masked');
  expect(await office.getByRole('img', { name: '通帳の表紙' }).count()).toBe(0);
  await button(office, '口座を表示する').click();
  const dialog = office.getByRole('dialog', { name: '伏せた項目を表示します' });
  await dialog.getByLabel('報告の確認').check();
  await dialog.getByRole('button', { name: '表示する', exact: true }).click();
  await office.getByText('0012345', { exact: true }).waitFor();
  await expect
    .poll(() =>
      office
        .getByRole('img', { name: '通帳を開いた内側のページ' })
        .evaluate((image: HTMLImageElement) => image.naturalWidth),
    )
    .toBeGreaterThan(1_000);
  await look(office, 'payee-compare');
  await button(office, '写しのとおりと確認した').evaluate((element) => element.scrollIntoView({ block: 'end' }));
  await picture(office, 'payee-compare');
  // Sent back first: the expert is told where the day begins, and mends what was wrong, and no more.
  await button(office, '差し戻す').click();
  await office.getByLabel(/^専門家への理由/).fill('屋号も、通帳のとおりに書いてください。');
  await button(office, 'この理由で差し戻す').click();
  await page.goto(server.url);
  await page.getByRole('link', { name: /振込口座を直してください/ }).waitFor();
  await look(page, 'payee-today');
  await page.getByRole('link', { name: /振込口座を直してください/ }).click();
  await page.getByText('屋号も、通帳のとおりに書いてください。').waitFor();
  await look(page, 'payee-sent-back');
  await button(page, '直して登録する').click();
  await expect.poll(() => page.getByLabel(/^口座番号/).inputValue()).toBe('0012345');
  await page.getByLabel(/^口座名義人名/).fill('ミホンコンサル アオヤギ ユミコ');
  await button(page, 'この口座を登録する').click();
  await page.getByText('口座をこの端末に記録しました。', { exact: false }).waitFor();
  await office.getByText('屋号などが付いた名義').waitFor();
  // A newer account is another one: it is shown for a purpose of its own.
  expect(await office.getByText('0012345').count()).toBe(0);
  await button(office, '口座を表示する').click();
  await dialog.getByLabel('報告の確認').check();
  await dialog.getByRole('button', { name: '表示する', exact: true }).click();
  await button(office, '写しのとおりと確認した').click();
  await office.getByText('ちがいを確かめ、理由を書いてください。').waitFor();
  await office.getByLabel(/通帳の写しを見て/).check();
  await office.getByLabel(/^問題がない理由/).fill('通帳も屋号付き。');
  await button(office, '写しのとおりと確認した').click();
  await office.getByText('この口座に支払えます。').waitFor();
  await look(office, 'payee-verified');
  const paper = office.getByRole('link', { name: /様式第6号を開く（PDF）/ }).first();
  await paper.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await picture(office, 'payee-papers');
  const address = `${server.url}${(await paper.getAttribute('href')) ?? ''}`;
  const printed = await office.context().request.get(address);
  expect([printed.status(), printed.headers()['content-type']]).toEqual([200, 'application/pdf']);
  expect((await admin.page().context().request.get(address)).status()).toBe(404);

  await page.goto(`${server.url}/payee`);
  await page.getByText('経理が確認しました').waitFor();
  await office.goto(`${server.url}/access`);
  await expect
    .poll(
      async () => {
        await office.reload();
        await office.getByRole('table').first().waitFor();
        return office.getByRole('cell', { name: '伏せた項目の表示' }).count();
      },
      { timeout: 60_000, interval: 2_000 },
    )
    .toBeGreaterThan(0);
  expect(wrong).toEqual([]);
  expect([...phone.complaints, ...pc.complaints, ...admin.complaints]).toEqual([]);
});
