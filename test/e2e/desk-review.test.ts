import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { openPhone } from '../support/browser-session.ts';
import { agree, confirm, handOver, sign, submit, submitted, takeBack } from './company-steps.ts';
import { inspector } from './inspector.ts';
import {
  button,
  declareDevice,
  GIST,
  heading,
  picture,
  recordVisit,
  toOutbox,
  untilItOpensOffline,
} from './phone-steps.ts';
import { rowOf, sendBack, stage } from './stage.ts';

const { serverAndPhone, deskOf } = stage();

test('[L17.23] 事務局は、キーだけで訪問を開き、差し戻し、承認できる。欄の中の文字は文字のまま', async () => {
  const { server } = await serverAndPhone();
  const pc = await deskOf(server);
  const office = pc.page();
  const { look, wrong } = inspector();
  const press = (key: string) => office.keyboard.press(key);
  await rowOf(office, 'くすのき染工').focus();
  await press('Enter');
  await heading(office, /くすのき染工.*第1回/).waitFor();
  await look(office, 'desk-beside');
  await press('j');
  await heading(office, /さかえ浦水産.*第1回/).waitFor();
  await press('k');
  await heading(office, /くすのき染工.*第1回/).waitFor();

  await press('r');
  await heading(office, '差戻し').waitFor();
  await office.getByRole('checkbox', { name: '支援効果', exact: true }).check();
  const comment = office.getByRole('textbox', { name: /支援効果/ });
  await comment.fill('');
  await comment.pressSequentially('arjk');
  await expect.poll(() => comment.inputValue()).toBe('arjk');
  await office.getByRole('button', { name: 'やめる', exact: true }).click();

  await office.getByRole('searchbox').focus();
  await press('a');
  expect(await office.getByRole('dialog').count()).toBe(0);
  await office.getByRole('searchbox').fill('');
  await heading(office, /くすのき染工.*第1回/).focus();
  await press('a');
  await office.getByRole('dialog', { name: 'この訪問を承認しますか' }).waitFor();
  await press('Escape');
  await office.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await office.getByText('承認済みです。').count()).toBe(0);
  await heading(office, /くすのき染工.*第1回/).focus();
  await press('a');
  await office
    .getByRole('dialog')
    .getByRole('button', { name: /承認する/ })
    .focus();
  await press('Enter');
  await office.getByText('承認済みです。').waitFor();
  expect(wrong).toEqual([]);
  expect(pc.complaints).toEqual([]);
});

test('[L17.22] 絞り込みと検索は、訪問を開いても、画面を読み込み直しても、そのまま残る', async () => {
  const { server } = await serverAndPhone();
  const pc = await deskOf(server);
  const office = pc.page();
  const lines = office.locator('.split__list tbody tr');
  await office.getByRole('button', { name: /^差戻し中/ }).click();
  await rowOf(office, 'ひびき谷精工').waitFor();
  await office.getByRole('searchbox').fill('ひびき谷');
  await office.waitForURL(/show=sentBack&find=/);
  await office.reload();
  await rowOf(office, 'ひびき谷精工').click();
  await heading(office, /ひびき谷精工.*第1回/).waitFor();
  await office.reload();
  await heading(office, /ひびき谷精工.*第1回/).waitFor();
  await expect.poll(() => office.getByRole('searchbox').inputValue()).toBe('ひびき谷');
  await expect.poll(() => lines.count()).toBe(1);
  await office.getByRole('link', { name: '一覧へ戻る' }).click();
  await expect.poll(() => office.getByRole('searchbox').inputValue()).toBe('ひびき谷');
  await office.getByRole('searchbox').fill('');
  await office.getByRole('button', { name: /^すべて/ }).click();
  await office.waitForURL(/\?show=all$/);
  await expect.poll(() => lines.count()).toBeGreaterThan(3);
});

test('[L13.78] よく似た文と、使い直した署名は、二つを並べて事務局に示す', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const pc = await deskOf(server);
  const office = pc.page();
  const { look, wrong } = inspector();
  await office.getByRole('button', { name: /^承認済/ }).click();
  await rowOf(office, 'みのり野製麺').click();
  const earlier = await office.locator('.review__reported dd').filter({ hasText: '仕込み、ゆで、包装' }).innerText();

  await recordVisit(page);
  await page.getByRole('link', { name: '報告書を見る・直す' }).click();
  await page.getByLabel(/^支援内容 /).fill(`${earlier.trim()}今回は休憩の取り方も聞いた。`);
  await page.getByRole('link', { name: 'この訪問へ戻る' }).click();
  await signTheSameLine(page);
  await submit(page);
  await office.goto(`${server.url}/desk`);
  await rowOf(office, 'みのり野製麺').click();
  await sendBack(office, [['支援内容の要旨', '要旨を短くしてください。']]);
  await office.getByText('差戻し中です。', { exact: false }).waitFor();

  await page.goto(server.url);
  await page
    .getByRole('link', { name: /みのり野製麺[\s\S]*差戻し/ })
    .first()
    .click();
  await heading(page, /差戻しへの対応/).waitFor();
  await page.getByRole('textbox', { name: '支援内容の要旨' }).fill(`${GIST.slice(0, 12)}。`);
  await page.getByText('会社の署名がもう一度必要です', { exact: false }).first().waitFor();
  await button(page, '会社に署名をお願いする').click();
  await page.getByRole('heading', { name: /このとおりでしたか/ }).waitFor();
  await agreeAndSign(page);
  await page.getByRole('link', { name: '差戻しに対応する' }).click();
  await button(page, '再提出する').click();
  await submitted(page).waitFor();

  await office.goto(`${server.url}/desk`);
  await rowOf(office, 'みのり野製麺').click();
  await office.getByText('よく似た文があります').waitFor();
  await expect.poll(() => office.locator('.compared mark').count()).toBeGreaterThan(1);
  await office.getByText('よく似た署名があります').waitFor();
  await expect.poll(() => office.locator('.compared svg').count()).toBe(2);
  await look(office, 'desk-alike');
  await office.setViewportSize({ width: 1024, height: 768 });
  await picture(office, 'screen-desk-alike-1024');
  expect(wrong).toEqual([]);
});

test('[L17.21] 二つの端末で書かれた文は、事務局に並べて示し、専門家が選ぶまで提出できない', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const pc = await deskOf(server);
  const office = pc.page();
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
    // By its address: until the second phone has heard of it, its list leads to another visit.
    const visit = page.url();
    await beside.goto(visit);
    await heading(beside, '訪問のまとめ　第2回').waitFor();
    for (const one of [phone, second]) await one.context().setOffline(true);
    await writeEffect(page, '一台目で書いた効果。表が一枚にまとまった。');
    await writeEffect(beside, '二台目で書いた効果。社長が自分で計算できた。');
    await beside.getByText('未送信 1件', { exact: false }).waitFor();
    await phone.context().setOffline(false);
    await toOutbox(page);
    await page.getByText('未送信の記録はありません').waitFor();
    await second.context().setOffline(false);
    await beside.goto(visit);
    await heading(beside, '二つの文章から選ぶ').waitFor();

    await office.goto(`${server.url}/desk?show=all`);
    await rowOf(office, 'みのり野製麺.*第2回').click();
    await office.getByText('「支援効果」に、二つの文章があります').waitFor();
    const pair = office.locator('.compared');
    await expect.poll(() => pair.innerText()).toContain('一台目で書いた効果');
    await expect.poll(() => pair.innerText()).toContain('二台目で書いた効果');
    await picture(office, 'screen-desk-conflict');
    await beside.getByRole('button', { name: /こちらを使う.*もう一つの文章/ }).click();
    await heading(beside, '二つの文章から選ぶ').waitFor({ state: 'hidden' });
    await pair.waitFor({ state: 'hidden' });
  } finally {
    await second.dispose();
  }
});

const HAND = 5;

const signTheSameLine = async (page: Page): Promise<void> => {
  await handOver(page);
  await agreeAndSign(page);
};

const agreeAndSign = async (page: Page): Promise<void> => {
  await agree(page);
  await sign(page, { hand: HAND });
  await confirm(page);
  await takeBack(page);
};

const writeEffect = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('link', { name: '報告書を見る・直す' }).click();
  await page.getByLabel(/^支援効果 /).fill(text);
  await page.getByRole('link', { name: 'この訪問へ戻る' }).click();
  await heading(page, '訪問のまとめ　第2回').waitFor();
};
