import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { inspector } from './inspector.ts';
import { button, GIST, heading, startVisit } from './phone-steps.ts';
import { stage } from './stage.ts';

const { serverAndPhone, pcOf } = stage();

const written = async (page: Page): Promise<string> => {
  const download = page.waitForEvent('download');
  await button(page, 'ファイルに書き出す').click();
  return readFileSync(await (await download).path(), 'utf8');
};

const choose = async (page: Page, text: string): Promise<void> => {
  const chooser = page.waitForEvent('filechooser');
  await button(page, 'ファイルを選んで取り込む').click();
  await (await chooser).setFiles({ name: 'banso-unsent.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
};

test('[L5.40][L5.41][L5.42] 送れない記録をファイルで事務局へ運び、事務局が取り込むまで、端末は送信済と言わない', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const { look, wrong } = inspector();
  await phone.context().setOffline(true);
  await startVisit(page);
  await page.getByLabel('支援内容の要旨').fill(GIST);
  await page.getByLabel('支援内容の要旨').blur();
  await page.getByText('未送信 2件', { exact: false }).waitFor();
  await page.goto(`${server.url}/outbox`);
  const file = await written(page);
  await page.getByText('書き出しました（記録2件、写真0枚').waitFor();
  await heading(page, '未送信　2件').waitFor();
  expect(await page.getByText('送信済・受領').count()).toBe(0);
  expect(file).not.toContain(GIST);
  await button(page, 'ファイルに書き出す').scrollIntoViewIfNeeded();
  await look(page, 'export-unsent');

  const pc = await pcOf(server, '中原 さとみ');
  const office = pc.page();
  await office.goto(`${server.url}/devices`);
  await choose(office, file.slice(0, -100));
  await office.getByText('途中で切れているか、書き換わっています').waitFor();
  await choose(office, file);
  await office.getByText('2件を取り込みました').waitFor();
  await office.getByRole('cell', { name: '訪問の開始' }).waitFor();
  await button(office, 'ファイルを選んで取り込む').scrollIntoViewIfNeeded();
  await look(office, 'take-unsent');
  await choose(office, file);
  await office.getByText('このファイルの内容は、すべて届いていました').waitFor();

  await page.reload();
  await page.getByText('サーバーの受領は、まだ確かめていません').waitFor();
  await phone.context().setOffline(false);
  await heading(page, '送信済　2件').waitFor();
  expect(await page.getByText('サーバーの受領は、まだ確かめていません').count()).toBe(0);
  expect(wrong).toEqual([]);
  expect(pc.complaints).toEqual([]);
});
