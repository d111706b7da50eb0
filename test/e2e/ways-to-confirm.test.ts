import type { Page } from 'playwright';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { expect, test } from 'vitest';
import { violationsOn } from '../support/browser-checks.ts';
import { confirm, handOver, sign, submit, takeBack, toTheWays } from './company-steps.ts';
import { button, picture, recordVisit } from './phone-steps.ts';
import { rowOf, stage } from './stage.ts';

const { serverAndPhone, deskOf } = stage();

test('[L12.34] 会社は確認コードを入れて確認でき、圏外でも打ち間違いに気づき、サーバーがコードを確かめる', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const pc = await deskOf(server);
  await openAll(pc.page());
  const code = await codeShown(pc.page());

  await phone.context().setOffline(true);
  await recordVisit(page);
  await handOver(page);
  await toTheWays(page);
  expect(await violationsOn(page)).toEqual([]);
  await picture(page, 'ways');
  await page.getByRole('button', { name: /確認コードを入れる/ }).click();
  const field = page.getByRole('textbox', { name: '確認コード' });
  await field.fill(`${code.slice(0, -1)}${(Number(code.at(-1)) + 1) % 10}`);
  await button(page, '確認する').click();
  await page.getByText('番号が合いません').waitFor();
  expect(await violationsOn(page)).toEqual([]);
  await picture(page, 'ways-code-wrong');
  await field.fill(code);
  await confirm(page);
  await takeBack(page);
  await submit(page);
  await phone.context().setOffline(false);

  await pc.page().getByText('有効な署名があります').waitFor();
  await pc.page().getByText('この訪問のコードと一致しました').waitFor();
  await picture(pc.page(), 'desk-code');
  expect(phone.complaints).toEqual([]);
});

test('[L12.34][L13.94] 左手でも、代わりの方でも書け、誰がなぜ代わったかが残り、委任は事務局が登録し、終える', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  await phone.context().setOffline(true);
  await recordVisit(page);
  await handOver(page);
  await toTheWays(page, { name: '川上 麻衣', title: '専務' });
  await page.getByRole('button', { name: /代わりの方が書く/ }).click();
  await page.getByLabel('代わりに書く方のお名前').fill('川上 次郎');
  await page.getByLabel('ご関係').fill('従業員');
  await page.getByLabel('理由').fill('手をけがしているため');
  expect(await violationsOn(page)).toEqual([]);
  await picture(page, 'ways-proxy');
  await button(page, '署名へ進む').click();
  await page.locator('canvas').waitFor();
  await page.getByText('代筆　川上 次郎さん').waitFor();
  await page.setViewportSize({ width: 844, height: 390 });
  expect(await leftOf(page, '確認する')).toBeLessThan(await leftOf(page, '一つ戻す'));
  await picture(page, 'pad-left-hand');
  await page.setViewportSize({ width: 390, height: 844 });
  await sign(page);
  await confirm(page);
  await takeBack(page);
  await submit(page);
  await phone.context().setOffline(false);

  const pc = (await deskOf(server)).page();
  await rowOf(pc, 'みのり野製麺.*第2回').waitFor();
  await open(pc, rowOf(pc, 'みのり野製麺.*第2回'));
  await pc.getByText('代筆：川上 次郎さん（従業員）。手をけがしているため').waitFor();
  await pc.getByText('委任の登録がない').waitFor();
  await rowOf(pc, 'みのり野製麺.*第2回').getByText('注意 2').waitFor();
  await button(pc, '委任を登録する').click();
  await button(pc, '登録する').click();
  await pc.getByText('委任の登録がない').first().waitFor({ state: 'detached' });
  // The list beside it says so as well: what is left is the call to the signer.
  await rowOf(pc, 'みのり野製麺.*第2回').getByText('注意 1').waitFor();
  await picture(pc, 'desk-proxy');

  await button(pc, 'この委任を終える').click();
  await button(pc, '終える').click();
  await pc.getByText('入力してください。').waitFor();
  await pc.getByLabel(/^終わる日/).fill(dayInJapan(Date.now()));
  await pc
    .getByRole('form', { name: /さんの委任を終える/ })
    .getByLabel(/^理由/)
    .fill('代表者が復帰したため。');
  expect(await violationsOn(pc)).toEqual([]);
  await picture(pc, 'desk-delegation');
  await button(pc, '終える').click();
  await pc.getByText('から、任されていません', { exact: false }).waitFor();
  // The visit was the day before: what was confirmed until then stays confirmed.
  expect(await pc.getByText('委任の登録がない').count()).toBe(0);
});

const openAll = async (pc: Page): Promise<void> => {
  await button(pc, 'すべて 9').click();
  await open(pc, rowOf(pc, 'みのり野製麺.*第2回'));
};

const open = async (pc: Page, row: ReturnType<typeof rowOf>): Promise<void> => {
  await row.getByRole('link').or(row).first().click();
  await pc.getByRole('heading', { name: /みのり野製麺.*第2回/ }).waitFor();
};

/** The code as the desk reads it out to the company. */
const codeShown = async (pc: Page): Promise<string> => {
  await button(pc, '確認コードを表示する').click();
  const shown = await pc.locator('.review__code').textContent();
  return (shown ?? '').replace(/\s/g, '');
};

const leftOf = async (page: Page, name: string): Promise<number> =>
  (await button(page, name).boundingBox())?.x ?? Number.NaN;
