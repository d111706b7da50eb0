import { afterEach, expect, test } from 'vitest';
import { copiedLink, handOver, toTheWays } from './company-steps.ts';
import { openFirefox } from './firefox-pilot.ts';
import { button, heading, recordVisit } from './phone-steps.ts';
import { type Pilot, press, readToTheEnd, sees, sign } from './pilot.ts';
import { stage } from './stage.ts';
import { openWebKit } from './webkit-pilot.ts';

const { serverAndPhone } = stage();
const pilots: Pilot[] = [];

afterEach(async () => {
  for (const pilot of pilots.splice(0)) await pilot.close();
});

test('[L12.100] 会社の端末がFirefoxでも、リンクから内容を読み、署名して確認できる', async () => {
  expect(await confirmedWith(openFirefox)).toContain('確認した内容（控え）');
});

test('[L12.100] 会社の端末がWebKitGTKでも、リンクから内容を読み、署名して確認できる', async () => {
  expect(await confirmedWith(openWebKit)).toContain('確認した内容（控え）');
});

/** What the company's browser says in the end. */
const confirmedWith = async (openBrowser: () => Promise<Pilot>): Promise<string> => {
  const { phone } = await serverAndPhone();
  const page = phone.page();
  await recordVisit(page);
  await handOver(page);
  await toTheWays(page);
  await button(page, /会社のスマートフォンを使う/).click();
  await page.getByText('事務局に届いています').waitFor();
  const link = await copiedLink(page);

  const own = await openBrowser();
  pilots.push(own);
  await own.goto(link);
  await sees(own, 'このとおりでしたか');
  await readToTheEnd(own);
  await press(own, 'はい、このとおりです');
  await press(own, '署名へ進む');
  await sign(own);
  await press(own, '確認する');
  await sees(own, 'ありがとうございました');
  await sees(own, '事務局に届きました');
  // The expert's phone is told by itself.
  await heading(page, /ありがとうございました/).waitFor();
  return String(await own.run('return document.body.innerText;'));
};
