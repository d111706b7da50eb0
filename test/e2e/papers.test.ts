import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { readPdf } from '../support/read-pdf.ts';
import { recordAndSubmit } from './company-steps.ts';
import { GIST, heading, picture } from './phone-steps.ts';
import { rowOf, stage } from './stage.ts';

const { serverAndPhone, deskOf } = stage();

test('[L18.48] 専門家も事務局も、訪問の画面から様式第3号と確認書を開け、圏外ではそう伝える', {
  timeout: 120_000,
}, async () => {
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

  await server.stop();
  await page.reload();
  await page.getByText('PDFはサーバーで作るため、圏外では開けません。', { exact: false }).waitFor();
  expect(await page.getByRole('link', { name: /PDF/ }).count()).toBe(0);
  await picture(page, 'papers-offline');
});

/** What the link leads to, as the browser would open it in a new tab with the session of the page. */
const paper = async (page: Page, name: string) => {
  const link = page.getByRole('link', { name: new RegExp(`^${name}`) });
  expect(await link.getAttribute('target')).toBe('_blank');
  const response = await page.request.get(new URL((await link.getAttribute('href')) ?? '', page.url()).href);
  expect(response.headers()['content-type']).toBe('application/pdf');
  return readPdf(await response.body());
};
