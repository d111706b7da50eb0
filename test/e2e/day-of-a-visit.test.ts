import axe from 'axe-core';
import type { Page } from 'playwright';
import { afterEach, expect, test } from 'vitest';
import { type AppServer, startAppServer } from '../support/app-server.ts';
import { type BrowserSession, openPc, openPhone } from '../support/browser-session.ts';
import { agree, confirm, handOver, sign, submit, takeBack } from './company-steps.ts';
import {
  addBreak,
  button,
  correctTime,
  endVisit,
  GIST,
  heading,
  picture,
  signInByLink,
  startVisit,
  writeReport,
} from './phone-steps.ts';

const opened: { readonly servers: AppServer[]; readonly browsers: BrowserSession[] } = { servers: [], browsers: [] };

afterEach(async () => {
  for (const browser of opened.browsers.splice(0)) await browser.dispose();
  for (const server of opened.servers.splice(0)) await server.close();
});

const serverAndPhone = async () => {
  const server = await startAppServer();
  opened.servers.push(server);
  const phone = await openPhone();
  opened.browsers.push(phone);
  await signInByLink(phone.page(), server.linkOf('青柳 由美子'));
  return { server, phone };
};

const deskOf = async (server: AppServer) => {
  const pc = await openPc();
  opened.browsers.push(pc);
  await pc.page().goto(server.linkOf('桐野 誠'));
  await button(pc.page(), 'この端末で始める').click();
  await pc
    .page()
    .getByRole('row', { name: /くすのき染工/ })
    .waitFor();
  return pc;
};

const noodlesRow = (page: Page) => page.getByRole('row', { name: /みのり野製麺/ });
const noSidewaysScroll = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

/** Violations of WCAG 2.2 AA on the whole length of a screen, so that no sticky bar covers half of a target meanwhile. */
const violationsOn = async (page: Page): Promise<readonly string[]> => {
  const usual = page.viewportSize() ?? { width: 390, height: 844 };
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: usual.width, height: Math.max(height, usual.height) });
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    // axe was put there one line above.
    const here = globalThis as unknown as { readonly axe: Axe };
    const { violations } = await here.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  });
  await page.setViewportSize(usual);
  return found;
};

type Axe = {
  readonly run: (options: { readonly runOnly: readonly string[] }) => Promise<{
    readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
  }>;
};

test('[L2.20] 圏外で記録し、ブラウザーが強制終了されても、保存したものは残る', async () => {
  const { phone } = await serverAndPhone();
  await phone.context().setOffline(true);
  await startVisit(phone.page());
  await writeReport(phone.page());
  await addBreak(phone.page(), 2);
  await phone
    .page()
    .getByText(/この端末に保存しました/)
    .first()
    .waitFor();
  await phone.kill();

  const page = await phone.open('offline');
  await page.goto(opened.servers[0]?.url ?? '');
  await button(page, 'つづける')
    .or(page.getByRole('link', { name: /つづける/ }))
    .first()
    .click();
  await heading(page, '訪問中　第2回').waitFor();
  expect(await page.getByLabel('支援内容の要旨').inputValue()).toBe(GIST);
  expect(await page.getByText('10分', { exact: true }).first().isVisible()).toBe(true);
  expect(phone.complaints).toEqual([]);
});

test('[L12.20] 会社に渡した端末では、会社の画面のほかは開けず、署名は再読込みでも残る', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  await phone.context().setOffline(true);
  await startVisit(page);
  await writeReport(page);
  await page.getByRole('button', { name: /同席/ }).first().click();
  await page.getByRole('dialog').getByRole('textbox').fill('川上 正一');
  await page.getByRole('dialog').getByRole('button', { name: 'この内容にする' }).click();
  await endVisit(page);
  await correctTime(page);
  await handOver(page);
  for (const path of ['/', '/outbox', '/sign-in', '/more']) {
    await page.goto(`${server.url}${path}`);
    await page.getByRole('heading', { name: /このとおりでしたか/ }).waitFor();
  }
  await page.goBack();
  await page.getByRole('heading', { name: /このとおりでしたか/ }).waitFor();
  const second = await phone.context().newPage();
  await second.goto(`${server.url}/outbox`);
  await second.getByRole('heading', { name: /このとおりでしたか/ }).waitFor();
  await second.close();
  expect(await violationsOn(page)).toEqual([]);

  await agree(page);
  await button(page, '確認する').click();
  await page
    .getByText(/お名前を.*書いてください/)
    .first()
    .waitFor();
  expect(await page.locator('canvas').isVisible()).toBe(true);
  await sign(page);
  await page.setViewportSize({ width: 844, height: 390 });
  await page.reload();
  await page.locator('canvas').waitFor();
  await picture(page, 'pad-after-reload');
  await confirm(page);
  await takeBack(page);
  expect(phone.complaints).toEqual([]);
});

test('[L3.21] サーバーが止まっていても署名と提出ができ、動き出すと自動で送られ、受領まで送信済と言わない', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const pc = await deskOf(server);
  await server.stop();
  await recordAndSubmit(page);
  await page.goto(`${server.url}/outbox`);
  await page.getByText('電波が戻ると、自動で送ります', { exact: false }).waitFor();
  expect(await page.getByText('送信済・受領').count()).toBe(0);
  expect(await violationsOn(page)).toEqual([]);
  await picture(page, 'outbox-waiting');

  await server.start();
  await page.getByText('未送信の記録はありません').waitFor({ timeout: 45_000 });
  await page
    .getByText(/送信済・受領/)
    .first()
    .waitFor();
  await noodlesRow(pc.page()).waitFor({ timeout: 45_000 });
});

test('[L1.20] 事務局は届いた訪問を再読込みなしで見て差し戻し、専門家は直し、署名した事実が変われば署名し直して、承認される', {
  timeout: 150_000,
}, async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const pc = await deskOf(server);
  await phone.context().setOffline(true);
  await recordAndSubmit(page);
  await phone.context().setOffline(false);
  const backAtMs = Date.now();
  await noodlesRow(pc.page()).waitFor();
  expect(Date.now() - backAtMs).toBeLessThan(5_000);
  await noodlesRow(pc.page()).getByRole('link').or(noodlesRow(pc.page())).first().click();
  await pc
    .page()
    .getByRole('heading', { name: /みのり野製麺.*第2回/ })
    .waitFor();
  expect(await violationsOn(pc.page())).toEqual([]);
  await picture(pc.page(), 'desk-review');
  await pc.page().getByText('有効な署名があります').first().waitFor();

  const office = pc.page();
  await sendBack(office, [
    ['休憩', '昼をまたいでいます。休憩をご確認ください。'],
    ['支援効果', '数字があれば書いてください。'],
  ]);
  await picture(office, 'desk-sent-back');

  await page.goto(server.url);
  await page
    .getByRole('link', { name: /みのり野製麺[\s\S]*差戻し/ })
    .first()
    .click();
  await page.getByText('昼をまたいでいます。休憩をご確認ください。').waitFor();
  await phone.context().setOffline(true);
  await page.getByRole('textbox', { name: /支援効果/ }).fill('四十分の作業が二十八分になった。');
  await button(page, '再提出する').waitFor();
  expect(await button(page, '会社に署名をお願いする').count()).toBe(0);
  await button(page, '休憩を5分増やす').click();
  await button(page, '会社に署名をお願いする').waitFor();
  await page
    .getByText(/署名がもう一度必要です/)
    .first()
    .waitFor();
  expect(await violationsOn(page)).toEqual([]);
  await picture(page, 'phone-return');
  await button(page, '会社に署名をお願いする').click();
  await page.getByRole('heading', { name: /このとおりでしたか/ }).waitFor();
  await agree(page);
  await sign(page);
  await confirm(page);
  await takeBack(page);
  await page.getByRole('link', { name: '差戻しに対応する' }).click();
  await button(page, '再提出する').click();
  await phone.context().setOffline(false);

  await office.getByText('前回から変わったところ').waitFor({ timeout: 45_000 });
  await office.getByText('四十分の作業が二十八分になった。').first().waitFor();
  await picture(office, 'desk-changes');
  await button(office, '承認する').click();
  await office
    .getByRole('dialog')
    .getByRole('button', { name: /承認する/ })
    .click();
  await office
    .getByText(/に承認/)
    .first()
    .waitFor();
  expect(phone.complaints).toEqual([]);
  expect(pc.complaints).toEqual([]);
});

test('[L18.1] 今日の画面は320ピクセルの幅でも横にはみ出さず、部品の規則に反しない', async () => {
  const { phone } = await serverAndPhone();
  const page = phone.page();
  expect(await violationsOn(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await noSidewaysScroll(page)).toBe(true);
  await page.evaluate(() => {
    document.documentElement.style.setProperty('font-size', '200%');
  });
  expect(await noSidewaysScroll(page)).toBe(true);
  expect(await button(page, '訪問を始める').isVisible()).toBe(true);
  await picture(page, 'today-320-200');
});

/** 差し戻す, with a comment at each of these fields. */
const sendBack = async (office: Page, comments: readonly (readonly [string, string])[]): Promise<void> => {
  await button(office, '差し戻す').click();
  for (const [field, text] of comments) {
    await office.getByRole('checkbox', { name: field, exact: true }).check();
    await office.getByRole('textbox', { name: new RegExp(field) }).fill(text);
  }
  await button(office, `${comments.length}か所を差し戻す`).click();
};

const recordAndSubmit = async (page: Page): Promise<void> => {
  await startVisit(page);
  await writeReport(page);
  await page.getByRole('button', { name: /同席/ }).first().click();
  await page.getByRole('dialog').getByRole('textbox').fill('川上 正一');
  await page.getByRole('dialog').getByRole('button', { name: 'この内容にする' }).click();
  await endVisit(page);
  await correctTime(page);
  await handOver(page);
  await agree(page);
  await sign(page);
  await confirm(page);
  await takeBack(page);
  await submit(page);
};
