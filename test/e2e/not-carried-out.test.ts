import { expect, test } from 'vitest';
import { openPhone } from '../support/browser-session.ts';
import { recordAndSubmit } from './company-steps.ts';
import { inspector } from './inspector.ts';
import { button, declareDevice, GIST, heading, startVisit, toOutbox, untilItOpensOffline } from './phone-steps.ts';
import { rowOf, stage } from './stage.ts';

const { serverAndPhone, deskOf, pcOf } = stage();

test('[L1.53][L17.1] 二台の電話で一つの欄を書くと、要対応の一覧に両方の文章が全部出て、選ぶまで残る', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const second = await openPhone();
  const { look, wrong } = inspector();
  try {
    const beside = second.page();
    await beside.goto(`${server.url}/sign-in`);
    await beside.getByLabel('コード').fill(server.codeOf('青柳 由美子'));
    await button(beside, 'サインインする').click();
    await declareDevice(beside);
    await button(beside, '訪問を始める').waitFor();
    await untilItOpensOffline(beside);
    await startVisit(page);
    await beside.goto(page.url());
    await heading(beside, '訪問中　第2回').waitFor();
    await second.context().setOffline(true);
    await beside.getByLabel('支援内容の要旨').fill('圏外の電話で書いた要旨。');
    await beside.getByLabel('支援内容の要旨').blur();
    await beside.getByText('未送信 1件', { exact: false }).waitFor();
    await page.getByLabel('支援内容の要旨').fill(GIST);
    await page.getByLabel('支援内容の要旨').blur();
    await toOutbox(page);
    await page.getByText('記録・報告書の保存').first().waitFor();
    await expect.poll(() => page.getByText('未送信の記録はありません').count()).toBe(1);

    await second.context().setOffline(false);
    await beside.goto(`${server.url}/outbox`);
    await heading(beside, '要対応　1件').waitFor();
    await beside.getByText(GIST).waitFor();
    await beside.getByText('圏外の電話で書いた要旨。').waitFor();
    await look(beside, 'attention-two-texts');
    await beside.getByRole('link', { name: '見比べて選ぶ' }).click();
    await button(beside, /こちらを使う.*もう一つの文章/).click();
    await button(beside, /こちらを使う/)
      .first()
      .waitFor({ state: 'detached' });
    await expect.poll(() => beside.getByLabel('支援内容の要旨').inputValue()).toBe('圏外の電話で書いた要旨。');
    expect(wrong).toEqual([]);
    expect(second.complaints).toEqual([]);
  } finally {
    await second.dispose();
  }
});

test('[L1.50][L1.51] 受け付けられなかった差戻しは、理由と書いた文とともに残り、直して送るか取り下げるまで消えない', async () => {
  const { server, phone } = await serverAndPhone();
  await recordAndSubmit(phone.page());
  const late = await deskOf(server);
  const quick = await pcOf(server, '中原 さとみ');
  const page = late.page();
  const { look, wrong } = inspector();
  const openReview = async (office: typeof page) => {
    await office.goto(`${server.url}/desk`);
    await rowOf(office, 'みのり野製麺').click();
    await button(office, '差し戻す').waitFor();
  };
  const sendBackEffect = async (office: typeof page, text: string) => {
    await button(office, '差し戻す').click();
    await office.getByRole('checkbox', { name: '支援効果', exact: true }).check();
    await office.getByRole('textbox', { name: /支援効果/ }).fill(text);
    await button(office, '1か所を差し戻す').click();
  };
  await openReview(page);
  await untilItOpensOffline(page);
  await late.context().setOffline(true);
  await sendBackEffect(page, '数字で書いてください。');
  await openReview(quick.page());
  await sendBackEffect(quick.page(), '先に差し戻した方の意見。');
  await quick.page().getByRole('navigation').getByRole('link', { name: '送信・要対応' }).click();
  // The other's stood first only once it has arrived.
  await heading(quick.page(), '送信済　1件').waitFor();

  await late.context().setOffline(false);
  await page.getByRole('navigation').getByRole('link', { name: '送信・要対応' }).click();
  await heading(page, '要対応　1件').waitFor();
  await page.getByText('数字で書いてください。').waitFor();
  await look(page, 'attention-refused');
  await button(page, /を取り下げる/).click();
  await page.getByRole('dialog').getByRole('button', { name: 'やめる' }).click();
  await heading(page, '要対応　1件').waitFor();
  await button(page, '直して送る').click();
  await page.waitForURL(/\/desk\//);
  await page.getByRole('navigation').getByRole('link', { name: '送信・要対応' }).click();
  await heading(page, '要対応　1件').waitFor();
  await button(page, /を取り下げる/).click();
  await page.getByRole('dialog').getByRole('button', { name: '取り下げる' }).click();
  await heading(page, '済んだ要対応　1件').waitFor();
  await page.getByText('取り下げました').waitFor();
  expect(await heading(page, /^要対応/).count()).toBe(0);
  await look(page, 'attention-settled');
  expect(wrong).toEqual([]);
});
