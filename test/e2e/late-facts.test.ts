import { expect, test } from 'vitest';
import { openPhone } from '../support/browser-session.ts';
import { agree, confirm, handOver, sign, submit, takeBack } from './company-steps.ts';
import { inspector } from './inspector.ts';
import { button, correctTime, declareDevice, heading, recordVisit, untilItOpensOffline } from './phone-steps.ts';
import { rowOf, stage } from './stage.ts';

const { serverAndPhone, deskOf } = stage();

test('[L13.93] 承認の後に圏外の端末から届いた記録を、事務局は一覧と訪問の画面で見て、扱いを決める', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const pc = await deskOf(server);
  const office = pc.page();
  const { look, wrong } = inspector();
  const second = await openPhone();
  try {
    const beside = second.page();
    await beside.goto(`${server.url}/sign-in`);
    await beside.getByLabel('コード').fill(server.codeOf('青柳 由美子'));
    await button(beside, 'サインインする').click();
    await declareDevice(beside);
    await button(beside, '訪問を始める').waitFor();
    await untilItOpensOffline(beside);
    await recordVisit(page);
    await beside.goto(page.url());
    await heading(beside, '訪問のまとめ　第2回').waitFor();
    await second.context().setOffline(true);
    await correctTime(beside, '16:50');
    await signOn(beside);

    await signOn(page);
    await submit(page);
    await office.goto(`${server.url}/desk`);
    await rowOf(office, 'みのり野製麺').click();
    await button(office, '承認する').click();
    await office
      .getByRole('dialog')
      .getByRole('button', { name: /承認する/ })
      .click();
    await office.getByText('承認済みです。').waitFor();

    await second.context().setOffline(false);
    await office.getByText('承認後に届いた事実').waitFor();
    await office.getByText('確認した内容が、承認した内容と違います。違うところを示します。').waitFor();
    await expect.poll(() => office.locator('.review__reported').innerText()).toContain('13:00～16:20');
    await look(office, 'desk-late-facts');
    await office.goto(`${server.url}/desk`);
    await rowOf(office, 'みのり野製麺').getByText('承認後の記録 2件').waitFor();
    await look(office, 'desk-late-list');

    await rowOf(office, 'みのり野製麺').click();
    for (const left of [1, 0]) {
      await button(office, 'この項目を解除する').first().click();
      await office.getByLabel(/^理由/).fill('専門家に確かめ、承認した時刻が正しいと分かった。');
      await office.getByLabel(/^決裁番号/).fill('決-7');
      await button(office, '解除する').click();
      await button(office, '解除する').waitFor({ state: 'hidden' });
      await expect.poll(() => button(office, 'この項目を解除する').count()).toBe(left);
    }
    await office.goto(`${server.url}/desk?show=approved`);
    await rowOf(office, 'みのり野製麺').first().waitFor();
    await look(office, 'desk-late-decided');
    expect(await office.getByText('承認後の記録', { exact: false }).count()).toBe(0);
    expect(wrong).toEqual([]);
    expect(pc.complaints).toEqual([]);
  } finally {
    await second.dispose();
  }
});

const signOn = async (page: Parameters<typeof handOver>[0]): Promise<void> => {
  await handOver(page);
  await agree(page);
  await sign(page);
  await confirm(page);
  await takeBack(page);
};
