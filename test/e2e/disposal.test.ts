import { recordAsServer } from '@banso/server/sample/server-recorder.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import { SYSTEM } from '@banso/shared/operation/envelope.ts';
import { fiscalYearEnd } from '@banso/shared/person/role-ends.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { expect, test } from 'vitest';
import { misfitsOn, violationsOn } from '../support/browser-checks.ts';
import { button, heading, picture } from './phone-steps.ts';
import { rowOf, stage } from './stage.ts';

const { startServer, pcOf } = stage();

test('[L16.20][L16.21] 一人が申請し、別の人が承認すると、記録は画面からも読めなくなり、廃棄の記録が残る', async () => {
  const server = await startServer();
  await server.stop();
  await server.prepare(async (records) => {
    const roles = [
      { role: 'commissioner' as const, programme: 'sample-fukuoka', until: fiscalYearEnd(dayInJapan(Date.now())) },
    ];
    await recordAsServer(records, 'sample', [
      {
        type: 'person-roles-changed@1',
        kind: 'person',
        aggregate: 'sample-accountant',
        actor: SYSTEM,
        atMs: Date.now(),
        basis: sha256Hex(JSON.stringify([{ role: 'accounting', programme: 'sample-fukuoka' }])),
        body: { roles, reason: '県の担当になったため' },
      },
    ]);
  });
  await server.start();
  const administrator = (await pcOf(server, '中原 さとみ')).page();
  const approver = (await pcOf(server, '桐野 誠')).page();
  const wrong: string[] = [];
  await rowOf(administrator, 'くすのき染工').waitFor();
  await administrator.goto(`${server.url}/disposals`);
  await heading(administrator, '廃棄を申請する').waitFor();
  await button(administrator, '申請する').click();
  await administrator.getByText('一つ以上、選んでください。').waitFor();
  wrong.push(...(await violationsOn(administrator)), ...(await misfitsOn(administrator)));
  await picture(administrator, 'disposal-form');
  const company = administrator.getByRole('combobox', { name: '支援案件' });
  const wanted = await company.locator('option', { hasText: 'くすのき染工' }).getAttribute('value');
  await company.selectOption(wanted);
  await administrator.getByRole('checkbox', { name: /事業の証拠/ }).check();
  await administrator.getByLabel(/^根拠/).fill('契約第12条（保存期間の満了）');
  await administrator.getByLabel('決裁番号').fill('8経セ第41号');
  await button(administrator, '申請する').click();
  await administrator.getByText('申請した人は、承認できません。', { exact: false }).waitFor();

  // Who commissioned the programme reads it, and approves nothing.
  const commissioner = (await pcOf(server, '室見 千春')).page();
  await commissioner.goto(`${server.url}/more`);
  await commissioner.getByRole('link', { name: /^廃棄/ }).click();
  await commissioner.getByText('契約第12条（保存期間の満了）', { exact: false }).waitFor();
  expect(await commissioner.getByRole('button', { name: /承認|申請/ }).count()).toBe(0);
  wrong.push(...(await violationsOn(commissioner)), ...(await misfitsOn(commissioner)));
  await picture(commissioner, 'disposal-read');

  await rowOf(approver, 'くすのき染工').waitFor();
  await approver.goto(`${server.url}/disposals`);
  await button(approver, '承認して廃棄する').click();
  wrong.push(...(await violationsOn(approver)));
  await picture(approver, 'disposal-approve');
  await approver.getByRole('checkbox', { name: /決裁で確かめました/ }).check();
  await button(approver, '廃棄する').click();
  await approver.getByText(/読めなくしたもの：台帳の操作\d+件、記録\d+件/).waitFor();
  wrong.push(...(await violationsOn(approver)), ...(await misfitsOn(approver)));
  await picture(approver, 'disposal-done');
  await approver.goto(`${server.url}/desk`);
  await button(approver, /^すべて/).click();
  await rowOf(approver, 'ひびき谷精工').first().waitFor();
  await expect.poll(() => rowOf(approver, 'くすのき染工').count()).toBe(0);
  expect(wrong).toEqual([]);
});
