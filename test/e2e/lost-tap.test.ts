import type { Locator, Page } from 'playwright';
import { expect, test } from 'vitest';
import { button, GIST, heading, startVisit } from './phone-steps.ts';
import { stage } from './stage.ts';

const { serverAndPhone } = stage();

/** Presses with a mouse, slowly: how far the control moved under the press, in pixels, over sixty frames. */
const pressSlowly = async (page: Page, control: Locator): Promise<number> => {
  // Waits until it stands still under the pointer: what moved before the press is no fault of it.
  await control.hover();
  await page.mouse.down();
  const moved = await control.evaluate(
    (element) =>
      new Promise<number>((resolve) => {
        const from = element.getBoundingClientRect().top;
        let most = 0;
        let frames = 0;
        const look = () => {
          most = Math.max(most, Math.abs(element.getBoundingClientRect().top - from));
          frames += 1;
          if (frames < 60) requestAnimationFrame(look);
          else resolve(most);
        };
        requestAnimationFrame(look);
      }),
  );
  await page.mouse.up();
  return moved;
};

test('[L1.54] 欄を離れる押下で記録されても、押した部品は離すまで動かず、押下は失われない', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  await startVisit(page);
  await page.goto(`${server.url}/outbox`);
  await heading(page, '送信済　1件').waitFor();
  await page.goBack();
  await heading(page, '訪問中　第2回').waitFor();
  // Where nothing has to be scrolled the browser holds nothing in its place either.
  await page.setViewportSize({ width: 390, height: 1_400 });
  await phone.context().setOffline(true);
  await page.getByLabel('支援内容の要旨').fill(GIST);
  const more = button(page, '休憩を5分増やす');
  expect(await pressSlowly(page, more)).toBe(0);
  await page.getByText('5分', { exact: true }).first().waitFor();
  // Said as soon as the press has ended.
  await page.getByText('未送信', { exact: false }).first().waitFor();

  // Also where something else is told under the press: what waits was sent.
  const pressing = pressSlowly(page, more);
  await phone.context().setOffline(false);
  expect(await pressing).toBe(0);
  await page.getByText('10分', { exact: true }).first().waitFor();
  expect(phone.complaints).toEqual([]);
});
