import { expect, test } from 'vitest';
import { FIRST_CONTENT, FIRST_LOAD_BYTES, weighFirstLoad } from '../support/first-load.ts';
import { button, declareDevice } from './phone-steps.ts';
import { stage } from './stage.ts';

const { startServer, anotherPhone } = stage();

test('[L3.90] 初めて開いてから今日の訪問が出るまでに読み込むスクリプトは、圧縮して200kBに収まる', async () => {
  const server = await startServer();
  const page = (await anotherPhone()).page();
  const weighed = await weighFirstLoad(page, FIRST_CONTENT);
  await page.goto(server.linkOf('青柳 由美子'));
  await button(page, 'この端末で始める').click();
  await declareDevice(page);
  await page.locator(FIRST_CONTENT).first().waitFor();
  const bytes = await weighed();
  console.log(`first-load JavaScript: ${bytes} bytes`);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(FIRST_LOAD_BYTES);
});
