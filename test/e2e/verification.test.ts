import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { misfitsOn, violationsOn } from '../support/browser-checks.ts';
import { openPhone } from '../support/browser-session.ts';
import { picture } from './phone-steps.ts';
import { rowOf, stage } from './stage.ts';

const { serverAndPhone, deskOf } = stage();

test('[L12.40] 書類を持つ人は、サインインせずに、コードでもファイルでも本物かどうかを確かめられる', async () => {
  const { server } = await serverAndPhone();
  const pc = (await deskOf(server)).page();
  const row = rowOf(pc, 'くすのき染工');
  await row.getByRole('link').or(row).first().click();
  const href = await pc.locator('a[href*="/api/forms/visit-report"]').first().getAttribute('href');
  const pdf = await (await pc.request.get(`${server.url}${href ?? ''}`)).body();
  const code = /banso-verify:([0-9A-Z]{26})/.exec(pdf.toString('latin1'))?.[1] ?? '';

  const stranger = await openPhone();
  try {
    const page = stranger.page();
    await page.goto(`${server.url}/verify/${code}`);
    await page.getByText('本物です。内容は、いまの記録のとおりです。').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await misfitsOn(page)).toEqual([]);
    await picture(page, 'verify-genuine');

    await choose(page, pdf);
    await page.getByText('本物です。内容は、いまの記録のとおりです。').waitFor();
    const altered = Buffer.from(pdf);
    altered[altered.length - 40] = (altered[altered.length - 40] ?? 0) ^ 1;
    await choose(page, altered);
    await page.getByText('事務局が出したファイルではありません').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await picture(page, 'verify-altered');
    await choose(page, Buffer.from('これはPDFではありません'));
    await page.getByText('PDFファイルではありません。').waitFor();
    expect(stranger.complaints).toEqual([]);
  } finally {
    await stranger.dispose();
  }
});

const choose = (page: Page, buffer: Buffer): Promise<void> =>
  page.locator('input[type=file]').setInputFiles({ name: '様式第3号.pdf', mimeType: 'application/pdf', buffer });
