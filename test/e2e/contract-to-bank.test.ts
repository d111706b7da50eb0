import { addDays, dayInJapan } from '@banso/shared/time/day.ts';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { recordVisitsMeanwhile } from '../support/visits-meanwhile.ts';
import { handInFinalReport, sendBackPackage, signClosing } from './claim-steps.ts';
import { haveItSigned, submit } from './company-steps.ts';
import {
  declareAll,
  engageExpert,
  fillOffer,
  offer,
  openContract,
  readContract,
  signContract,
  signForOffice,
  signInWithPasskey,
} from './contract-steps.ts';
import { inspector } from './inspector.ts';
import { answerTax, registerAccount, verifyAccount } from './payee-steps.ts';
import { registerPayer, takeBankFile } from './payment-steps.ts';
import { button, heading, picture, recordVisit, untilItOpensOffline } from './phone-steps.ts';
import { approve, rowOf, stage } from './stage.ts';

const { anotherPhone, daysPass, pcOf, startServer } = stage();

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1_440, height: 900 };
const COMPANY = 'さかえ浦水産';
/** From the contract to the last visit. */
const DAYS = 18;
/** The next day on which banks are open is never further away. */
const DAYS_TO_TRANSFER = 7;

test('[L13.420][L13.422][L13.423][L13.382][L13.380][L13.381][L13.383][L13.285][L13.287] 一つの支援が、契約から、圏外の訪問、最終の提出、検査と承認、銀行のファイル、支払通知まで進む', async () => {
  const server = await startServer();
  const { look, wrong } = inspector();
  const contractOn = dayInJapan(Date.now());
  const today = addDays(contractOn, DAYS);

  // 契約
  const phone = await anotherPhone();
  const page = phone.page();
  await signInWithPasskey(page, { url: server.url, link: server.linkOf('青柳 由美子') });
  const administrator = (await pcOf(server, '中原 さとみ')).page();
  const address = await engageExpert(administrator, {
    url: server.url,
    company: '株式会社 さかえ浦水産（サンプル）',
    expert: '青柳',
  });
  await openContract(administrator, address);
  await fillOffer(administrator, { number: 'サンプル-200', from: contractOn });
  await offer(administrator);
  await heading(page, '契約書が届いています').waitFor();
  await readContract(page);
  await declareAll(page);
  await signContract(page);
  const signatory = (await pcOf(server, '桐野 誠')).page();
  await openContract(signatory, address);
  await signForOffice(signatory, '決裁サンプル第4号');
  await page.getByText('契約が結ばれました', { exact: false }).waitFor();
  await page.getByText('に開きました', { exact: false }).waitFor();

  // 計画と四回の訪問
  const engagement = new URL(address).pathname.split('/')[2] ?? '';
  await daysPass(server, DAYS, (records) => recordVisitsMeanwhile(records, { engagement, contractOn, today }));

  // 最後の訪問は、圏外で
  await page.goto(server.url);
  await untilItOpensOffline(page);
  await heading(page, /さかえ浦水産/)
    .first()
    .waitFor();
  await phone.context().setOffline(true);
  await recordVisit(page, { number: 5, on: addDays(today, -1), present: '津田 航' });
  await haveItSigned(page);
  await submit(page);
  await phone.context().setOffline(false);

  const approver = (await pcOf(server, '桐野 誠')).page();
  await rowOf(approver, `${COMPANY}.*第5回`).click();
  await heading(approver, /さかえ浦水産.*第5回/).waitFor();
  await approve(approver);

  // 口座、終了報告書、全部の回の署名、請求書
  await page.getByRole('link', { name: '訪問の一覧へ戻る' }).click();
  await goTo(page, 'その他', /振込口座と請求/);
  await answerTax(page);
  await registerAccount(page);
  await page.getByRole('navigation').getByRole('link', { name: '訪問' }).click();
  await page
    .getByRole('region', { name: '書類' })
    .getByRole('link', { name: new RegExp(COMPANY) })
    .click();
  await heading(page, '書類').waitFor();
  await look(page, 'package-papers');
  await handInFinalReport(page);
  await page.getByRole('link', { name: '書類の一覧へ戻る' }).click();
  await page.getByRole('link', { name: /請求と最終の提出/ }).click();
  await page.getByText('下書きです。足りないもの：').waitFor();
  await look(page, 'package-draft');
  await lookDown(page, 'package-draft', '最終の提出');
  await signClosing(page, 'package-closing');
  await button(page, /^請求書を作る/).click();

  // 最終の提出、差戻し、もう一度の提出
  await page.getByText('そろいました。提出できます。').waitFor();
  await look(page, 'package-ready');
  await lookDown(page, 'package-ready', '最終の提出');
  await untilItOpensOffline(page);
  await phone.context().setOffline(true);
  await button(page, '最終の提出をする').click();
  await page.getByText('提出の記録を保存しました（未送信）。').first().waitFor();
  await look(page, 'package-unsent');
  expect(await page.getByText('提出済み。', { exact: false }).count()).toBe(0);
  await phone.context().setOffline(false);
  await page.getByText('提出済み。事務局の検査を待っています。').first().waitFor();
  await look(page, 'package-handed-in');
  await lookDown(page, 'package-handed-in', '最終の提出');
  const checker = (await pcOf(server, '中原 さとみ')).page();
  await openWaiting(checker, /さかえ浦水産.*最終の提出（検査待ち）/);
  await look(checker, 'package-to-check');
  await sendBackPackage(checker, '請求書の氏名を、契約書のとおりか確かめてください。');
  await page.getByText('請求書の氏名を、契約書のとおりか確かめてください。', { exact: false }).first().waitFor();
  await look(page, 'package-sent-back');
  await page.getByRole('link', { name: '戻る' }).click();
  await page
    .getByRole('region', { name: '書類' })
    .getByRole('link', { name: /さかえ浦水産.*差し戻された書類があります/ })
    .click();
  await page.getByRole('link', { name: /請求と最終の提出/ }).click();
  await button(page, '最終の提出をする').click();

  // 検査と承認
  await button(checker, '検査済みにする').click();
  await checker.getByText('次は、検査した人とは別の承認者の承認です。', { exact: false }).waitFor();
  await look(checker, 'package-checked');
  await approver.getByRole('link', { name: '一覧へ戻る' }).click();
  await openWaiting(approver, /さかえ浦水産.*最終の提出（承認待ち）/);
  await look(approver, 'package-to-approve');
  await button(approver, '承認する').click();
  await approver.getByText('承認されました。支払の手続に進みます。').waitFor();
  await approver.setViewportSize(PHONE);
  await look(approver, 'package-approved-narrow');
  await approver.setViewportSize(DESK);
  await page.getByText('承認されました。支払の手続に進みます。').first().waitFor();
  await look(page, 'package-approved');
  // 終了報告書も、同じ決定で終わっている
  await approver.goto(`${server.url}/desk`);
  await rowOf(approver, 'くすのき染工').waitFor();
  const waiting = await approver.locator('.waiting-papers a', { hasText: COMPANY }).allTextContents();
  expect(waiting.filter((line) => /終了報告書|最終の提出/.test(line))).toEqual([]);

  // 口座の確認と支払
  const accountant = (await pcOf(server, '室見 千春')).page();
  await accountant.goto(`${server.url}/payees`);
  await accountant.getByRole('link', { name: /青柳 由美子/ }).click();
  await verifyAccount(accountant);
  await accountant.goto(`${server.url}/payments/payer`);
  await registerPayer(accountant);
  await accountant.goto(`${server.url}/payments`);
  await button(accountant, '支払えるものをすべて選ぶ').click();
  await accountant.getByText('152,407円', { exact: true }).first().waitFor();
  await look(accountant, 'package-payable');
  await button(accountant, '支払案を作る').click();
  await heading(accountant, '次は、作成した人とは別の人の照合です').waitFor();
  await checker.goto(accountant.url());
  await button(checker, '照合した').click();
  await approver.goto(accountant.url());
  await approver.getByLabel('決裁番号').fill('8経セ第121号');
  await button(approver, '支払を承認する').click();
  await button(accountant, '振込データを作る').click();
  expect((await takeBankFile(accountant)).map((line) => line.slice(0, 1)).join('')).toBe('1289');
  await button(accountant, '送信を記録する').click();
  await heading(accountant, '次は、振込の結果です').waitFor();
  await accountant.getByText('が、振込の日です。', { exact: false }).waitFor();
  const run = accountant.url();
  await daysPass(server, DAYS + DAYS_TO_TRANSFER, async () => {});
  const onTheDay = (await pcOf(server, '室見 千春')).page();
  await onTheDay.goto(run);
  await button(onTheDay, 'すべて振り込まれたと記録する').click();
  await button(onTheDay, 'この支払を完了にする').click();
  await onTheDay.getByText('この支払は完了しました。').waitFor();

  // 支払の通知
  await page.getByRole('link', { name: '戻る' }).click();
  await goTo(page, 'その他', /支払の通知/);
  await page.getByText('152,407円', { exact: true }).waitFor();
  await page.getByText(/令和.*に振込$/).waitFor();
  await look(page, 'package-notified');
  const notice = page.getByRole('link', { name: /支払通知書（PDF）/ });
  const printed = await page.request.get(new URL((await notice.getAttribute('href')) ?? '', server.url).href);
  expect([printed.status(), printed.headers()['content-type']]).toEqual([200, 'application/pdf']);
  expect(wrong).toEqual([]);
  expect(phone.complaints).toEqual([]);
});

/** A picture of what lies under one of the screen's headings. */
const lookDown = async (page: Page, name: string, title: string): Promise<void> => {
  await heading(page, title).evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await picture(page, `screen-${name}-below`);
};

/** A tab of the phone, and a line of its list. */
const goTo = async (page: Page, tab: string, line: RegExp): Promise<void> => {
  await page.getByRole('navigation').getByRole('link', { name: tab }).click();
  await page.getByRole('link', { name: line }).click();
};

/** 確認を待っている書類 → one of them. */
const openWaiting = async (office: Page, line: RegExp): Promise<void> => {
  await office.getByText(/確認を待っている書類/).click();
  await office.getByRole('link', { name: line }).click();
  await heading(office, /請求と最終の提出/).waitFor();
};
