import { createHash } from 'node:crypto';
import { addDays, dayInJapan } from '@banso/shared/time/day.ts';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
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
import { button, heading, picture } from './phone-steps.ts';
import { stage } from './stage.ts';

const { anotherPhone, pcOf, startServer } = stage();

/** 事業 → its screen, with the versions of the contract's words. */
const openProgramme = async (page: Page): Promise<void> => {
  await page.getByRole('navigation').getByRole('link', { name: 'その他' }).click();
  await page.getByRole('link', { name: /^事業/ }).click();
  await page.getByRole('link', { name: '版と契約書の文面を見る・変える' }).click();
  await heading(page, '契約書（様式第1号）の文面').waitFor();
};

test('[L13.202][L13.211][L13.205][L13.391][L13.421] 事務局は承認された文面で契約書を作り、専門家は端末で読んでパスキーで署名し、事務局が署名して結ばれ、どちらも同じPDFを持つ。解除の後の支払は、決定を待つ', async () => {
  const server = await startServer();
  const { look, wrong } = inspector();

  // The expert has had a passkey since before this session.
  const phone = (await anotherPhone()).page();
  await signInWithPasskey(phone, { url: server.url, link: server.linkOf('青柳 由美子') });

  // New words: written by one, approved by another.
  const administrator = (await pcOf(server, '中原 さとみ')).page();
  await openProgramme(administrator);
  await administrator.getByText('新しい文面を登録する').click();
  await button(administrator, '見本の文面から始める').click();
  await administrator.getByLabel(/^文面の版の名前/).fill('見本の文面 第2版');
  const clauses = administrator.getByLabel(/^条文/);
  const words = await clauses.inputValue();
  await clauses.fill(words.replace('{{company}}', '{{会社}}'));
  await administrator.getByText('「{{会社}}」という差し込みの名前はありません。').waitFor();
  await look(administrator, 'contract-text-form');
  await clauses.fill(words);
  await button(administrator, '承認を依頼する').click();
  await administrator.getByText('承認を待っています').waitFor();
  await administrator.getByText('書いた人は承認できません。', { exact: false }).waitFor();
  const approver = (await pcOf(server, '桐野 誠')).page();
  await openProgramme(approver);
  await approver.getByLabel(/^決裁番号/).fill('決裁サンプル第2号');
  await look(approver, 'contract-text-approval');
  await button(approver, 'この文面を承認する').click();
  await approver.getByText('決裁サンプル第2号', { exact: false }).waitFor();

  // A request, its expert, and the offer.
  const path = await engageExpert(administrator, {
    url: server.url,
    company: '有限会社 みのり野製麺（サンプル）',
    expert: '青柳',
  });
  await openContract(administrator, path);
  const today = dayInJapan(Date.now());
  await fillOffer(administrator, { number: 'サンプル-100', from: today });
  await button(administrator, '提示する').click();
  await administrator.getByText('入力してください。').first().waitFor();
  await look(administrator, 'contract-offer');
  await offer(administrator);

  // On the phone: read to the end, declare, sign.
  await heading(phone, '契約書が届いています').waitFor();
  await look(phone, 'contract-arrived');
  await readContract(phone);
  await look(phone, 'contract-read');
  await button(phone, '同意して署名する').click();
  await phone.getByText('すべての項目を確かめて、しるしを付けてください。').waitFor();
  await declareAll(phone);
  await look(phone, 'contract-declare');
  await signContract(phone);
  await look(phone, 'contract-signed');

  // The office signs, and both have the same file.
  await openContract(approver, path);
  await approver.getByText(/パスキーによる署名/).waitFor();
  await look(approver, 'contract-office');
  await signForOffice(approver, '決裁サンプル第3号');
  await approver.getByText('サンプル-100').first().waitFor();
  await phone.getByText('契約が結ばれました', { exact: false }).waitFor();
  await heading(phone, '取引条件の通知（フリーランス法第3条）').waitFor();
  await phone.getByText('に開きました', { exact: false }).waitFor();
  await look(phone, 'contract-concluded');
  await approver.getByText('に開きました', { exact: false }).waitFor();
  const fileOf = async (page: Page, name: string): Promise<string> => {
    const link = page.getByRole('link', { name }).first();
    const answer = await page.request.get(new URL((await link.getAttribute('href')) ?? '', server.url).href);
    expect(answer.headers()['content-type']).toBe('application/pdf');
    return createHash('sha256')
      .update(await answer.body())
      .digest('hex');
  };
  expect(await fileOf(phone, '契約書のPDFを開く')).toBe(await fileOf(approver, '契約書のPDFを開く'));
  await fileOf(phone, '署名の記録を開く');
  await fileOf(phone, '取引条件の通知を開く');

  // The contract ends by notice, and what the law wants is said while it is written.
  await approver.getByText('解約の通知を記録する').first().click();
  await approver.getByLabel(/^契約の終わりの日/).fill(addDays(today, 10));
  await approver.getByLabel(/^理由/).fill('支援先の事情による。');
  await look(approver, 'contract-notice');
  await approver.getByRole('button', { name: '解約の通知を記録する' }).click();
  await approver.getByText('解約予告中').waitFor();
  await phone.getByText('解約の予告中です。', { exact: false }).waitFor();
  await approver.getByText('契約を解除する').first().click();
  await approver.getByRole('radio', { name: /暴力団等の排除/ }).check();
  await look(approver, 'contract-cancel');

  // After an end because of organized crime the payment waits for a decision, which the desk records beside the claim.
  await approver.getByLabel(/^当てはまる号/).selectOption({ index: 1 });
  for (const [label, text] of [
    [/^警察本部の通知の番号/, 'サンプル警第1号'],
    [/^警察本部の通知の日/, today],
    [/^解除の日/, today],
    [/^事情/, '警察本部の通知による。'],
    [/^根拠の書類の名前/, '通知の写し（サンプル）'],
    [/^根拠の書類の置き場所/, '書庫A-4'],
  ] as const)
    await approver.getByLabel(label).fill(text);
  await button(approver, '解除を記録する').click();
  await approver.getByText(/違約金の候補/).waitFor();
  for (const [name, size] of Object.entries({
    desk: { width: 1_440, height: 900 },
    phone: { width: 390, height: 844 },
  })) {
    await approver.setViewportSize(size);
    await approver.getByText(/違約金の候補/).evaluate((one) => one.scrollIntoView({ block: 'center' }));
    await picture(approver, `screen-contract-penalty-${name}`);
  }
  await approver.setViewportSize({ width: 1_440, height: 900 });
  await phone.getByText('に解除されました。', { exact: false }).waitFor();
  await approver.goto(`${server.url}/claims/${new URL(path, server.url).pathname.split('/').at(-1) ?? ''}/desk`);
  await heading(approver, '暴力団等の排除による支払の停止').waitFor();
  await button(approver, '解除の後の支払の可否を記録する').click();
  await approver.getByRole('radio', { name: '支払わない', exact: true }).check();
  await approver.getByLabel(/^理由/).fill('実施した回がないため（サンプル）');
  await approver.getByLabel(/^決裁番号/).fill('決裁サンプル第4号');
  await look(approver, 'claim-stop');
  await button(approver, 'この決定を記録する').click();
  await approver.getByText(/支払わない（決裁番号 決裁サンプル第4号）/).waitFor();
  await look(approver, 'claim-stop-decided');
  // 決定は、理由と決裁番号を付けて改められ、前の決定も残る
  await button(approver, '支払の可否の決定を改める').click();
  await approver.getByLabel(/^理由/).fill('実施した回の記録が見つかったため（サンプル）');
  await approver.getByLabel(/^決裁番号/).fill('決裁サンプル第5号');
  await look(approver, 'claim-stop-anew');
  await button(approver, 'この決定を記録する').click();
  await approver.getByText(/^支払う（決裁番号 決裁サンプル第5号）/).waitFor();
  await approver.getByText(/前の決定（.*）：支払わない（決裁番号 決裁サンプル第4号）/).waitFor();
  await look(approver, 'claim-stop-redecided');
  await approver.setViewportSize({ width: 390, height: 844 });
  await look(approver, 'claim-stop-redecided-phone');
  expect(wrong).toEqual([]);
});
