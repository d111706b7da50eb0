import { addDays, dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { expect, test } from 'vitest';
import { inspector } from './inspector.ts';
import { button, heading, picture } from './phone-steps.ts';
import { stage } from './stage.ts';

const { serverAndPhone, deskOf } = stage();

const UNSENT = '会社から、見積書の書き方の相談がありました。';

test('[L9.14] 承認者が専門家の閲覧を終えると、案件は専門家の端末から消え、未送信の記録は届き、必要な間だけ再び開ける', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const { look, wrong } = inspector();
  const papers = page.getByRole('region', { name: '書類' });
  const mine = papers.getByRole('link', { name: /みのり野製麺/ });
  const engagement = (await mine.getAttribute('href'))?.split('/')[2] ?? '';
  const office = (await deskOf(server)).page();
  await office.goto(`${server.url}/engagements/${engagement}/contract`);
  const card = office.getByRole('region', { name: '専門家の閲覧' });
  await card.getByText('この事業では、契約の終了後の閲覧の期間を決めていません').waitFor();

  // 専門家は圏外で書き、そのあいだに閲覧が終わる
  await phone.context().setOffline(true);
  await mine.click();
  await page.getByRole('link', { name: /質疑・協議/ }).click();
  await button(page, '新しく尋ねる').click();
  await page.getByLabel('件名').fill('見積書の相談');
  await page.getByLabel('内容').fill(UNSENT);
  await button(page, '質疑を残す').click();
  await page.getByRole('article', { name: '見積書の相談' }).getByText('未送信').waitFor();
  await page.getByRole('link', { name: /書類の一覧へ戻る/ }).click();
  await page.getByRole('link', { name: '訪問の一覧へ戻る' }).click();

  await card.locator('summary').click();
  await button(office, '専門家の閲覧を終える').click();
  await card.getByText('入力してください。').waitFor();
  await look(office, 'reading-end');
  await button(office, '専門家の閲覧を終える').scrollIntoViewIfNeeded();
  await picture(office, 'screen-reading-end-form');
  await card.getByLabel('終える理由').fill('契約を解除したため。');
  await button(office, '専門家の閲覧を終える').click();
  await card.getByText(`専門家の閲覧は、${wareki(dayInJapan(Date.now()))}に終わりました`, { exact: false }).waitFor();
  await look(office, 'reading-ended');

  await phone.context().setOffline(false);
  await expect.poll(() => mine.count()).toBe(0);
  expect(await page.getByText('みのり野製麺').count()).toBe(0);
  await look(page, 'reading-gone');
  await office.goto(`${server.url}/papers/${engagement}/queries`);
  await office.getByText(UNSENT).first().waitFor();

  const until = addDays(dayInJapan(Date.now()), 7);
  await office.goto(`${server.url}/engagements/${engagement}/contract`);
  await card.locator('summary').click();
  await card.getByLabel('閲覧できる最後の日').fill(until);
  await card.getByLabel('再び開く理由').fill('会社からの照会に答えるため。');
  await button(office, '専門家の閲覧を再び開く').click();
  await card.getByText(`${wareki(until)}までです`, { exact: false }).waitFor();
  await look(office, 'reading-again');
  await office.setViewportSize({ width: 390, height: 844 });
  await look(office, 'reading-again-narrow');
  await card.getByText('理由：', { exact: false }).evaluate((one) => one.scrollIntoView({ block: 'center' }));
  await picture(office, 'screen-reading-again-phone');
  await mine.getByText(`記録を見られるのは、${wareki(until)}までです`).waitFor();
  await look(page, 'reading-until');
  await expect.poll(() => heading(page, /みのり野製麺/).count()).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});
