import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { misfitsOn, violationsOn } from '../support/browser-checks.ts';
import { openPhone } from '../support/browser-session.ts';
import { scanned } from '../support/scan-code.ts';
import { agree, confirm, handOver, sign } from './company-steps.ts';
import { button, picture, recordVisit } from './phone-steps.ts';
import { rowOf, stage } from './stage.ts';

const { serverAndPhone, deskOf, anotherPhone } = stage();

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

test('[L12.140] 会社は圏外で署名した後に控えのコードを写し、届く前は未着、届いた後は届いたことを、自分の端末で確かめられる', async () => {
  const { phone } = await serverAndPhone();
  const page = phone.page();
  await phone.context().setOffline(true);
  await recordVisit(page);
  await handOver(page);
  await agree(page);
  await sign(page);
  await confirm(page);
  await picture(page, 'company-thanks');
  await button(page, '控えのQRコードを見る').click();
  await page.getByRole('dialog', { name: '確認の控え' }).waitFor();
  expect(await violationsOn(page)).toEqual([]);
  expect(await misfitsOn(page)).toEqual([]);
  await picture(page, 'company-voucher');
  const link = await scanned(page.getByRole('img', { name: '確認の控えのQRコード' }));

  const companys = await anotherPhone();
  const own = companys.page();
  await own.goto(link);
  await own.getByText('未着です。事務局には、まだ届いていません。').waitFor();
  expect(await violationsOn(own)).toEqual([]);
  expect(await misfitsOn(own)).toEqual([]);
  await picture(own, 'voucher-not-arrived');
  await phone.context().setOffline(false);
  await expect
    .poll(
      async () => {
        await button(own, 'もう一度確かめる').click();
        await own.getByText('確かめています。').waitFor({ state: 'detached' });
        return own.getByText('事務局に届いています。ご確認いただいたとおりの内容です。').count();
      },
      { interval: 500 },
    )
    .toBe(1);
  await picture(own, 'voucher-arrived');
  expect(companys.complaints).toEqual([]);
});

const choose = (page: Page, buffer: Buffer): Promise<void> =>
  page.locator('input[type=file]').setInputFiles({ name: '様式第3号.pdf', mimeType: 'application/pdf', buffer });
