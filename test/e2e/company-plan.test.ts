import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { misfitsOn, violationsOn } from '../support/browser-checks.ts';
import { button, picture } from './phone-steps.ts';
import { stage } from './stage.ts';

const { serverAndPhone, deskOf } = stage();

const AIM = '三年で、直売を売上の三割にする。';

test('[L13.425][L13.246][L13.250][L13.251][L13.252][L18.1] 専門家がＫＰＩと行動計画を記録し、終了報告書を提出し、事務局が承認する', async () => {
  const { server, phone } = await serverAndPhone();
  const wrong: string[] = [];
  const look = async (page: Page, screen: string) => {
    const found = [...(await violationsOn(page)), ...(await misfitsOn(page))];
    wrong.push(...found.map((one) => `${screen}: ${one}`));
    await picture(page, `company-plan-${screen}`);
  };
  const page = phone.page();
  await page
    .getByRole('region', { name: '書類' })
    .getByRole('link', { name: /みのり野製麺/ })
    .click();
  await page.getByRole('link', { name: /ＫＰＩ/ }).click();
  await button(page, 'ＫＰＩを追加する').click();
  const kpis = page.getByRole('region', { name: 'ＫＰＩ' });
  for (const [field, value] of [
    [/^指標/, '粗利率'],
    [/^単位/, '％'],
    [/^今の値 /, '31'],
    [/^今の値の日/, '2026-08-31'],
    [/^目標の値/, '36'],
    [/^目標の期日/, '2027-03-31'],
  ] as const)
    await kpis.getByLabel(field).fill(value);
  await page.getByRole('heading', { name: 'アクションプラン', exact: true }).click();
  await kpis.getByRole('heading', { name: '粗利率' }).waitFor();
  for (const [on, value] of [
    ['2026-09-30', '32.5'],
    ['2026-10-31', '34'],
  ] as const) {
    const form = kpis.locator('.growth-item__measured');
    if (!(await form.getByLabel('実績の日').isVisible())) await form.getByText('実績を記録する').first().click();
    await form.getByLabel('実績の日').fill(on);
    await form.getByLabel(/^実績の値/).fill(value);
    await form.getByRole('button', { name: '実績を記録する' }).click();
    await form.getByText(`${value}％`).waitFor();
  }
  await kpis.getByText('目標までの道のりの60％').waitFor();
  await look(page, 'kpi');
  await button(page, '行動を追加する').click();
  const actions = page.getByRole('region', { name: 'アクションプラン' });
  await actions.getByLabel(/^何を/).fill('原価表を毎月作る');
  await actions.getByLabel(/^だれが/).fill('製造課長');
  await actions.getByLabel('取組中').check();
  await actions.getByRole('heading', { name: '原価表を毎月作る' }).waitFor();
  await page.getByLabel(/^目指す姿/).fill(AIM);
  await page.getByRole('link', { name: '書類の一覧へ戻る' }).click();
  await page.getByText('三つのうち、3つができています').waitFor();

  await page.getByRole('link', { name: /支援計画書/ }).click();
  await page.getByText('粗利率を、令和9年3月31日までに、31％から36％にする。').waitFor();
  await page
    .getByText('ＫＰＩに書いてある数字です。')
    .evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await look(page, 'goal-from-kpi');
  await button(page, 'この文を書き入れる').click();
  await expect.poll(() => page.getByLabel(/^支援成果目標/).inputValue()).toContain('31％から36％にする。');
  await page.getByRole('link', { name: '書類の一覧へ戻る' }).click();
  await page.getByRole('link', { name: /終了報告書/ }).click();
  await page.getByText('粗利率を2ポイント上げる', { exact: false }).waitFor();
  await button(page, '提出する').click();
  await page.getByText(/あと6か所あります/).waitFor();
  await page.getByLabel('4　おおむね達成した').check();
  // ＫＰＩの数字は、もう一度打たない
  await button(page, 'この文を書き入れる').click();
  await expect
    .poll(() => page.getByLabel(/^成果目標の達成度 /).inputValue())
    .toBe('粗利率は、令和8年10月31日に34％になった（開始のとき31％、目標36％）。');
  for (const [field, value] of [
    [/^支援内容の定着/, '原価表は担当者だけで作れている。'],
    [/^経営全般への効果/, '値引きを数字で話し合うようになった。'],
    [/^今後取組みが必要/, '繁忙期の人の配置。'],
  ] as const)
    await page.getByLabel(field).fill(value);
  await page.getByRole('checkbox', { name: /私的に有償のコンサルティング/ }).check();
  await look(page, 'final-report');
  await button(page, '提出する').click();
  await page.getByText(/第1版を.*提出しました/).waitFor();

  const desk = await deskOf(server);
  const office = desk.page();
  await office.getByText(/確認を待っている書類/).click();
  await office.getByRole('link', { name: /みのり野製麺.*終了報告書/ }).click();
  await office.getByText('4　おおむね達成した').waitFor();
  await look(office, 'approve');
  await button(office, '承認する').click();
  await office.getByText(/事務局が.*承認しました/).waitFor();
  await office.getByRole('link', { name: '書類の一覧へ戻る' }).click();
  await office.getByRole('link', { name: /ＫＰＩ/ }).click();
  await office.getByText('目標までの道のりの60％').waitFor();
  await office.getByText(AIM).waitFor();
  await look(office, 'desk');
  expect(wrong).toEqual([]);
  for (const { complaints } of [phone, desk]) expect(complaints).toEqual([]);
});
