import type { Payee } from '@banso/shared/payee/payee.ts';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeInvoiced } from '../support/payable-office.ts';
import { inspector } from './inspector.ts';
import { registerPayer, takeBankFile } from './payment-steps.ts';
import { button, heading, picture } from './phone-steps.ts';
import { stage } from './stage.ts';

const { daysPass, startServer, pcOf, phoneOf } = stage();

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1_440, height: 900 };
/** The next day on which banks are open is never further away. */
const DAYS_TO_TRANSFER = 7;
/** One of the two experts names a T number (サンプル). */
const REGISTERED: Payee['statements'][number] = {
  kind: 'individual',
  registration: { number: 'T8810000000016', from: '2023-10-01', until: null },
  rounding: 'floor',
  showsReferenceTax: true,
  by: 'sample-expert',
  atMs: 1,
};
const DAYS_OF_BANK_DATA = 85;

test('[L13.420][L13.330][L13.331][L13.332][L13.336][L13.338][L13.341][L13.342][L13.343][L13.345][L13.435] 経理が請求書を選び、別の二人が照合と承認をし、データを銀行へ送り、戻った振込は口座確認票へ差し戻される', async () => {
  const server = await startServer();
  await server.stop();
  await server.prepare(async (records) => {
    const office = { server: records, tenant: 'sample' };
    const first = { engagement: 'sample-engagement-1', expert: 'sample-expert' };
    await makeInvoiced(office, first, { statements: [REGISTERED] });
    await makeInvoiced(office, { engagement: 'sample-engagement-4', expert: 'sample-expert-2' });
  });
  await server.start();
  const { look, wrong } = inspector();
  const accountant = (await pcOf(server, '室見 千春')).page();
  await accountant.goto(`${server.url}/payments/payer`);
  await registerPayer(accountant);
  await look(accountant, 'payment-payer');

  await accountant.goto(`${server.url}/payments`);
  await heading(accountant, '支払えるもの').waitFor();
  await accountant.getByText('日過ぎています', { exact: false }).first().waitFor();
  // [L13.442] Nobody has looked the number up yet: told, and nothing stops.
  const unasked = accountant.getByText(/国税庁の公表サイトで確かめた記録がありません/);
  await expect.poll(() => unasked.count()).toBe(1);
  await look(accountant, 'payment-unasked');
  await accountant.getByRole('navigation').getByRole('link', { name: '支払先' }).click();
  await accountant.getByRole('link', { name: /青柳 由美子/ }).click();
  await button(accountant, '公表サイトで確かめた結果を記録する').click();
  await button(accountant, '結果を記録する').click();
  await accountant.getByText('選んでください。').waitFor();
  await heading(accountant, '登録番号の確認').evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await look(accountant, 'payee-lookup');
  await accountant.setViewportSize(PHONE);
  await heading(accountant, '登録番号の確認').evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await look(accountant, 'payee-lookup-phone');
  await accountant.setViewportSize(DESK);
  await accountant.getByLabel('登録されていて、名前も合っている').check();
  await button(accountant, '結果を記録する').click();
  await accountant.getByText(/公表サイトの確認：登録されていて、名前も合っている　室見 千春/).waitFor();
  await look(accountant, 'payee-looked-up');
  await accountant.goto(`${server.url}/payments`);
  await heading(accountant, '支払えるもの').waitFor();
  await accountant.getByText('日過ぎています', { exact: false }).first().waitFor();
  expect(await unasked.count()).toBe(0);
  await button(accountant, '支払えるものをすべて選ぶ').click();
  await heading(accountant, 'この支払案の金額').waitFor();
  await accountant.getByText('152,407円', { exact: true }).first().waitFor();
  await heading(accountant, '支払えるもの').evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await look(accountant, 'payment-payable');
  await accountant.setViewportSize(PHONE);
  await look(accountant, 'payment-payable-phone');
  await heading(accountant, 'この支払案の金額').evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await picture(accountant, 'screen-payment-preview-phone');
  await accountant.setViewportSize(DESK);
  await button(accountant, '支払案を作る').click();
  await heading(accountant, '次は、作成した人とは別の人の照合です').waitFor();
  await accountant.getByText('照合できません', { exact: false }).waitFor();
  const run = accountant.url();

  const checker = (await pcOf(server, '中原 さとみ')).page();
  await checker.goto(run);
  await button(checker, '照合した').click();
  const approver = (await pcOf(server, '桐野 誠')).page();
  await approver.goto(run);
  await approver.getByLabel('決裁番号').fill('8経セ第120号');
  await look(approver, 'payment-approve');
  await button(approver, '支払を承認する').click();

  await button(accountant, '振込データを作る').click();
  const lines = await takeBankFile(accountant);
  expect(lines.map(({ length }) => length)).toEqual([120, 120, 120, 120, 120]);
  expect(lines[3]?.slice(0, 19)).toBe('8000002000000304814');
  await look(accountant, 'payment-file');
  await button(accountant, '送信を記録する').click();
  await heading(accountant, '次は、振込の結果です').waitFor();

  const expert = (await phoneOf(server, '青柳 由美子')).page();
  await expert.goto(`${server.url}/notified`);
  await expert.getByText('152,407円', { exact: true }).first().waitFor();
  await look(expert, 'payment-notified');

  await button(accountant, '大庭 光の結果').click();
  await accountant.getByLabel(/^銀行の理由/).fill('該当する口座がない');
  await button(accountant, 'この結果を記録する').click();
  await accountant.getByText('銀行から戻った', { exact: false }).first().waitFor();
  // 振込の日より前：銀行から先に戻ったものは記録でき、振り込まれたことは、まだ記録できない
  await accountant.getByText('が、振込の日です。', { exact: false }).waitFor();
  expect(await button(accountant, 'すべて振り込まれたと記録する').count()).toBe(0);
  await look(accountant, 'payment-results');
  await accountant.setViewportSize(PHONE);
  await look(accountant, 'payment-results-phone');
  await accountant.setViewportSize(DESK);
  await button(accountant, '青柳 由美子の結果').click();
  await accountant.getByLabel('振り込まれた', { exact: true }).check();
  await button(accountant, 'この結果を記録する').click();
  await accountant.getByText('より前に、振り込まれることはありません。', { exact: false }).waitFor();
  await look(accountant, 'payment-too-early');

  await daysPass(server, DAYS_TO_TRANSFER, async () => {});
  const onTheDay = (await pcOf(server, '室見 千春')).page();
  await onTheDay.goto(run);
  await button(onTheDay, 'すべて振り込まれたと記録する').click();
  await button(onTheDay, 'この支払を完了にする').click();
  await onTheDay.getByText('この支払は完了しました。').waitFor();
  await onTheDay.goto(`${server.url}/payments`);
  await onTheDay.getByText('振込不能', { exact: false }).first().waitFor();
  await look(onTheDay, 'payment-again');

  await onTheDay.goto(`${server.url}/payments/ledger`);
  await onTheDay.getByLabel('金額（から）').fill('168,000');
  await onTheDay.getByText('4件のうち2件').waitFor();
  await look(onTheDay, 'payment-ledger');
  const ledger = onTheDay.waitForEvent('download');
  await button(onTheDay, 'CSVで書き出す').click();
  expect(readFileSync(await (await ledger).path(), 'utf8').startsWith('\uFEFF"取引の日"')).toBe(true);
  await button(onTheDay, '専門家ごとの合計と予算').click();
  await look(onTheDay, 'payment-totals');
  await button(onTheDay, '源泉徴収').click();
  await onTheDay.getByText('必要', { exact: true }).waitFor();
  await look(onTheDay, 'payment-withholding');

  // 支払から90日：口座の情報の廃棄の時期を知らされ、そのまま申請する
  await daysPass(server, DAYS_TO_TRANSFER + DAYS_OF_BANK_DATA, async () => {});
  const administrator = (await pcOf(server, '中原 さとみ')).page();
  await administrator.goto(`${server.url}/more`);
  await administrator.getByText('廃棄の時期が来る口座の情報が1件あります。').waitFor();
  await administrator.getByRole('link', { name: /廃棄/ }).click();
  await administrator.getByText(/最後の支払　.*廃棄の期限/).waitFor();
  await look(administrator, 'disposal-due');
  await administrator.setViewportSize(PHONE);
  await look(administrator, 'disposal-due-phone');
  await administrator.setViewportSize(DESK);
  await button(administrator, 'この口座の情報の廃棄を申請する').click();
  await expect.poll(() => administrator.getByRole('checkbox', { name: /口座の情報/ }).isChecked()).toBe(true);
  await administrator.getByLabel('決裁番号').fill('9経セ第1号');
  await look(administrator, 'disposal-due-asked');
  await button(administrator, '申請する').click();
  await heading(administrator, '承認を待っている廃棄（1件）').waitFor();
  expect(await button(administrator, 'この口座の情報の廃棄を申請する').count()).toBe(0);
  expect(wrong).toEqual([]);
});
