import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { REPORT_ITEMS } from '@banso/shared/incident/incident.ts';
import { readPdf } from '../support/read-pdf.ts';
import { misfitsOn, violationsOn } from '../support/browser-checks.ts';
import { button, heading, untilItOpensOffline } from './phone-steps.ts';
import { rowOf, stage } from './stage.ts';

const { startServer, phoneOf, pcOf } = stage();

const addEntry = async (page: Page, type: string, text: string, to?: string): Promise<void> => {
  const form = page.getByRole('form', { name: '経過を書き足す' });
  await form.getByLabel('種類').selectOption({ label: type });
  if (to !== undefined) await form.getByLabel('報告した相手').selectOption({ label: to });
  await form.getByLabel('内容（方法、受付番号など）').fill(text);
  await form.getByRole('button', { name: '経過に加える' }).click();
  await page.getByText(text).first().waitFor();
};

test('[L15.230][L15.231][L15.233][L15.234][L15.235][L13.436] 圏外で事故を報告し、電話の相手がわかり、事務局が期限を見ながら書面にして終結する', async () => {
  const server = await startServer();
  const wrong: string[] = [];
  const seen = async (page: Page, name: string) => {
    wrong.push(...(await violationsOn(page)), ...(await misfitsOn(page)));
    await page.screenshot({ path: `output/e2e/${name}.png`, fullPage: true });
  };
  const desk = (await pcOf(server, '中原 さとみ')).page();
  await rowOf(desk, 'くすのき染工').waitFor();
  await desk.goto(`${server.url}/incidents`);
  await button(desk, '連絡先を登録・変更する').first().click();
  await desk.getByLabel('1番目の相手（部署・役職）').fill('経営支援課（サンプル）');
  await button(desk, '連絡先を登録する').click();
  await desk.getByText('相手と電話番号の両方を入力してください。').waitFor();
  await desk.getByLabel('1番目の電話番号').fill('092-000-0000');
  await seen(desk, 'incident-contacts-form');
  await button(desk, '連絡先を登録する').click();
  await desk.getByText('連絡先を登録しました。', { exact: false }).waitFor();

  const session = await phoneOf(server, '青柳 由美子');
  const phone = session.page();
  await button(phone, '訪問を始める').waitFor();
  await untilItOpensOffline(phone);
  await phone.goto(`${server.url}/incidents`);
  await phone.getByRole('link', { name: '092-000-0000' }).waitFor();
  await session.context().setOffline(true);
  await phone.getByRole('link', { name: '事故を報告する' }).click();
  await button(phone, '報告を記録する').click();
  await phone.getByText('一つ選んでください。').waitFor();
  await phone.getByRole('radio', { name: '誤送信・誤交付' }).check();
  await phone.getByLabel(/^状況/).fill('計画書の写しを、別の会社に渡してしまった。');
  await phone.getByText('書きかけの内容は、この端末に保存しました。').waitFor();
  await phone.reload();
  // What was typed is there again after a closed tab.
  await expect.poll(() => phone.getByLabel(/^状況/).inputValue()).toBe('計画書の写しを、別の会社に渡してしまった。');
  await phone.getByLabel(/^被害を止めるために/).fill('その場で返してもらった。');
  await seen(phone, 'incident-new');
  await button(phone, '報告を記録する').click();
  await heading(phone, '経過を書き足す').waitFor();
  await phone.getByText('その場で返してもらった。').waitFor();
  await seen(phone, 'incident-on-the-phone');
  expect(await heading(phone, '調査の結果').count()).toBe(0);
  await session.context().setOffline(false);

  await desk.getByRole('link', { name: /誤送信・誤交付/ }).click();
  await heading(desk, 'しなければならない報告').waitFor();
  await addEntry(desk, '報告', '県の担当課へ電話で第一報。', '委託元（県・センター）');
  await desk.getByLabel('本人の数（人）').fill('1');
  await desk.getByRole('checkbox', { name: /要配慮個人情報/ }).check();
  for (const item of Object.values(REPORT_ITEMS))
    await desk.getByLabel(item, { exact: true }).fill(`${item}のサンプル`);
  await button(desk, '調査の結果を保存する').click();
  await desk.getByText('個人情報保護委員会への速報', { exact: true }).waitFor();
  await desk.getByText('調査の結果を保存しました。').waitFor();
  await desk.getByText(/終結するには、あと次のことが必要です/).waitFor();
  await seen(desk, 'incident-at-the-desk');

  // 損害賠償：額は後から決まり、訂正は前の記録を残す
  await desk.getByText('損害賠償・求償を記録する').click();
  const damages = desk.getByRole('form', { name: '損害賠償・求償を記録する' });
  await damages.getByRole('button', { name: 'この内容を残す' }).click();
  await damages.getByText('一つ選んでください。').waitFor();
  await damages.getByRole('radio', { name: /^損害賠償/ }).check();
  await damages.getByLabel('支払う人').fill('青柳 由美子（サンプル）');
  await damages.getByLabel('受け取る人').fill('福岡サンプル支援センター');
  await damages.getByLabel('根拠と経緯').fill('契約書第12条第1項。額は協議中。');
  await damages.getByRole('button', { name: 'この内容を残す' }).click();
  await desk.getByText('損害賠償（第12条第1項）　額は未定').first().waitFor();
  await damages.getByRole('radio', { name: /^損害賠償/ }).check();
  await damages.getByLabel('額（円）').fill('５０，０００');
  await damages.getByLabel('支払う人').fill('青柳 由美子（サンプル）');
  await damages.getByLabel('受け取る人').fill('福岡サンプル支援センター');
  await damages.getByLabel('根拠と経緯').fill('示談書のとおり。');
  await damages.getByLabel('この記録で訂正するもの').selectOption({ index: 1 });
  await seen(desk, 'incident-damage-form');
  await damages.getByRole('button', { name: 'この内容を残す' }).click();
  await desk.getByText('損害賠償（第12条第1項）　50,000円').first().waitFor();
  await desk.getByText('後の記録で訂正されています。').waitFor();
  await desk.setViewportSize({ width: 390, height: 844 });
  await seen(desk, 'incident-damage-phone');
  await desk.setViewportSize({ width: 1_440, height: 900 });

  // A second person of the office writes while the first does.
  const other = (await pcOf(server, '桐野 誠')).page();
  await rowOf(other, 'くすのき染工').waitFor();
  await other.goto(`${server.url}/incidents`);
  await other.getByRole('link', { name: /誤送信・誤交付/ }).click();
  await other.getByLabel('原因', { exact: true }).fill('二人で確かめなかった。');
  await desk.getByRole('checkbox', { name: /要配慮個人情報/ }).uncheck();
  await desk.getByLabel('原因', { exact: true }).fill('宛先を確かめなかった。');
  await button(desk, '調査の結果を保存する').click();
  await expect.poll(() => desk.getByText('個人情報保護委員会への速報', { exact: true }).count()).toBe(0);
  await other.getByText('書いている間に、別の人が調査の結果を保存しました。').waitFor();
  await other.getByText('宛先を確かめなかった。').first().waitFor();
  // What they have not touched follows by itself.
  await expect.poll(() => other.getByRole('checkbox', { name: /要配慮個人情報/ }).isChecked()).toBe(false);
  await expect.poll(() => button(other, '調査の結果を保存する').isDisabled()).toBe(true);
  await seen(other, 'incident-two-authors');
  await button(other, '見比べました').click();
  await button(other, '調査の結果を保存する').click();
  await desk.getByRole('cell', { name: '二人で確かめなかった。' }).waitFor();

  // The report alone, and no blank page behind it.
  const printed = await readPdf(await desk.pdf({ format: 'A4', path: 'output/e2e/incident-report.pdf' }));
  expect(printed.pages.length).toBe(1);
  await button(desk, '終結する').click();
  await desk.getByRole('dialog').getByLabel('終結の理由').fill('再発防止を周知した。');
  await desk.getByRole('dialog').getByRole('button', { name: '終結する' }).click();
  await desk.getByText(/に終結：再発防止を周知した。/).waitFor();
  await phone.getByText(/に終結：再発防止を周知した。/).waitFor();
  await seen(phone, 'incident-closed-on-the-phone');
  expect(wrong).toEqual([]);
});
