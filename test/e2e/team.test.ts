import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { misfitsOn, violationsOn } from '../support/browser-checks.ts';
import { button, heading, picture } from './phone-steps.ts';
import { rowOf, stage } from './stage.ts';

const { startServer, phoneOf, pcOf } = stage();

const OPINION = '試食の感想も、一緒に聞いてみてはどうでしょうか。';
const AGREED = '直売所では、まず店長の話を聞く。';
const REPLY = '今日の訪問で、試食の感想も聞きます。';

test('[L13.44][L18.1] 支援員の意見が専門家に届き、打ち合わせと回答が、事務局と支援員の画面に表示される', async () => {
  const server = await startServer();
  const officer = await phoneOf(server, '足立 こずえ');
  const wrong: string[] = [];
  const look = async (page: Page, screen: string) => {
    const found = [...(await violationsOn(page)), ...(await misfitsOn(page))];
    wrong.push(...found.map((one) => `${screen}: ${one}`));
    await picture(page, `screen-${screen}`);
  };

  const theirs = officer.page();
  await heading(theirs, /しろつめ醸造/).waitFor();
  await look(theirs, 'officer-home');
  await theirs.getByRole('link', { name: /第3回/ }).click();
  await heading(theirs, '訪問　第3回').waitFor();
  await button(theirs, '意見を記録する').click();
  await theirs.getByText('入力してください。').waitFor();
  await theirs.getByRole('textbox', { name: '意見・要望' }).fill(OPINION);
  await button(theirs, '意見を記録する').click();
  await theirs.getByText('この端末に保存しました。', { exact: false }).waitFor();
  await theirs.locator('blockquote').getByText(OPINION).waitFor();
  await look(theirs, 'officer-visit');

  const phone = await phoneOf(server, '河原 徹');
  const page = phone.page();
  await button(page, '訪問を始める').click();
  await heading(page, '訪問中　第3回').waitFor();
  await page.getByText(OPINION).waitFor();
  await look(page, 'team-running');
  await page.getByRole('link', { name: 'ミーティングを記録する' }).click();
  await page.getByRole('textbox', { name: '確認したこと' }).fill(AGREED);
  await look(page, 'team-meeting');
  // What was typed is there again after the app was closed in the middle.
  await page.reload();
  await expect.poll(() => page.getByRole('textbox', { name: '確認したこと' }).inputValue()).toBe(AGREED);
  await button(page, 'この内容で記録する').click();
  await page.getByText(AGREED).waitFor();
  const article = page.getByRole('article').filter({ hasText: OPINION });
  await article.getByRole('link', { name: 'この意見に答える' }).click();
  await page.getByLabel('一部を取り入れる').check();
  await page.getByRole('textbox', { name: '回答' }).fill(REPLY);
  await look(page, 'team-answer');
  await button(page, '回答を記録する').click();
  await heading(page, '訪問中　第3回').waitFor();
  await button(page, '同席した人を変える').click();
  await page.getByRole('checkbox', { name: '足立 こずえ' }).check();
  await button(page, 'この内容にする').click();
  // Once among those present, once in the meeting.
  await expect.poll(() => page.getByText('足立 こずえ', { exact: true }).count()).toBe(2);

  await theirs.getByText(REPLY).waitFor();
  await theirs.getByText(AGREED).waitFor();
  await look(theirs, 'officer-answered');

  const pc = await pcOf(server, '宮脇 諭');
  const office = pc.page();
  await button(office, /すべて/).click();
  await rowOf(office, 'しろつめ醸造.*第3回').click();
  await heading(office, '支援員とのチーム').waitFor();
  await office.getByText(AGREED).waitFor();
  await office.getByText(REPLY).waitFor();
  await look(office, 'desk-team');
  expect(wrong).toEqual([]);
  for (const { complaints } of [officer, phone, pc]) expect(complaints).toEqual([]);
});
