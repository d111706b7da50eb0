import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { misfitsOn, violationsOn } from '../support/browser-checks.ts';
import { readPdf } from '../support/read-pdf.ts';
import { button, declareDevice, heading, picture } from './phone-steps.ts';
import { stage } from './stage.ts';

const { serverAndPhone, deskOf, anotherPc } = stage();

const GOAL = '粗利率を、1月末までに31％から34％にする。';
const DELIVERABLE = '原価表、値付けの手順書、見直しの記録';
const COMMENT = 'だれが使うものか、書き足してください。';

test('[L13.240][L13.241][L13.242][L13.247][L18.1] 計画書を圏外のスマートフォンで書き、ＰＣで続けて提出し、事務局が差し戻し、次の版を印刷する', async () => {
  const { server, phone } = await serverAndPhone();
  const wrong: string[] = [];
  const look = async (page: Page, screen: string) => {
    const found = [...(await violationsOn(page)), ...(await misfitsOn(page))];
    wrong.push(...found.map((one) => `${screen}: ${one}`));
    await picture(page, `written-${screen}`);
  };

  const page = phone.page();
  await phone.context().setOffline(true);
  await page
    .getByRole('region', { name: '書類' })
    .getByRole('link', { name: /みのり野製麺/ })
    .click();
  await heading(page, '書類').waitFor();
  await look(page, 'list');
  await page.getByRole('link', { name: /支援計画書/ }).click();
  await page.getByText('提出済', { exact: true }).waitFor();
  await page.getByLabel(/^支援成果目標/).fill(GOAL);
  await page.getByText(`${Array.from(GOAL).length}／8000字`, { exact: true }).waitFor();
  await page.getByRole('heading', { name: '各回の支援計画' }).click();
  await page.getByText('提出の後に書きかえ（未提出）', { exact: false }).waitFor();
  // What was written is there again after the app was closed in the middle.
  await page.reload();
  await expect.poll(() => page.getByLabel(/^支援成果目標/).inputValue()).toBe(GOAL);
  await look(page, 'plan-offline');
  await phone.context().setOffline(false);

  const pc = await anotherPc();
  const beside = pc.page();
  await beside.goto(`${server.url}/sign-in`);
  await beside.getByLabel('コード').fill(server.codeOf('青柳 由美子'));
  await button(beside, 'サインインする').click();
  await declareDevice(beside);
  await beside
    .getByRole('region', { name: '書類' })
    .getByRole('link', { name: /みのり野製麺/ })
    .click();
  await beside.getByRole('link', { name: /支援計画書/ }).click();
  await expect.poll(() => beside.getByLabel(/^支援成果目標/).inputValue()).toBe(GOAL);
  await beside.getByRole('checkbox', { name: /旅費の支払いを希望します/ }).check();
  await button(beside, '変えたものを提出する').click();
  await beside.getByText(/あと1か所あります/).waitFor();
  await beside.getByLabel(/最寄りの駅又はバス停/).fill('うきは駅');
  await beside.getByText(/支援企業の所在地は地域4/).waitFor();
  await look(beside, 'plan-pc');
  await button(beside, '変えたものを提出する').click();
  await beside.getByText(/第2版を.*提出しました/).waitFor();

  const desk = await deskOf(server);
  const office = desk.page();
  await office.getByText(/確認を待っている書類/).click();
  await office.getByRole('link', { name: /みのり野製麺.*支援計画書/ }).click();
  await heading(office, '第1版から変わったところ').waitFor();
  await look(office, 'review');
  await button(office, '差し戻す').click();
  await office.getByLabel('「目標成果物」へのコメント').fill(COMMENT);
  await button(office, 'コメントを付けて差し戻す').click();

  await page.getByText(COMMENT).waitFor();
  await page.getByLabel(/^目標成果物/).fill(DELIVERABLE);
  await button(page, '変えたものを提出する').click();
  await page.getByText(/第3版を.*提出しました/).waitFor();

  await button(office, '確認済みにする').click();
  await office.getByText(/事務局が.*確認しました/).waitFor();
  const href = await office.getByRole('link', { name: /第3版/ }).getAttribute('href');
  const pdf = await office.context().request.get(new URL(href ?? '', server.url).href);
  const { pages } = await readPdf(await pdf.body());
  const words = pages.map(({ text }) => text).join('');
  for (const one of [GOAL, DELIVERABLE, 'うきは駅', '第3版']) expect(words).toContain(one);
  expect(wrong).toEqual([]);
  for (const { complaints } of [phone, pc, desk]) expect(complaints).toEqual([]);
});
