import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { violationsOn } from '../support/browser-checks.ts';
import { agree, confirm, handOver, recordAndSubmit, sign, takeBack } from './company-steps.ts';
import {
  addBreak,
  button,
  GIST,
  heading,
  picture,
  recordVisit,
  startVisit,
  untilKept,
  writeReport,
} from './phone-steps.ts';
import { rowOf, sendBack, stage } from './stage.ts';

const { serverAndPhone, deskOf } = stage();

const noodlesRow = (page: Page) => rowOf(page, 'みのり野製麺');

test('[L2.20] 圏外で記録し、ブラウザーが強制終了されても、保存したものは残る', async () => {
  const { server, phone } = await serverAndPhone();
  await phone.context().setOffline(true);
  await startVisit(phone.page());
  await writeReport(phone.page());
  await addBreak(phone.page(), 2);
  await untilKept(phone.page());
  await phone.kill();

  const page = await phone.open('offline');
  await page.goto(server.url);
  await button(page, 'つづける')
    .or(page.getByRole('link', { name: /つづける/ }))
    .first()
    .click();
  await heading(page, '訪問中　第2回').waitFor();
  await expect.poll(() => page.getByLabel('支援内容の要旨').inputValue()).toBe(GIST);
  await page.getByText('10分', { exact: true }).first().waitFor();
  expect(phone.complaints).toEqual([]);
});

test('[L12.20] 会社に渡した端末では、会社の画面のほかは開けず、署名は再読込みでも残る', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  await phone.context().setOffline(true);
  await recordVisit(page);
  await handOver(page);
  for (const path of ['/', '/outbox', '/sign-in', '/more']) {
    await page.goto(`${server.url}${path}`);
    await page.getByRole('heading', { name: /このとおりでしたか/ }).waitFor();
  }
  await page.goBack();
  await page.getByRole('heading', { name: /このとおりでしたか/ }).waitFor();
  const second = await phone.context().newPage();
  await second.goto(`${server.url}/outbox`);
  await second.getByRole('heading', { name: /このとおりでしたか/ }).waitFor();
  await second.close();
  expect(await violationsOn(page)).toEqual([]);

  await agree(page);
  await button(page, '確認する').click();
  await page
    .getByText(/お名前を.*書いてください/)
    .first()
    .waitFor();
  await page.locator('canvas').waitFor();
  await sign(page);
  await page.setViewportSize({ width: 844, height: 390 });
  await page.reload();
  await page.locator('canvas').waitFor();
  await picture(page, 'pad-after-reload');
  await confirm(page);
  await takeBack(page);
  expect(phone.complaints).toEqual([]);
});

test('[L3.21] サーバーが止まっていても署名と提出ができ、動き出すと自動で送られ、受領まで送信済と言わない', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const pc = await deskOf(server);
  await server.stop();
  await recordAndSubmit(page);
  await page.goto(`${server.url}/outbox`);
  await page.getByText('電波が戻ると、自動で送ります', { exact: false }).waitFor();
  expect(await page.getByText('送信済・受領').count()).toBe(0);
  expect(await violationsOn(page)).toEqual([]);
  await picture(page, 'outbox-waiting');

  await server.start();
  await page.getByText('未送信の記録はありません').waitFor();
  await page
    .getByText(/送信済・受領/)
    .first()
    .waitFor();
  await noodlesRow(pc.page()).waitFor();
});

test('[L1.20] 事務局は届いた訪問を再読込みなしで見て差し戻し、専門家は直し、署名した事実が変われば署名し直して、承認される', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const pc = await deskOf(server);
  await phone.context().setOffline(true);
  await recordAndSubmit(page);
  await phone.context().setOffline(false);
  await page.getByText('提出しました。事務局の確認をお待ちください。').waitFor();
  // Before the five seconds are over after which the server would look by itself: the desk is told.
  await noodlesRow(pc.page()).waitFor({ timeout: 4_500 });
  await noodlesRow(pc.page()).getByRole('link').or(noodlesRow(pc.page())).first().click();
  await pc
    .page()
    .getByRole('heading', { name: /みのり野製麺.*第2回/ })
    .waitFor();
  expect(await violationsOn(pc.page())).toEqual([]);
  await picture(pc.page(), 'desk-review');
  await pc.page().getByText('有効な署名があります').first().waitFor();

  const office = pc.page();
  await sendBack(office, [
    ['休憩', '昼をまたいでいます。休憩をご確認ください。'],
    ['支援効果', '数字があれば書いてください。'],
  ]);
  await picture(office, 'desk-sent-back');

  await page.goto(server.url);
  await page
    .getByRole('link', { name: /みのり野製麺[\s\S]*差戻し/ })
    .first()
    .click();
  await page.getByText('昼をまたいでいます。休憩をご確認ください。').waitFor();
  await phone.context().setOffline(true);
  await page.getByRole('textbox', { name: /支援効果/ }).fill('四十分の作業が二十八分になった。');
  // Leaving the field records it: what that says on the screen stands before the next tap.
  await page.keyboard.press('Tab');
  await untilKept(page);
  await button(page, '再提出する').waitFor();
  expect(await button(page, '会社に署名をお願いする').count()).toBe(0);
  await button(page, '休憩を5分増やす').click();
  await button(page, '会社に署名をお願いする').waitFor();
  await page
    .getByText(/署名がもう一度必要です/)
    .first()
    .waitFor();
  expect(await violationsOn(page)).toEqual([]);
  await picture(page, 'phone-return');
  await button(page, '会社に署名をお願いする').click();
  await page.getByRole('heading', { name: /このとおりでしたか/ }).waitFor();
  await agree(page);
  await sign(page);
  await confirm(page);
  await takeBack(page);
  await page.getByRole('link', { name: '差戻しに対応する' }).click();
  await button(page, '再提出する').click();
  await phone.context().setOffline(false);

  await office.getByText('前回から変わったところ').waitFor();
  await office.getByText('四十分の作業が二十八分になった。').first().waitFor();
  await picture(office, 'desk-changes');
  await button(office, '承認する').click();
  await office
    .getByRole('dialog')
    .getByRole('button', { name: /承認する/ })
    .click();
  await office
    .getByText(/に承認/)
    .first()
    .waitFor();
  expect(phone.complaints).toEqual([]);
  expect(pc.complaints).toEqual([]);
});
