import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { fiscalYearEnd, latestEnd } from '@banso/shared/person/role-ends.ts';
import { eraDate } from '@banso/shared/time/wareki.ts';
import { inspector } from './inspector.ts';
import { button } from './phone-steps.ts';
import { openPerson } from './sign-in-steps.ts';
import { stage } from './stage.ts';

const { startServer, pcOf } = stage();

const NAME = '見本 監子（サンプル）';

const changeRoles = async (page: Page, reason: string) => {
  await page.getByLabel('理由').last().fill(reason);
  await button(page, 'この役割にする').click();
};

test('[L15.165] 管理者は監査の人を期限つきで登録し、期限を延ばし、早く終え、空欄では登録できない', async () => {
  const server = await startServer();
  const pc = await pcOf(server, '中原 さとみ');
  const page = pc.page();
  const { look, wrong } = inspector();
  const today = dayInJapan(Date.now());
  const [end, latest] = [fiscalYearEnd(today), latestEnd(today)];

  await page.goto(`${server.url}/people/new`);
  await page.getByLabel('氏名').fill(NAME);
  await page.getByRole('checkbox', { name: '監査', exact: true }).last().check();
  const until = page.getByLabel('監査の期限');
  await expect.poll(() => until.inputValue()).toBe(end);
  await until.fill('');
  await button(page, '登録して招待へ進む').click();
  await page.getByText('期限が空欄です。最後の日を入れてください。').waitFor();
  await look(page, 'role-end-missing');
  await until.fill(end);
  await look(page, 'role-end-new');
  await button(page, '登録して招待へ進む').click();
  await page.getByText(`監査 ${eraDate(end)}まで`, { exact: true }).waitFor();

  await page.getByLabel('監査の期限').fill(latest);
  await changeRoles(page, '完了検査が翌年度にあるため。');
  await page.getByText(`監査 ${eraDate(latest)}まで`, { exact: true }).waitFor();
  await page.getByLabel('監査の期限').fill(today);
  await changeRoles(page, '検査が終わったため。');
  await page.getByText(`監査 ${eraDate(today)}まで`, { exact: true }).waitFor();
  await look(page, 'role-end-person');
  // Too far is refused with what to do, and what was typed stays.
  await page.getByLabel('監査の期限').fill(`${Number(latest.slice(0, 4)) + 1}-03-31`);
  await changeRoles(page, '長くしたいため。');
  await page.getByText('役割の期限が、選べる範囲の外にあります。').waitFor();
  await look(page, 'role-end-refused');
  await expect.poll(() => page.getByLabel('理由').last().inputValue()).toBe('長くしたいため。');
  await page.goto(`${server.url}/people`);
  await page.getByRole('row', { name: new RegExp(`${NAME}.*監査 ${eraDate(today)}まで`) }).waitFor();
  await openPerson(page, NAME);
  expect(wrong).toEqual([]);
  expect(pc.complaints).toEqual([]);
});
