import type { Page } from 'playwright';
import { agree, confirm, sign } from './company-steps.ts';
import { button, heading, picture } from './phone-steps.ts';

/** At the end the company reads all visits on the handed phone, agrees and signs; the expert takes the phone back. */
export const signClosing = async (page: Page, pictures: string): Promise<void> => {
  await button(page, '会社の方に端末を渡す').click();
  await heading(page, /全部で\d回の支援は、.*このとおりでしたか/).waitFor();
  await picture(page, `${pictures}-reads`);
  await agree(page);
  await sign(page);
  await picture(page, `${pictures}-signs`);
  await confirm(page);
  await button(page, '専門家が端末を受け取る').click();
  await page.getByRole('checkbox').check();
  await button(page, '受け取って続ける').click();
  await page.getByText(/さんが、.*に署名しました。/).waitFor();
};

/** 様式第4号 on the phone, to its version that is handed in. */
export const handInFinalReport = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: /終了報告書/ }).click();
  await page.getByLabel(/おおむね達成した/).check();
  const texts = {
    '成果目標の達成度 ': '主な商品の原価を毎月確かめ、粗利率が31％から33％になった。',
    '支援内容の定着・自走の可能性': '担当者が自分で原価表を更新し、毎月の会議で値付けを見直している。',
    経営全般への効果: '採算の合わない商品の取扱いを、数字で決められるようになった。',
    今後取組みが必要と思われる経営課題: '通信販売の送料の決め方と、後継者の育成。',
  };
  for (const [label, text] of Object.entries(texts)) await page.getByRole('textbox', { name: label }).fill(text);
  await page.getByRole('checkbox', { name: /私的に有償のコンサルティング等を行っていません/ }).check();
  await button(page, '提出する').click();
  await page.getByText(/第1版を.*提出しました/).waitFor();
};

/** The office returns the final package with its reason. */
export const sendBackPackage = async (office: Page, reason: string): Promise<void> => {
  await button(office, '差し戻す').click();
  await office.getByLabel(/^差し戻す理由/).fill(reason);
  await button(office, 'この理由で差し戻す').click();
  await office.getByText('事務局から差し戻されました。').waitFor();
};
