import { expect, test } from 'vitest';
import { misfitsOn, violationsOn } from '../support/browser-checks.ts';
import { button, heading, picture } from './phone-steps.ts';
import { rowOf, stage } from './stage.ts';

const { serverAndPhone, deskOf, pcOf } = stage();

test('[L15.93][L15.95] 見た記録は目的とともに残り、管理者が月ごとに点検し、ほかの人は自分の記録だけを見る', async () => {
  const { server, phone } = await serverAndPhone();
  const desk = await deskOf(server);
  const office = desk.page();
  await button(office, /^すべて/).click();
  await rowOf(office, 'くすのき染工').first().click();
  await heading(office, /くすのき染工/).waitFor();
  // Looked at without a network, and told when it is back.
  await desk.context().setOffline(true);
  await rowOf(office, 'みのり野製麺').first().click();
  await heading(office, /みのり野製麺/).waitFor();
  await desk.context().setOffline(false);

  const administrator = (await pcOf(server, '中原 さとみ')).page();
  await administrator.getByRole('link', { name: 'アクセスの記録' }).click();
  await heading(administrator, '月の点検').waitFor();
  const wrong: string[] = [];
  const looked = administrator.getByRole('row', { name: /桐野 誠.*閲覧.*報告の確認.*みのり野製麺/ });
  await expect
    .poll(
      async () => {
        await administrator.reload();
        await heading(administrator, '一件ごとの記録').waitFor();
        await administrator.getByRole('table', { name: /新しい順/ }).waitFor();
        return looked.count();
      },
      { timeout: 60_000, interval: 2_000 },
    )
    .toBeGreaterThan(0);
  wrong.push(...(await violationsOn(administrator)), ...(await misfitsOn(administrator)));
  await picture(administrator, 'access-log');
  await administrator.getByLabel('点検の結果').fill('異常なし。');
  await button(administrator, '点検した記録を残す').click();
  await administrator.getByText(/が点検しました/).waitFor();

  const own = phone.page();
  await own.goto(`${server.url}/access`);
  await own.getByText('あなたが、この事業の記録を見たり印刷したりした記録です。').waitFor();
  // Each row as lines below each other, and still a table to whoever hears it.
  const cell = own.getByRole('table').getByRole('row').nth(1).getByRole('cell').first();
  await cell.waitFor();
  expect((await cell.boundingBox())?.width).toBeGreaterThan(300);
  expect(await own.getByText('桐野 誠').count()).toBe(0);
  wrong.push(...(await violationsOn(own)), ...(await misfitsOn(own)));
  await picture(own, 'access-own');
  expect(wrong).toEqual([]);
});

test('[L15.293] 月を続けて選び直すと、答えの届く順によらず、最後に選んだ月が出る', async () => {
  const { server } = await serverAndPhone();
  const page = (await pcOf(server, '中原 さとみ')).page();
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/2025-01/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${server.url}/access`);
  const month = page.getByLabel('対象の月');
  const nothing = page.getByText('この月の記録は、まだありません。');
  const asked = page.waitForRequest(/2025-01/);
  const late = page.waitForResponse(/2025-01/);
  await month.fill('2025-01');
  await asked;
  await month.fill('2025-02');
  await nothing.waitFor();
  release();
  await (await late).finished();
  // Until the page has drawn what the late answer made of it.
  for (let frames = 0; frames < 10; frames += 1)
    await page.evaluate(() => new Promise((resolve) => void requestAnimationFrame(resolve)));
  expect(await nothing.count()).toBe(1);
});
