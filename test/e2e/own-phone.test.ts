import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { misfitsOn, violationsOn } from '../support/browser-checks.ts';
import { agree, copiedLink, handOver, sayYes, sign, submit, takeBack, toTheWays } from './company-steps.ts';
import { button, GIST, heading, picture, recordVisit } from './phone-steps.ts';
import { rowOf, stage } from './stage.ts';

const { serverAndPhone, deskOf, anotherPhone } = stage();

test('[L12.105] 会社は自分の端末でリンクから確認でき、専門家の端末が圏外のうちは未着、届くと自動で変わり、確認は専門家と事務局に届く', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const wrong: string[] = [];
  const look = async (at: Page, name: string) => {
    wrong.push(...(await violationsOn(at)), ...(await misfitsOn(at)));
    await picture(at, name);
  };

  await phone.context().setOffline(true);
  await recordVisit(page);
  await handOver(page);
  await toTheWays(page);
  await button(page, /会社のスマートフォンを使う/).click();
  await heading(page, /会社のスマートフォンで/).waitFor();
  await page.getByText('この端末から、まだ送られていません').waitFor();
  await look(page, 'own-phone-code');
  const link = await copiedLink(page);
  // The code outlives a reload, and leads to the same link.
  await page.reload();
  await page.getByRole('img', { name: /QRコード/ }).waitFor();
  expect(await copiedLink(page)).toBe(link);

  const companys = await anotherPhone();
  const own = companys.page();
  await own.goto(link);
  await heading(own, /まだ届いていません（未着）/).waitFor();
  await look(own, 'own-phone-not-arrived');
  await phone.context().setOffline(false);
  await page.getByText('事務局に届いています').waitFor();
  // By itself, without a press.
  await heading(own, /このとおりでしたか/).waitFor();
  await own.getByText(GIST).waitFor();
  await look(own, 'own-phone-read');
  await agree(own);
  await sign(own);
  // What was drawn outlives a call that comes in between.
  await own.reload();
  await own.getByRole('img', { name: /3画が書かれています/ }).waitFor();
  await look(own, 'own-phone-sign');
  await companys.context().setOffline(true);
  await button(own, '確認する').click();
  await own.getByText('まだ、届いていません').waitFor();
  await companys.context().setOffline(false);
  await button(own, '確認する').click();
  await heading(own, /ありがとうございました/).waitFor();
  await own.getByText('確認が、事務局に届きました', { exact: false }).waitFor();
  await own.getByText(GIST).waitFor();
  await look(own, 'own-phone-confirmed');
  expect(await own.evaluate(() => Object.keys(localStorage))).toEqual([]);
  expect(companys.complaints).toEqual([]);

  await page.getByText('会社の端末での確認が、事務局に届きました。').waitFor();
  await look(page, 'own-phone-arrived');
  await takeBack(page);
  await submit(page);

  const office = (await deskOf(server)).page();
  await rowOf(office, 'みのり野製麺.*第2回').getByRole('link').or(rowOf(office, 'みのり野製麺.*第2回')).first().click();
  await office.getByText('有効な署名があります').waitFor();
  await office.getByText('会社の端末で、訪問先で示したリンクから', { exact: false }).waitFor();
  await look(office, 'own-phone-desk');
  expect(wrong).toEqual([]);
});

test('[L12.105] 端末を先に返しても、あとから会社の端末で確認コードで確認でき、ちがうときは何も記録されない', async () => {
  const { phone } = await serverAndPhone();
  const page = phone.page();
  await recordVisit(page);
  await handOver(page);
  await toTheWays(page);
  await button(page, /会社のスマートフォンを使う/).click();
  await page.getByText('事務局に届いています').waitFor();
  const link = await copiedLink(page);
  await button(page, '専門家が端末を受け取る').click();
  await page.getByRole('checkbox').check();
  await button(page, '受け取って続ける').click();
  await page.getByText('会社の端末での確認を待っています').waitFor();
  await picture(page, 'own-phone-waits');

  const own = (await anotherPhone()).page();
  await own.goto(link);
  await button(own, 'ちがうところがあります').click();
  await own.getByText('まだ何も確認されていません', { exact: false }).waitFor();
  await picture(own, 'own-phone-differs');
  await button(own, '内容をもう一度見る').click();
  await sayYes(own);
  await button(own, '署名のほかの方法').click();
  // On its own phone nobody is sent to another one.
  expect(await own.getByRole('button', { name: /会社のスマートフォンを使う/ }).count()).toBe(0);
  await button(own, /確認コードを入れる/).click();
  await own.getByRole('textbox', { name: '確認コード' }).fill('1234567');
  await button(own, '確認する').click();
  await own.getByText('番号が合いません', { exact: false }).waitFor();
  await picture(own, 'own-phone-code');
  await page.getByText('会社の端末での確認を待っています').waitFor();
});
