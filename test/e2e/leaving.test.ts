import { expect, test } from 'vitest';
import { inspector } from './inspector.ts';
import { button, declareDevice, heading, startVisit, untilItOpensOffline } from './phone-steps.ts';
import { stage } from './stage.ts';

const { serverAndPhone } = stage();

test('[L5.43] 未送信を残してサインアウトするときは、送る・書き出す・残すを選び、残した記録は次のサインインで送られる', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const { look, wrong } = inspector();
  await phone.context().setOffline(true);
  await startVisit(page);
  await page.goto(`${server.url}/more`);
  await button(page, 'サインアウトする').click();
  const dialog = page.getByRole('dialog', { name: 'まだ送っていない記録が1件あります' });
  await dialog.waitFor();
  await look(page, 'sign-out-unsent');
  await button(page, 'いま送る').click();
  await page.getByText('いまは送れませんでした。1件は、この端末に残っています。').waitFor();
  const download = page.waitForEvent('download');
  await button(page, 'ファイルに書き出す').click();
  await (await download).path();
  await page.getByText('書き出しました（記録1件').waitFor();
  await button(page, 'この端末に残して、サインアウトする').click();
  await button(page, 'サインインする').waitFor();

  await phone.context().setOffline(false);
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel('コード').fill(server.codeOf('青柳 由美子'));
  await button(page, 'サインインする').click();
  await page.getByRole('link', { name: 'つづける' }).waitFor();
  await page.goto(`${server.url}/outbox`);
  await heading(page, '送信済　1件').waitFor();

  // Nothing unsent: nothing but the question.
  await page.goto(`${server.url}/more`);
  await button(page, 'サインアウトする').click();
  await page.getByRole('dialog', { name: 'サインアウトしますか' }).waitFor();
  expect(await button(page, 'ファイルに書き出す').count()).toBe(0);
  expect(wrong).toEqual([]);
});

test('[L5.43] 未送信のある人の端末に別の人がサインインしても、前の人の記録は残り、その人が戻ると送られる', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const { look, wrong } = inspector();
  const stopSending = (route: { readonly abort: () => Promise<void> }) => route.abort();
  await phone.context().route('**/api/sync', stopSending);
  await startVisit(page);
  await page.goto(server.linkOf('大庭 光'));
  await heading(page, '青柳 由美子さんの、まだ送っていない記録が1件あります').waitFor();
  await look(page, 'switch-unsent');
  await button(page, 'この端末に残して、サインインへ進む').click();
  await phone.context().unroute('**/api/sync', stopSending);
  await button(page, 'この端末で始める').click();
  await declareDevice(page);
  await page.goto(`${server.url}/outbox`);
  await page.getByText('未送信の記録はありません').waitFor();
  await untilItOpensOffline(page);

  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel('コード').fill(server.codeOf('青柳 由美子'));
  await button(page, 'サインインする').click();
  await page.getByRole('link', { name: 'つづける' }).waitFor();
  await page.goto(`${server.url}/outbox`);
  await heading(page, '送信済　1件').waitFor();
  expect(wrong).toEqual([]);
});
