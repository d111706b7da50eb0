import { addDays, dayInJapan } from '@banso/shared/time/day.ts';
import { expect, test } from 'vitest';
import { inspector } from './inspector.ts';
import { button, heading } from './phone-steps.ts';
import { rowOf, stage } from './stage.ts';

const { startServer, deskOf } = stage();

test('[L13.95] 事務局は、代表者の交代を登録し、前の代表者は履歴に残る', async () => {
  const server = await startServer();
  const pc = await deskOf(server);
  const office = pc.page();
  const { look, wrong } = inspector();
  await button(office, /^すべて/).click();
  await rowOf(office, 'みのり野製麺').first().click();
  await office.getByRole('link', { name: '会社の登録内容' }).click();
  await heading(office, /会社の登録内容.*みのり野製麺/).waitFor();
  await heading(office, 'いまの内容（登録したときのまま）').waitFor();
  await look(office, 'desk-company');

  await button(office, '変更を登録する').click();
  await office.getByText('変わったところがありません。').waitFor();
  await office.getByLabel(/^代表者のお名前/).fill('川上 麻衣');
  const today = dayInJapan(Date.now());
  await office.getByLabel(/^いつから/).fill(addDays(today, 3));
  await office.getByLabel(/^変わった理由/).fill('代表者交代');
  await office.getByText('まだ来ていない日です。', { exact: false }).waitFor();
  await office.getByLabel(/^いつから/).fill(addDays(today, -1));
  await button(office, '変更を登録する').click();
  await office.getByText('変更を登録しました。', { exact: false }).waitFor();
  await heading(office, '前の内容').waitFor();
  await office.getByText('代表者：代表取締役　川上 正一').waitFor();
  await expect.poll(() => office.locator('dl').first().innerText()).toContain('川上 麻衣');
  await look(office, 'desk-company-changed');
  await office.reload();
  await office.getByText(/桐野 誠.*が変更を登録。理由：代表者交代/).waitFor();
  expect(wrong).toEqual([]);
  expect(pc.complaints).toEqual([]);
});
