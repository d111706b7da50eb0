import { expect, test } from 'vitest';
import { button, heading, startVisit } from './phone-steps.ts';
import { inspector } from './inspector.ts';
import { stage } from './stage.ts';

const { serverAndPhone } = stage();

const HOUR_MS = 60 * 60_000;

test('[L11.46] 終了を押し忘れた訪問は、翌日の最初の画面のボタン一つから、時刻と理由だけで終えられる', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const { look, wrong } = inspector();
  const nowMs = Date.now();
  await startVisit(page);
  await page.clock.setFixedTime(nowMs + 20 * HOUR_MS);
  await page.goto(server.url);
  await heading(page, '終わった時刻が、まだ記録されていません').waitFor();
  await look(page, 'forgotten-today');
  await page.getByRole('link', { name: '訪問の記録を開く' }).click();
  await button(page, 'たったいま終わりました').waitFor();
  await look(page, 'forgotten-running');
  await page.getByRole('link', { name: '終わった時刻を入力する' }).click();
  await heading(page, /終わった時刻/).waitFor();
  await look(page, 'forgotten-end');
  await button(page, 'この時刻で記録する').click();
  await page.getByText('入力してください。', { exact: true }).waitFor();
  await page.getByLabel('終わった時刻').fill('23:59');
  await button(page, 'この時刻で記録する').click();
  await heading(page, '訪問のまとめ　第2回').waitFor();
  await page.getByText('入力した時刻は「申告」として記録し', { exact: false }).waitFor();
  await look(page, 'forgotten-summary');
  expect(wrong).toEqual([]);
  expect(phone.complaints).toEqual([]);
});

test('[L11.46] 開始を押さずに日が過ぎた訪問は、実施した時刻の入力か、中止・延期をまず示す', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const { look, wrong } = inspector();
  await page.clock.setFixedTime(Date.now() + 48 * HOUR_MS);
  await page.goto(server.url);
  await page
    .getByRole('region', { name: '予定の日を過ぎた訪問' })
    .getByRole('link', { name: /みのり野製麺/ })
    .click();
  await page.getByRole('link', { name: '実施した時刻を入力する' }).waitFor();
  await look(page, 'overdue-visit');
  await page.getByRole('link', { name: '実施した時刻を入力する' }).click();
  await heading(page, /時刻を直す/).waitFor();
  expect(await page.getByLabel('開始', { exact: true }).inputValue()).not.toBe('');
  expect(wrong).toEqual([]);
});
