import { expect, test } from 'vitest';
import { inspector } from './inspector.ts';
import { button, heading, startVisit } from './phone-steps.ts';
import { stage } from './stage.ts';

const { serverAndPhone, pcOf } = stage();

test('[L5.44][L5.45] 管理者は、各端末の状況と、届いていないはずの訪問を見て、だれに何を尋ねるかが分かる', async () => {
  const { server, phone } = await serverAndPhone();
  const { look, wrong } = inspector();
  await phone.context().setOffline(true);
  await startVisit(phone.page());
  // Two days later nothing has come of the visit that was due.
  await server.stop();
  await server.start({ minutes: 2 * 24 * 60 });
  const pc = await pcOf(server, '中原 さとみ');
  const page = pc.page();
  await page.goto(`${server.url}/devices`);
  await heading(page, '青柳 由美子さんに電話する').waitFor();
  await page.getByText('予定の日を過ぎましたが、開始の記録がありません', { exact: false }).first().waitFor();
  await page.getByText('訪問は行われましたか。', { exact: false }).first().waitFor();
  const row = page.getByRole('row', { name: /青柳 由美子/ });
  await expect.poll(() => row.innerText()).toContain('2日前');
  await expect.poll(() => row.innerText()).toContain('予備');
  await look(page, 'device-board');
  await expect.poll(() => button(page, 'ファイルを選んで取り込む').count()).toBe(1);
  expect(wrong).toEqual([]);
});
