import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import type { AppServer, SamplePerson } from '../support/app-server.ts';
import { openPhone } from '../support/browser-session.ts';
import { misfitsOn, violationsOn } from '../support/browser-checks.ts';
import { giveAuthenticator } from '../support/virtual-authenticator.ts';
import { handOver } from './company-steps.ts';
import { inspector } from './inspector.ts';
import { goTo, locked, PASSPHRASE, protectByPassphrase, storedText, typePassphrase } from './lock-steps.ts';
import { button, declareDevice, heading, picture, recordVisit } from './phone-steps.ts';
import { atNewDesk, firstLinkIn, invite, makePasskey, openOffice } from './sign-in-steps.ts';
import { rowOf, stage } from './stage.ts';

const { anotherPc, anotherPhone, startServer, serverAndPhone, phoneOf, pcOf } = stage();

/** 紛失・盗難を届け出る, at the desk. */
const reportLost = async (server: AppServer, owner: SamplePerson): Promise<Page> => {
  const desk = (await pcOf(server, '中原 さとみ')).page();
  await rowOf(desk, 'くすのき染工').waitFor();
  await desk.goto(`${server.url}/devices`);
  const card = desk.getByRole('listitem').filter({ hasText: owner });
  await card.getByRole('button', { name: '紛失・盗難を届け出る' }).click();
  await desk.getByRole('dialog').getByLabel('紛失に気づいたときの状況').fill('電車に置き忘れた。');
  await desk.getByRole('dialog').getByRole('button', { name: '端末を止める' }).click();
  await heading(desk, '消去を確認できていない端末（1台）').waitFor();
  return desk;
};

/** The line is back for a moment: every open tab asks its office. */
const comesIntoReach = (page: Page): Promise<unknown> => page.evaluate(() => window.dispatchEvent(new Event('online')));

const erased = (page: Page): Promise<void> =>
  page.getByText('消去したことは、事務局に届きました。', { exact: false }).waitFor();

/** Nothing of its owner lies in the browser any more, neither in the clear nor sealed. */
const expectNothingLeft = async (page: Page): Promise<void> => {
  const names = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  expect(names).toEqual(['banso']);
  const stored = await storedText(page);
  expect(
    ['青柳', 'くすのき', 'みのり野', 'sealedPrivate', 'wraps', 'key:'].filter((word) => stored.includes(word)),
  ).toEqual([]);
};

test('[L15.120][L15.124][L5.21][L5.22][L5.23] 届出の後に記録が届き、紛失した端末は次の通信で消去され、事務局の一覧で未確認から確認に変わる', async () => {
  const server = await startServer();
  const wrong: string[] = [];
  const first = await openPhone();
  try {
    const phone = first.page();
    await phone.goto(server.linkOf('青柳 由美子'));
    await button(phone, 'この端末で始める').click();
    await heading(phone, '端末の届出').waitFor();
    expect(await phone.getByText('みのり野').count()).toBe(0);
    wrong.push(...(await violationsOn(phone)), ...(await misfitsOn(phone)));
    await picture(phone, 'device-declaration');
    await declareDevice(phone);
    await button(phone, '訪問を始める').waitFor();

    const desk = (await pcOf(server, '中原 さとみ')).page();
    await rowOf(desk, 'くすのき染工').waitFor();
    await desk.goto(`${server.url}/devices`);
    const card = desk.getByRole('listitem').filter({ hasText: '青柳 由美子' });
    await card.getByText('使用中').waitFor();
    wrong.push(...(await violationsOn(desk)), ...(await misfitsOn(desk)));
    await picture(desk, 'device-register');

    // Out of reach with a visit begun: what had not arrived is what the desk has to know.
    await first.context().setOffline(true);
    await button(phone, '訪問を始める').click();
    await heading(phone, '訪問中　第2回').waitFor();
    await card.getByRole('button', { name: '紛失・盗難を届け出る' }).click();
    const dialog = desk.getByRole('dialog');
    await dialog.getByLabel('紛失した場所（わかる範囲で）').fill('博多駅');
    await dialog.getByLabel('紛失に気づいたときの状況').fill('電車に置き忘れた。');
    wrong.push(...(await violationsOn(desk)));
    await picture(desk, 'device-lost-dialog');
    await dialog.getByRole('button', { name: '端末を止める' }).click();
    await heading(desk, '消去を確認できていない端末（1台）').waitFor();
    await card.getByText(/第2回.*開始の記録が未着/).waitFor();
    await card.getByLabel('種類').selectOption('reported');
    await card.getByLabel('内容（相手、方法など）').fill('県の担当課へ電話で第一報。');
    await card.getByRole('button', { name: '加える' }).click();
    await card.getByText(/報告：県の担当課へ電話で第一報/).waitFor();
    wrong.push(...(await violationsOn(desk)), ...(await misfitsOn(desk)));
    await desk.screenshot({ path: 'output/e2e/device-incident.png', fullPage: true });

    await first.context().setOffline(false);
    await phone.reload();
    await phone.getByText('この端末の記録を消去しました').waitFor();
    await phone.getByText('消去したことは、事務局に届きました。', { exact: false }).waitFor();
    wrong.push(...(await violationsOn(phone)), ...(await misfitsOn(phone)));
    await picture(phone, 'device-erased');
    const left = await phone.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
    expect(left.filter((name) => name?.startsWith('banso-'))).toEqual([]);
    await desk.reload();
    await heading(desk, '使わなくなった端末（1台）').waitFor();
    await card.getByText('消去を確認', { exact: true }).waitFor();
    await card.getByText(/取消しの後に、この端末から届いた操作：[1-9]/).waitFor();
  } finally {
    await first.dispose();
  }
  expect(wrong).toEqual([]);
});

test('[L15.126] 包括承諾の取消しを登録すると、専門家の端末から会社の情報が引き上げられ、登録すると戻る', async () => {
  const server = await startServer();
  const wrong: string[] = [];
  const phone = (await phoneOf(server, '青柳 由美子')).page();
  await button(phone, '訪問を始める').waitFor();
  const office = await pcOf(server, '中原 さとみ');
  const desk = office.page();
  await rowOf(desk, 'くすのき染工').waitFor();
  await desk.goto(`${server.url}/consents`);
  await heading(desk, 'サンプル承諾第1号').waitFor();
  wrong.push(...(await violationsOn(desk)), ...(await misfitsOn(desk)));
  await desk.screenshot({ path: 'output/e2e/consent.png', fullPage: true });
  await button(desk, '承諾の取消しを登録する').click();
  await desk.getByRole('dialog').getByLabel('理由').fill('委託者からの通知');
  await button(desk, '取消しを登録する').click();
  await desk.getByText('承諾がありません').waitFor();
  await phone.getByText(/包括承諾が登録されていないため/).waitFor();
  await expect.poll(() => button(phone, '訪問を始める').count()).toBe(0);
  wrong.push(...(await violationsOn(phone)), ...(await misfitsOn(phone)));
  await picture(phone, 'consent-missing');

  await desk.getByLabel('サーバーの事業者').fill('サンプル・クラウド');
  await desk.getByLabel('サーバーの所在地').fill('日本国内');
  await desk.getByRole('checkbox', { name: '外出先（持ち歩く）' }).check();
  await desk.getByLabel('承諾の番号').fill('サンプル承諾第2号');
  await desk.getByLabel('承諾した人（委託者の職名）').fill('サンプル県 課長');
  for (const label of ['承諾の日', '始まり']) await desk.getByLabel(label, { exact: true }).fill('2026-01-01');
  await desk.getByLabel('終わり', { exact: true }).fill('2099-03-31');
  await button(desk, '承諾を登録する').click();
  await desk.getByText('登録しました。').waitFor();
  await button(phone, '訪問を始める').waitFor();
  expect(wrong).toEqual([]);
});

test('[L5.23] 紛失した端末は、ロックしたままでも、どのタブでも、鍵と記録を消去し、事務局に確認が届く', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  await protectByPassphrase(page);
  const second = await phone.context().newPage();
  await second.goto(server.url);
  await second.getByText('くすのき染工', { exact: false }).first().waitFor();
  await button(page, '今すぐロックする').click();
  await locked(page);
  await locked(second);
  const desk = await reportLost(server, '青柳 由美子');
  await comesIntoReach(page);
  await erased(page);
  await erased(second);
  await picture(page, 'locked-erased');
  await second.close();
  await expectNothingLeft(page);
  await desk.reload();
  await heading(desk, '使わなくなった端末（1台）').waitFor();
  await button(page, 'サインインの画面へ').click();
  await heading(page, 'サインイン').waitFor();
  expect(phone.complaints).toEqual([]);
});

test('[L15.200] サインアウトした端末も、紛失の届出があれば、次に開いたときに残りを送ってから消去し、事務局に確認が届く', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  await phone.context().setOffline(true);
  await button(page, '訪問を始める').click();
  await heading(page, '訪問中　第2回').waitFor();
  await page.goBack();
  await goTo(page, 'その他');
  await button(page, 'サインアウトする').click();
  await page.getByRole('dialog').getByRole('button', { name: 'サインアウトする' }).click();
  await heading(page, 'サインイン').waitFor();
  expect(await storedText(page)).toContain('sealKey');
  await page.close();
  const desk = await reportLost(server, '青柳 由美子');
  const found = await phone.context().newPage();
  await phone.context().setOffline(false);
  await found.goto(server.url);
  await erased(found);
  await picture(found, 'signed-out-erased');
  await expectNothingLeft(found);
  await desk.reload();
  await heading(desk, '使わなくなった端末（1台）').waitFor();
  const card = desk.getByRole('listitem').filter({ hasText: '青柳 由美子' });
  await card.getByText('消去を確認', { exact: true }).waitFor();
  await card.getByText(/取消しの後に、この端末から届いた操作：1/).waitFor();
  await button(found, 'サインインの画面へ').click();
  await heading(found, 'サインイン').waitFor();
});

test('[L5.23] 会社に渡している間でも、紛失の届出があれば消去され、専門家の画面は一瞬も出ない', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  await recordVisit(page);
  await handOver(page);
  await page.evaluate(() => {
    const seen = new Set<string>();
    Object.assign(globalThis, { seen });
    new MutationObserver(() => {
      for (const { textContent } of document.querySelectorAll('h1')) seen.add(textContent ?? '');
    }).observe(document, { childList: true, subtree: true });
  });
  await reportLost(server, '青柳 由美子');
  await comesIntoReach(page);
  await erased(page);
  const headings = await page.evaluate(() => [...(globalThis as unknown as { seen: Set<string> }).seen]);
  expect(headings).toEqual(['端末の消去']);
  await expectNothingLeft(page);
});

test('[L15.110][L15.120] 本番の専門家は、届出、端末の守り、の順に一画面ずつ進み、それから記録を受け取る', async () => {
  const server = await startServer({ sample: 'off' });
  const pc = await anotherPc();
  await giveAuthenticator(pc.page(), { hasPrf: true });
  await openOffice(pc.page(), firstLinkIn(server.said()));
  await makePasskey(pc.page());
  await atNewDesk(pc.page());
  const { link } = await invite(pc.page(), '見本 専子', ['専門家']);
  const phone = await anotherPhone();
  const page = phone.page();
  const { look, wrong } = inspector();
  await giveAuthenticator(page, { hasPrf: false });
  const synced: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/sync')) synced.push(request.url());
  });
  await page.goto(link);
  await button(page, 'この端末で始める').click();
  await makePasskey(page);
  await heading(page, '端末の届出').waitFor();
  await look(page, 'first-declaration');
  await phone.context().setOffline(true);
  await page.getByRole('radio', { name: '自宅' }).check();
  await page.getByRole('radio', { name: 'している', exact: true }).check();
  await button(page, '届け出る').click();
  await page.getByText('送れませんでした').waitFor();
  await phone.context().setOffline(false);
  await declareDevice(page);
  await heading(page, 'パスフレーズで開く').waitFor();
  await look(page, 'first-protection');
  // Declared is declared: a reload in the middle goes on where it stopped.
  await page.reload();
  await heading(page, 'パスフレーズで開く').waitFor();
  expect(synced).toEqual([]);
  await typePassphrase(page, PASSPHRASE);
  await button(page, 'このパスフレーズで守る').click();
  await page.getByRole('navigation').waitFor();
  await goTo(page, '訪問');
  await expect.poll(() => synced.length).toBeGreaterThan(0);
  expect(await page.getByText('端末の届出').count()).toBe(0);
  expect(wrong).toEqual([]);
});
