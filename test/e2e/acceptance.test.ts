import { expect, test } from 'vitest';
import { misfitsOn, violationsOn } from '../support/browser-checks.ts';
import { button, heading, picture } from './phone-steps.ts';
import { stage } from './stage.ts';

const { startServer, pcOf } = stage();

test('[L13.114] 事務局は、受け入れられない理由と根拠を押す前に読み、直して会社を受け入れる', async () => {
  const server = await startServer();
  const page = (await pcOf(server, '生田 みずほ')).page();
  await page.getByRole('link', { name: 'その他' }).click();
  await page.getByRole('link', { name: /支援企業の受入れ/ }).click();
  await heading(page, '会社を受け入れる').waitFor();
  await page.getByText('受け入れた会社：0／10社').waitFor();
  await page
    .getByRole('combobox', { name: '会社', exact: true })
    .selectOption({ label: '合同会社 しろつめ醸造（サンプル）' });
  await page.getByRole('radio', { name: '小規模事業者' }).check();
  await page.getByLabel(/^規模を確かめた資料/).fill('常時使用する従業員4人、食料品製造業（令和8年6月の労働者名簿）');
  await page.getByLabel('推薦した機関', { exact: true }).fill('白詰商工会（サンプル）');
  await page.getByLabel(/^推薦した機関の所在地/).fill('島根県松江市見本町1');
  await page.getByLabel('会社が支援を希望した日').fill('2026-06-10');
  await page.getByRole('combobox', { name: '支援テーマ' }).selectOption('マーケティング戦略');
  await page.getByText('推薦機関の事務所が、鳥取県内ではありません。').waitFor();
  await page.getByText('社内で取り組む方が、まだ決まっていません。').waitFor();
  const wrong = [...(await violationsOn(page)), ...(await misfitsOn(page))];
  await picture(page, 'acceptance-stopped');
  await button(page, '受け入れる').click();
  await page.getByText('受け入れた会社：0／10社').waitFor();
  await page.getByLabel(/^推薦した機関の所在地/).fill('鳥取県倉吉市白詰町1-1');
  await page.getByLabel('社内で取り組む方').fill('門脇 遥');
  await page.getByLabel('一か月の時間').fill('12');
  await button(page, '受け入れる').click();
  await page.getByText('受け入れた会社：1／10社').waitFor();
  await page.getByText('あと9社を受け入れられます。').waitFor();
  wrong.push(...(await violationsOn(page)));
  await picture(page, 'acceptance-done');
  expect(wrong).toEqual([]);
});
