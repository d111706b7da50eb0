import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { agree, confirm, handOver, recordAndSubmit, sign, submit, takeBack } from './company-steps.ts';
import { button, endVisit, heading, recordVisit, startVisit, writeReport } from './phone-steps.ts';
import { inspector } from './inspector.ts';
import { rowOf, sendBack, stage } from './stage.ts';

const { serverAndPhone, deskOf } = stage();

test('[L18.1] 専門家のどの画面も、320ピクセルの幅と2倍の文字に収まり、使いやすさの規則に反しない', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const { look, wrong } = inspector();
  const open = async (link: string, title: string | RegExp, screen: string) => {
    await page.getByRole('link', { name: link }).first().click();
    await heading(page, title).first().waitFor();
    await look(page, screen);
  };

  await look(page, 'today');
  await open('その他', 'その他', 'more');
  await open('送信・要対応', '送信状況・要対応', 'outbox-empty');
  await page.goto(server.url);
  await open('差戻し', /差戻しへの対応/, 'return');
  await page.goto(server.url);
  await open('計画を見る', /支援の計画/, 'plan');
  await page.goto(server.url);
  await open('中止・延期する', /中止・延期/, 'change');
  await page.getByLabel('延期する').check();
  await look(page, 'postpone');

  await page.goto(server.url);
  await phone.context().setOffline(true);
  await startVisit(page);
  await look(page, 'running');
  await lookAtDialogs(page, look);
  await writeReport(page);
  await endVisit(page);
  await look(page, 'summary');
  await open('報告書を見る・直す', /報告書/, 'report');
  await page.getByRole('link', { name: 'この訪問へ戻る' }).click();
  await open('時刻を直す', /時刻を直す/, 'time');
  await open('この訪問へ戻る', /訪問のまとめ/, 'summary-again');
  await page.goto(`${server.url}/outbox`);
  await heading(page, /未送信/).waitFor();
  await look(page, 'outbox');
  expect(wrong).toEqual([]);
  expect(phone.complaints).toEqual([]);
});

test('[L18.1] 会社のどの画面も、320ピクセルの幅と2倍の文字に収まり、使いやすさの規則に反しない', async () => {
  const { phone } = await serverAndPhone();
  const page = phone.page();
  const { look, wrong } = inspector();
  await recordVisit(page);
  await handOver(page);
  await look(page, 'company-read');
  await button(page, 'ちがうところがあります').click();
  await button(page, '会社の方の画面に戻る').waitFor();
  await look(page, 'company-different');
  await button(page, '会社の方の画面に戻る').click();
  await agree(page);
  await button(page, '確認する').click();
  await page.getByText('まだ書かれていません。', { exact: false }).waitFor();
  await look(page, 'company-pad');
  await page.getByRole('button', { name: /変える/ }).click();
  await page.getByLabel(/別の方/).check();
  await look(page, 'company-signer');
  await page.getByLabel(/川上 正一/).check();
  await button(page, '署名へ進む').click();
  await page.locator('canvas').waitFor();
  await sign(page);
  await confirm(page);
  await look(page, 'company-thanks');
  await button(page, '専門家が端末を受け取る').click();
  await page.getByRole('checkbox').check();
  await look(page, 'company-take-back');
  await button(page, '会社の方の画面に戻る').click();
  await takeBack(page);
  await look(page, 'summary-signed');
  await submit(page);
  await look(page, 'summary-submitted');
  expect(wrong).toEqual([]);
  expect(phone.complaints).toEqual([]);
});

test('[L18.1] 事務局のどの画面も、320ピクセルの幅と2倍の文字に収まり、使いやすさの規則に反しない', async () => {
  const { server, phone } = await serverAndPhone();
  const pc = await deskOf(server);
  const office = pc.page();
  const { look, wrong } = inspector();
  await look(office, 'desk-list');
  await recordAndSubmit(phone.page());
  await rowOf(office, 'みのり野製麺').click();
  await heading(office, /みのり野製麺.*第2回/).waitFor();
  await look(office, 'desk-visit');
  await button(office, '承認する').click();
  await office.getByRole('dialog').waitFor();
  await look(office, 'desk-approve');
  await office.keyboard.press('Escape');
  await button(office, '差し戻す').click();
  await office.getByRole('checkbox', { name: '休憩', exact: true }).check();
  await look(office, 'desk-send-back');
  await office.getByRole('button', { name: 'やめる', exact: true }).click();
  await sendBack(office, [['休憩', '休憩をご確認ください。']]);
  await office.getByText('差戻し中です。', { exact: false }).waitFor();
  await look(office, 'desk-returned');
  expect(wrong).toEqual([]);
  expect(pc.complaints).toEqual([]);
});

const lookAtDialogs = async (page: Page, look: (page: Page, screen: string) => Promise<void>): Promise<void> => {
  const dialogs = [
    ['場所を変える', 'place'],
    ['同席した人を変える', 'present'],
    ['ほかの操作', 'menu'],
    ['訪問を終える', 'end-early'],
  ] as const;
  for (const [opener, screen] of dialogs) {
    await button(page, opener).click();
    await page.getByRole('dialog').waitFor();
    await look(page, screen);
    await page.getByRole('dialog').getByRole('button', { name: '閉じる' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  }
};
