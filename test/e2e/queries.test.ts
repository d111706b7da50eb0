import { expect, test } from 'vitest';
import { inspector } from './inspector.ts';
import { button, heading } from './phone-steps.ts';
import { stage } from './stage.ts';

const { serverAndPhone, deskOf } = stage();

const QUESTION = '駅からタクシーを使った日の旅費は、実費に当たりますか。';
const ANSWER = '公共交通機関で行けない場所でしたか。';
const AGREED = '公共交通機関のない区間に限り、実費として扱う。';

test('[L13.434] 専門家が圏外で尋ね、事務局が答え、専門家が定めたことを残す', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const { look, wrong } = inspector();
  await phone.context().setOffline(true);
  const papers = page.getByRole('region', { name: '書類' });
  await papers.getByRole('link', { name: /みのり野製麺/ }).click();
  await page.getByRole('link', { name: /質疑・協議/ }).click();
  await page.getByText('まだ、質疑はありません。').waitFor();
  await button(page, '新しく尋ねる').click();
  await button(page, '質疑を残す').click();
  await page.getByText('入力してください。').first().waitFor();
  await page.getByLabel('件名').fill('タクシーの旅費');
  await page.getByLabel('内容').fill(QUESTION);
  await look(page, 'query-asking');
  // What was typed is there again after the app was closed in the middle.
  await page.getByText(`${Array.from(QUESTION).length}／4000字`, { exact: true }).waitFor();
  await page.reload();
  await expect.poll(() => page.getByLabel('内容').inputValue()).toBe(QUESTION);
  await button(page, '質疑を残す').click();
  const thread = page.getByRole('article', { name: 'タクシーの旅費' });
  await thread.getByText('事務局の返事を待っています').waitFor();
  await thread.getByText('未送信').waitFor();
  await look(page, 'query-waiting');
  await phone.context().setOffline(false);

  const desk = await deskOf(server);
  const office = desk.page();
  await office.getByText(/確認を待っている書類/).click();
  await office.getByRole('link', { name: /みのり野製麺.*質疑/ }).click();
  await heading(office, 'タクシーの旅費').waitFor();
  await office.getByText('あなたの返事を待っています').waitFor();
  await look(office, 'query-desk');
  await button(office, '返事を書く').click();
  await office.getByLabel('返事', { exact: true }).fill(ANSWER);
  await look(office, 'query-desk-answer');
  await button(office, '返事を残す').click();
  await office.getByText('専門家の返事を待っています').waitFor();

  await thread.getByText(ANSWER).waitFor();
  await thread.getByText('あなたの返事を待っています').waitFor();
  await button(page, '返事を書く').click();
  await page.getByLabel('返事', { exact: true }).fill(AGREED);
  await page.getByRole('checkbox', { name: /協議が調ったものとして残す/ }).check();
  await button(page, '返事を残す').click();
  await thread.getByText('協議が調いました').waitFor();
  await look(page, 'query-settled');
  await office.getByText(AGREED).waitFor();
  await office.getByText('協議が調いました').waitFor();
  await look(office, 'query-desk-settled');
  await office.setViewportSize({ width: 390, height: 844 });
  await look(office, 'query-desk-390');

  // A new question of the office is told where the expert's day begins.
  await office.setViewportSize({ width: 1_440, height: 900 });
  await button(office, '新しく尋ねる').click();
  await office.getByLabel('件名').fill('次回の場所');
  await office.getByLabel('内容').fill('次回はどちらで行いますか。');
  await button(office, '質疑を残す').click();
  await page.getByRole('article', { name: '次回の場所' }).waitFor();
  await page.getByRole('link', { name: /書類の一覧へ戻る/ }).click();
  await page.getByRole('link', { name: /訪問の一覧へ戻る/ }).click();
  await papers.getByText('事務局が、質疑の返事を待っています').waitFor();
  await look(page, 'query-today');
  expect(wrong).toEqual([]);
  for (const { complaints } of [phone, desk]) expect(complaints).toEqual([]);
});
