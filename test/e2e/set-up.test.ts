import { expect, test } from 'vitest';
import { giveAuthenticator } from '../support/virtual-authenticator.ts';
import { inspector } from './inspector.ts';
import { PASSPHRASE, typePassphrase } from './lock-steps.ts';
import { button, declareDevice, heading, picture } from './phone-steps.ts';
import { atNewDesk, firstLinkIn, invite, makePasskey, openOffice } from './sign-in-steps.ts';
import { stage } from './stage.ts';

const { anotherPc, anotherPhone, startServer } = stage();

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1_440, height: 900 };

test('[L13.120][L13.121][L13.122][L13.123][L13.202][L13.432][L13.433] 何もない事務局から、画面の案内だけで、事業・専門家・承諾・支援案件がそろい、専門家の端末に届く', async () => {
  const server = await startServer({ sample: 'off' });
  const pc = await anotherPc();
  const desk = pc.page();
  const { look, wrong } = inspector();
  await giveAuthenticator(desk, { hasPrf: true });
  await openOffice(desk, firstLinkIn(server.said()));
  await makePasskey(desk);
  await atNewDesk(desk);

  // Every next step is a button on the screen.
  await desk.getByRole('link', { name: 'はじめの設定へ進む' }).click();
  await heading(desk, 'はじめの設定').waitFor();
  await look(desk, 'set-up');
  await desk.getByRole('link', { name: '事業を登録する' }).click();
  await button(desk, '登録する').click();
  await desk.getByText('入力してください。').first().waitFor();
  await desk.getByLabel(/^もとにする要領/).selectOption({ index: 1 });
  await desk.getByLabel(/^年度/).fill('令和8年度');
  await desk.getByLabel(/^様式のあて先/).fill('見本センター理事長');
  await desk.getByLabel(/^版の名前/).fill('令和8年4月1日適用');
  await desk.getByLabel(/^適用を始める日/).fill('2026-04-01');
  await desk.getByLabel(/^事業が終わる日/).fill('2025-01-31');
  await button(desk, '登録する').click();
  await desk.getByText('終わる日が、始める日より前です。').waitFor();
  await desk.getByLabel(/^事業が終わる日/).fill('2099-01-31');
  await look(desk, 'programme-new');
  await button(desk, '登録する').click();
  await heading(desk, '経営革新計画伴走支援事業').waitFor();
  await look(desk, 'programmes');
  // The next year's version, for contracts of days to come.
  await desk.getByRole('link', { name: '版と契約書の文面を見る・変える' }).click();
  await desk.getByText('新しい版を登録する').click();
  const rules = desk.getByRole('form', { name: '新しい版を登録する' });
  await rules.getByLabel(/^版の名前/).fill('見本の新しい版');
  await rules.getByLabel(/^適用を始める日/).fill('2026-04-01');
  await desk.getByText('今の版の適用日より後の日にしてください。', { exact: false }).first().waitFor();
  await rules.getByLabel(/^適用を始める日/).fill('2090-04-01');
  await rules.getByLabel(/^謝金/).fill('32000');
  await rules.getByLabel(/^この版で変わったこと/).fill('謝金の単価を改めた（第5条第1項）');
  await rules.getByText('取扱いと文言を選ぶ').click();
  await rules
    .getByRole('group', { name: /仕入明細書/ })
    .getByRole('radio', { name: '使う', exact: true })
    .check();
  const byOthers = rules.getByRole('radio', { name: '委託者の承諾があれば認める' });
  await byOthers.check();
  const readingEnds = rules.getByRole('radio', { name: '90日間' });
  await readingEnds.check();
  await rules.getByRole('checkbox', { name: /^様式第3号 表題/ }).check();
  await look(desk, 'programme-version');
  const choices = rules.getByText('取扱いと文言を選ぶ');
  for (const [name, size] of Object.entries({ desk: DESK, phone: PHONE })) {
    await desk.setViewportSize(size);
    await choices.evaluate((element) => element.scrollIntoView({ block: 'start' }));
    await picture(desk, `screen-programme-choices-${name}`);
    await byOthers.evaluate((one) => one.scrollIntoView({ block: 'center' }));
    await picture(desk, `screen-programme-others-${name}`);
    await readingEnds.evaluate((one) => one.scrollIntoView({ block: 'center' }));
    await picture(desk, `screen-programme-reading-${name}`);
  }
  await rules
    .getByRole('checkbox', { name: /^様式第3号 表題/ })
    .evaluate((one) => one.scrollIntoView({ block: 'center' }));
  await picture(desk, 'screen-programme-slips-phone');
  await desk.setViewportSize(DESK);
  await button(desk, 'この版を登録する').click();
  await desk.getByText('令和72年4月1日', { exact: false }).first().waitFor();
  await desk.locator('.set-up__changes').getByText('謝金の単価を改めた').waitFor();
  await rules.waitFor({ state: 'hidden' });
  await look(desk, 'programme-versions');

  const { link } = await invite(desk, '見本 専子', ['専門家']);
  await desk.getByRole('navigation').getByRole('link', { name: '訪問の確認' }).click();
  await desk.getByRole('link', { name: 'はじめの設定へ進む' }).click();
  await desk.getByRole('link', { name: '包括承諾を登録する' }).click();
  for (const [label, text] of CONSENT) await desk.getByLabel(label).fill(text);
  await desk.getByRole('checkbox', { name: /自宅/ }).check();
  await button(desk, '承諾を登録する').click();
  await heading(desk, '8経第1号').waitFor();

  await desk.getByRole('navigation').getByRole('link', { name: '訪問の確認' }).click();
  await desk.getByRole('link', { name: 'はじめの設定へ進む' }).click();
  await desk.getByRole('link', { name: '支援案件を登録する' }).click();
  await button(desk, '登録して、専門家の選定へ進む').click();
  await desk.getByText('入力してください。').first().waitFor();
  for (const [label, text] of COMPANY) await desk.getByRole('textbox', { name: label }).fill(text);
  // 業種 comes from the divisions of the standard, or is written as the company calls itself.
  const industry = desk.getByRole('textbox', { name: /^業種/ });
  await desk.getByLabel('日本標準産業分類の大分類から選ぶ').selectOption('卸売業、小売業');
  await expect.poll(() => industry.inputValue()).toBe('卸売業、小売業');
  await industry.fill('家具・木工品の製造と販売');
  await expect.poll(() => desk.getByLabel('日本標準産業分類の大分類から選ぶ').inputValue()).toBe('');
  await look(desk, 'engagement-new');
  for (const [name, size] of Object.entries({ desk: DESK, phone: PHONE })) {
    await desk.setViewportSize(size);
    await industry.evaluate((one) => one.scrollIntoView({ block: 'center' }));
    await picture(desk, `screen-company-industry-${name}`);
  }
  await desk.setViewportSize(DESK);
  await button(desk, '登録して、専門家の選定へ進む').click();
  await heading(desk, '専門家を選定する').waitFor();
  await desk.getByLabel(/^担当する専門家/).selectOption({ index: 1 });
  await desk.getByLabel(/^選定した部署/).fill('経営再構築課');
  await desk.getByLabel(/^選定の理由/).fill('計画の分野に詳しいため。');
  // Long before anybody was registered.
  await desk.getByLabel(/^選定の日/).fill('2020-01-01');
  await button(desk, '選定を記録する').click();
  await desk.getByText('この日に、この専門家の登録は有効ではありません。').waitFor();
  await desk.getByLabel(/^選定の日/).fill('2026-04-10');
  await look(desk, 'engagement-expert');
  await button(desk, '選定を記録する').click();
  await heading(desk, '契約を記録する').waitFor();
  await desk.getByLabel(/^契約番号/).fill('8伴走第1号');
  for (const [label, day] of CONTRACT) await desk.getByLabel(label).fill(day);
  await button(desk, '契約を記録する').click();
  await desk.getByText('訪問を始められます').waitFor();
  await look(desk, 'engagement-ready');

  const phone = (await anotherPhone()).page();
  await giveAuthenticator(phone, { hasPrf: false });
  await phone.goto(link);
  await button(phone, 'この端末で始める').click();
  await makePasskey(phone);
  await declareDevice(phone, '自宅');
  await heading(phone, 'パスフレーズで開く').waitFor();
  await typePassphrase(phone, PASSPHRASE);
  await button(phone, 'このパスフレーズで守る').click();
  await phone.getByRole('navigation').getByRole('link', { name: '訪問' }).click();
  await look(phone, 'first-company-arrived');
  // Papers to write stand below the visits, with the same company.
  await phone
    .getByRole('link', { name: /みほん工房/ })
    .first()
    .click();
  await heading(phone, '第1回の予定').waitFor();
  await button(phone, '予定に入れる').click();
  await phone.getByText('入力してください。').first().waitFor();
  await phone.getByLabel('開始').fill('13:00');
  await phone.getByLabel('終了').fill('16:00');
  await look(phone, 'first-visit-planned');
  await button(phone, '予定に入れる').click();
  await heading(phone, '訪問の予定').waitFor();
  await desk.getByRole('navigation').getByRole('link', { name: '訪問の確認' }).click();
  await button(desk, /^すべて/).click();
  await desk.getByRole('row', { name: /みほん工房/ }).waitFor();
  expect(wrong).toEqual([]);
});

const CONSENT = [
  [/^サーバーの事業者/, '見本クラウド'],
  [/^サーバーの所在地/, '日本国内'],
  [/^承諾の番号/, '8経第1号'],
  [/^承諾した人/, '見本県 経営支援課長'],
  [/^承諾の日/, '2026-04-01'],
  [/^始まり/, '2026-04-01'],
  [/^終わり/, '2099-03-31'],
] as const;

const COMPANY = [
  [/^企業名/, '株式会社みほん工房'],
  [/^代表者の役職/, '代表取締役'],
  [/^代表者のお名前/, '見本 太郎'],
  [/^担当者氏名/, '見本 花子'],
  [/^住所/, '福岡県柳川市見本町1-1'],
  [/^事業内容/, '木工品の製造'],
  [/^業種/, '製造業'],
] as const;

const CONTRACT = [
  [/^契約の日/, '2026-04-15'],
  [/^契約期間の始まり/, '2026-04-15'],
  [/^契約期間の終わり/, '2099-01-31'],
] as const;
