import { afterEach, expect, test } from 'vitest';
import { misfitsOn, violationsOn } from '../support/browser-checks.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { recordAndSubmit } from './company-steps.ts';
import { button, GIST, heading, picture } from './phone-steps.ts';
import { rowOf, stage } from './stage.ts';

const { serverAndPhone, deskOf, anotherPhone } = stage();

const mailServers: MailServer[] = [];
afterEach(async () => {
  for (const mails of mailServers.splice(0)) await mails.stop();
});

const linkIn = (mail: { readonly text: string } | undefined): string => {
  const [link] = /http\S+\/c#\S+/.exec(mail?.text ?? '') ?? [];
  if (!link) throw new Error(`no link in: ${mail?.text}`);
  return link;
};

test('[L12.83] 会社にメールが届き、会社のページから異議を知らせ、事務局が回答する', async () => {
  const mails = await startMailServer();
  mailServers.push(mails);
  const { server, phone } = await serverAndPhone({ smtpUrl: mails.url });
  const pc = await deskOf(server);
  const office = pc.page();
  await recordAndSubmit(phone.page());
  await mails.arrived(1);
  expect(mails.received[0]?.to).toEqual(['uketsuke@minorino.example']);
  expect(mails.received[0]?.text).toContain(GIST);

  const companys = await anotherPhone();
  const page = companys.page();
  await page.goto(linkIn(mails.received[0]));
  await heading(page, /みのり野製麺.*様のページ/).waitFor();
  await page.getByText(GIST).waitFor();
  const wrong = [...(await violationsOn(page)), ...(await misfitsOn(page))];
  await picture(page, 'company-page');
  await button(page, 'ちがうところを知らせる').first().click();
  await heading(page, /どこが.*ちがいますか/).waitFor();
  await button(page, '事務局に知らせる').click();
  await page.getByText('ちがうところを書いてください。').waitFor();
  await page.getByLabel(/^ちがうところ/).fill('3時間もいらっしゃいませんでした。1時間ほどでした。');
  wrong.push(...(await violationsOn(page)), ...(await misfitsOn(page)));
  await picture(page, 'company-page-differs');
  await companys.context().setOffline(true);
  await button(page, '事務局に知らせる').click();
  await page.getByText('まだ、届いていません').waitFor();
  await companys.context().setOffline(false);
  await button(page, '事務局に知らせる').click();
  await heading(page, /事務局に.*届きました/).waitFor();
  await picture(page, 'company-page-sent');

  await office.goto(`${server.url}/notices`);
  await office.getByText('3時間もいらっしゃいませんでした。', { exact: false }).waitFor();
  wrong.push(...(await violationsOn(office)), ...(await misfitsOn(office)));
  await picture(office, 'desk-notices');
  // The visit may have been drawn for a call-back as well: then it stands there twice.
  await office.getByRole('link', { name: 'この訪問を開く' }).first().click();
  await heading(office, /みのり野製麺.*第2回/).waitFor();
  await office.getByText('いまは承認できません').waitFor();
  await picture(office, 'desk-objection');
  await button(office, '回答する').click();
  await office.getByLabel('記録のとおりと確かめました').check();
  await office.getByLabel(/^会社への回答/).fill('専門家と入退館の記録を確かめ、3時間の支援でした。');
  wrong.push(...(await violationsOn(office)), ...(await misfitsOn(office)));
  await picture(office, 'desk-answer');
  await button(office, '回答を記録して知らせる').click();
  await mails.arrived(2);
  expect(mails.received[1]?.text).toContain('入退館の記録を確かめ');
  await rowOf(office, 'みのり野製麺').waitFor();

  await page.goto(linkIn(mails.received[1]));
  await page.reload();
  await page.getByText('入退館の記録を確かめ', { exact: false }).waitFor();
  await picture(page, 'company-page-answered');
  expect(wrong).toEqual([]);
  expect(companys.complaints).toEqual([]);
  expect(pc.complaints).toEqual([]);
});

test('[L12.84] 事務局が連絡先を登録し、手紙を印刷して済みにし、電話で確かめた結果を記録する', async () => {
  const { server, phone } = await serverAndPhone();
  const pc = await deskOf(server);
  const office = pc.page();
  await recordAndSubmit(phone.page());
  await office.goto(`${server.url}/notices`);
  await heading(office, '手紙（印刷待ち 1件）').waitFor();
  await picture(office, 'desk-notices-letter');
  await office.getByRole('link', { name: '手紙を見る・印刷する' }).click();
  await office.getByRole('img', { name: '会社のページのQRコード' }).waitFor();
  const wrong = [...(await violationsOn(office)), ...(await misfitsOn(office))];
  await picture(office, 'desk-letter');
  await office.pdf({
    path: new URL('../output/e2e/desk-letter.pdf', import.meta.url).pathname,
    preferCSSPageSize: true,
  });
  await button(office, '印刷しました（お知らせ 1件を済みにする）').click();
  await office.getByText('印刷を待っている手紙はありません。').waitFor();
  await office.getByRole('link', { name: 'お知らせの一覧へ戻る' }).click();
  await office.getByText('印刷済', { exact: false }).waitFor();

  await office.goto(`${server.url}/notices/companies/sample-noodles`);
  await heading(office, /会社の連絡先/)
    .first()
    .waitFor();
  wrong.push(...(await violationsOn(office)), ...(await misfitsOn(office)));
  await picture(office, 'desk-contact');
  expect(await office.getByText('uketsuke@minorino.example').count()).toBe(0);
  await button(office, '連絡先を表示する').click();
  await office.getByRole('radio', { name: '会社への連絡' }).check();
  wrong.push(...(await violationsOn(office)));
  await picture(office, 'desk-contact-reveal');
  await button(office, '表示する').click();
  const form = office.getByRole('form', { name: '連絡先を登録する' });
  await form.getByLabel('電話', { exact: true }).check();
  await form.getByLabel(/^連絡先を伝えた会社の方/).fill('川上 正一');
  await form.getByRole('button', { name: '連絡先を登録する' }).click();
  await office.getByText('前の連絡先').waitFor();

  await office.goto(server.url);
  await rowOf(office, 'みのり野製麺').first().click();
  await button(office, '電話での確かめを記録する').click();
  await office.getByText('登録された電話番号は 092-000-0001 です。').waitFor();
  await office.getByLabel('署名した方本人と話しました').check();
  await office.getByLabel('記録のとおりでした').check();
  wrong.push(...(await violationsOn(office)), ...(await misfitsOn(office)));
  await picture(office, 'desk-call-back');
  await button(office, '記録する').click();
  await office.getByText('署名した方への確かめ', { exact: false }).waitFor();
  expect(wrong).toEqual([]);
  expect(pc.complaints).toEqual([]);
});
