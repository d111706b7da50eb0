import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { button } from './phone-steps.ts';

/** Registers the payer's account as the bank's papers say it. */
export const registerPayer = async (page: Page) => {
  const fields = {
    '銀行コード（4けた）': '0001',
    銀行名: '見本銀行（サンプル）',
    '銀行名（カナ。「ギンコウ」は書かない）': 'ミホン',
    '支店コード（3けた）': '001',
    支店名: '本店',
    '支店名（カナ。「シテン」は書かない）': 'ホンテン',
    '口座番号（7けた）': '7654321',
    '振込依頼人コード（10けた。銀行から渡されたもの）': '0123456789',
    '振込依頼人名（カナ）': 'ザイ）サンプルシエンセンター',
  };
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
  await button(page, '口座を登録する').click();
  await page.getByText('口座を登録しました。').waitFor();
};

/** 振込データを受け取る; answers its records. */
export const takeBankFile = async (page: Page): Promise<readonly string[]> => {
  const download = page.waitForEvent('download');
  await button(page, '振込データを受け取る').click();
  const text = readFileSync(await (await download).path(), 'latin1');
  return text.split('\r\n').filter((line) => line !== '');
};
