import type { Page } from 'playwright';
import readSheets from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { violationsOn } from '../support/browser-checks.ts';
import { readPdf } from '../support/read-pdf.ts';
import { readZip } from '../support/read-zip.ts';
import { recordAndSubmit } from './company-steps.ts';
import { button, GIST, heading, picture, startVisit, untilKept } from './phone-steps.ts';
import { rowOf, stage } from './stage.ts';

const { serverAndPhone, deskOf } = stage();

test('[L18.48] 専門家も事務局も、訪問の画面から様式第3号と確認書を開け、圏外ではそう伝える', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  await recordAndSubmit(page);
  await page.getByText('送信済', { exact: false }).first().waitFor();
  const report = await paper(page, '様式第3号を開く（PDF）');
  expect(report.pages[0]?.text).toContain('商品ごとの材料費と作業時間を一緒に表にした。');
  const slip = await paper(page, '確認書（PDF）');
  expect(slip.pages[0]?.text).toContain(GIST);
  await picture(page, 'papers-phone');

  const office = (await deskOf(server)).page();
  await rowOf(office, 'みのり野製麺').click();
  await heading(office, /みのり野製麺.*第2回/).waitFor();
  expect((await paper(office, '様式第3号を開く（PDF）')).title).toContain('様式第3号');
  await picture(office, 'papers-desk');
  const copy = await office.request.get(await addressOf(office, '様式第3号の編集用の写し（Word）'));
  expect(copy.headers()['content-type']).toContain('wordprocessingml');
  expect(readZip(await copy.body()).text('word/document.xml')).toContain(
    '商品ごとの材料費と作業時間を一緒に表にした。',
  );
  expect(await page.getByRole('link', { name: /Word/ }).count()).toBe(0);

  await server.stop();
  await page.reload();
  await page.getByText('PDFはサーバーで作るため、圏外では開けません。', { exact: false }).waitFor();
  expect(await page.getByRole('link', { name: /PDF/ }).count()).toBe(0);
  await picture(page, 'papers-offline');
});

/** What the link leads to, as the browser would open it in a new tab with the session of the page. */
const paper = async (page: Page, name: string) => {
  const link = page.getByRole('link', { name: new RegExp(`^${name}`) });
  await expect.poll(() => link.getAttribute('target')).toBe('_blank');
  const response = await page.request.get(await addressOf(page, name));
  expect(response.headers()['content-type']).toBe('application/pdf');
  return readPdf(await response.body());
};

test('[L18.64] 印刷できない文字は、書いている間に知らせ、そのまま記録する', async () => {
  const { phone } = await serverAndPhone();
  const page = phone.page();
  await startVisit(page);
  const gist = page.getByLabel('支援内容の要旨');
  await gist.fill('工場🏭を見学した。');
  const told = page.getByText('「🏭」は、PDFの書類に印刷できません。', { exact: false });
  await told.waitFor();
  await picture(page, 'unprintable');
  expect(await violationsOn(page)).toEqual([]);
  await untilKept(page);
  await page.reload();
  await told.waitFor();
  await expect.poll(() => gist.inputValue()).toBe('工場🏭を見学した。');
  await gist.fill('工場を見学した。辻\u{E0100}様。');
  await told.waitFor({ state: 'hidden' });
});

const addressOf = async (page: Page, name: string): Promise<string> => {
  const link = page.getByRole('link', { name: new RegExp(`^${name}`) });
  return new URL((await link.getAttribute('href')) ?? '', page.url()).href;
};

test('[L18.63] 事務局は、表示している一覧を、そのままExcelで保存できる。圏外でも同じ', async () => {
  const { server } = await serverAndPhone();
  const pc = await deskOf(server);
  const office = pc.page();
  await button(office, /^すべて/).click();
  await office.getByRole('searchbox').fill('みのり野');
  await rowOf(office, 'みのり野製麺').first().waitFor();
  await picture(office, 'sheet-desk');
  await pc.context().setOffline(true);
  const coming = office.waitForEvent('download');
  await button(office, 'この一覧をExcelで保存する').click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^訪問の一覧_すべて_\d{8}\.xlsx$/);
  await office.getByText(/^\d+件の一覧を保存しました。$/).waitFor();
  const [visits, about] = await readSheets(await download.path());
  const [heads, ...lines] = visits?.data ?? [];
  expect(heads?.slice(0, 2)).toEqual(['会社', '専門家']);
  expect(lines).toHaveLength(await office.locator('.split__list tbody tr').count());
  expect(lines.every(([company]) => String(company).includes('みのり野製麺'))).toBe(true);
  expect(about?.data.flat()).toContain('みのり野');
  // FP-2-2: the office's log learns of it with the next contact.
  await pc.context().setOffline(false);
  await office.goto(`${server.url}/access`);
  const entry = office.getByRole('row').filter({ hasText: '一覧の保存' });
  await entry.first().waitFor();
  await expect.poll(() => entry.first().innerText()).toContain(`（${lines.length}行）`);
  await picture(office, 'list-saved-in-log');
  expect(pc.complaints).toEqual([]);
});
