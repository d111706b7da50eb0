import { withChoices } from '@banso/shared/rules/rule-choices.ts';
import { expect, test } from 'vitest';
import { changeRules, makeVisited } from '../support/payable-office.ts';
import { inspector } from './inspector.ts';
import { button, heading } from './phone-steps.ts';
import { stage } from './stage.ts';

const { startServer, pcOf, phoneOf } = stage();

const ENGAGEMENT = 'sample-engagement-1';

test('[L13.278] 仕入明細書は事務局が作り、専門家が電話で確認すると、請求書の代わりになる', async () => {
  const server = await startServer();
  await server.stop();
  await server.prepare(async (records) => {
    const office = { server: records, tenant: 'sample' };
    await changeRules(office, 'sample-fukuoka', (rules) => withChoices(rules, { buyerStatement: 'yes' }, '見本の設定'));
    await makeVisited(office, { engagement: ENGAGEMENT, expert: 'sample-expert' });
  });
  await server.start();
  const { look, wrong } = inspector();

  const expert = (await phoneOf(server, '青柳 由美子')).page();
  await button(expert, 'つづける').or(heading(expert, '今日・今後の訪問')).first().waitFor();
  await expert.goto(`${server.url}/payee`);
  await button(expert, '答える').click();
  await expert.getByLabel('個人', { exact: true }).check();
  await expert.getByLabel('いいえ', { exact: true }).check();
  await button(expert, 'この答えを登録する').click();
  await expert.getByText('答えをこの端末に記録しました。').waitFor();

  const office = (await pcOf(server, '桐野 誠')).page();
  await office.goto(`${server.url}/claims/${ENGAGEMENT}/desk`);
  await button(office, /^仕入明細書を作る/).click();
  await office.getByText('専門家の確認を待っています。').waitFor();
  await look(office, 'statement-desk');

  await expert.goto(`${server.url}/claims/${ENGAGEMENT}`);
  await button(expert, 'この仕入明細書を確認する').waitFor();
  await look(expert, 'statement-phone');
  await button(expert, 'この仕入明細書を確認する').click();
  await expert.getByText('専門家が確認しました。').waitFor();
  await office.getByText('専門家が確認しました。').waitFor();
  await look(office, 'statement-confirmed');
  expect(wrong).toEqual([]);
});
