import puppeteer from 'puppeteer-core';
import { findFirefox } from '../support/find-browser.ts';
import type { Pilot } from './pilot.ts';

/** Firefox over WebDriver BiDi: Debian ships no geckodriver, and Playwright cannot drive a stock Firefox. */
export const openFirefox = async (): Promise<Pilot> => {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: await findFirefox(),
    headless: true,
    defaultViewport: { width: 390, height: 844 },
  });
  const page = await browser.newPage();
  return {
    goto: async (url) => {
      await page.goto(url);
    },
    run: (body, ...args) => page.evaluate(`(function () { ${body} }).apply(null, ${JSON.stringify(args)})`),
    draw: async ([first, ...rest]) => {
      if (!first) return;
      await page.mouse.move(first.x, first.y);
      await page.mouse.down();
      for (const { x, y } of rest) await page.mouse.move(x, y);
      await page.mouse.up();
    },
    close: () => browser.close(),
  };
};
