import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { declareDevice } from '../e2e/phone-steps.ts';
import { makeDeskOffice } from './desk-office.ts';
import { type Figure, median } from './figures.ts';
import { startServer } from './server-process.ts';

const ENGAGEMENTS = 300;
const RUNS = 30;
const WARM_UP = 3;
const BUDGET_MS = 100;
const STROKE_BUDGET_MS = 50;
/** After a letter, so long is looked for what it holds up. */
const WATCHED_MS = 250;

/** The desk with 300 engagements before it: a press on a line until the visit's review is painted. */
export const measureDesk = async (
  browser: Browser,
  { folder, migrationsDir }: { readonly folder: string; readonly migrationsDir: string },
): Promise<readonly Figure[]> => {
  const dataDir = join(folder, 'desk');
  const { linkToken } = await makeDeskOffice(dataDir, { engagements: ENGAGEMENTS, migrationsDir });
  const server = await startServer(dataDir);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.goto(`${server.url}/sign-in#${linkToken}`);
    await page.locator('.sign-in > h2 ~ button').first().click();
    await declareDevice(page);
    await page
      .locator('.split__list tbody tr')
      .nth(WARM_UP + RUNS)
      .waitFor({ timeout: 60_000 });
    const opened: number[] = [];
    for (let round = 0; round < WARM_UP + RUNS; round += 1) {
      const tookMs = await openReview(page, round);
      if (round >= WARM_UP) opened.push(tookMs);
    }
    const strokes = await keyStrokes(page);
    return [
      {
        name: `review opens, ${ENGAGEMENTS} engagements`,
        unit: 'ms',
        ours: median(opened),
        limit: BUDGET_MS,
        limitName: 'budget',
        atMost: 1,
        runs: RUNS,
      },
      {
        name: `key stroke in a comment, ${ENGAGEMENTS} engagements`,
        unit: 'ms',
        ours: median(strokes),
        limit: STROKE_BUDGET_MS,
        limitName: 'budget',
        atMost: 1,
        runs: RUNS,
      },
    ];
  } finally {
    await context.close();
    await server.stop();
  }
};

/** From the press until the review stands and the frame after it has been painted, by the page's own clock. */
const openReview = async (page: Page, line: number): Promise<number> => {
  return page.evaluate<number>(`new Promise((resolve) => {
    const row = document.querySelectorAll('.split__list tbody tr')[${line}];
    const before = document.querySelector('.review');
    const beganMs = performance.now();
    const look = () => {
      const shown = document.querySelector('.review');
      if (!shown || shown === before || !shown.querySelector('.review__actions')) return;
      watching.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - beganMs)));
    };
    const watching = new MutationObserver(look);
    watching.observe(document.body, { childList: true, subtree: true });
    row.click();
  })`);
};

/** The longest time for which a letter in a comment of 差戻し holds the page up, its draft's writing and all that follows included. */
const keyStrokes = async (page: Page): Promise<readonly number[]> => {
  await page.locator('.review__decision button').last().click();
  await page.locator('.review__fields input').first().check();
  const tookMs: number[] = [];
  for (let round = 0; round < WARM_UP + RUNS; round += 1) {
    const one = await page.evaluate<number>(`new Promise((resolve) => {
      const area = document.querySelector('.review__form textarea');
      const beganMs = performance.now();
      let lastMs = beganMs;
      let longestMs = 0;
      const tick = () => {
        const nowMs = performance.now();
        longestMs = Math.max(longestMs, nowMs - lastMs);
        lastMs = nowMs;
        if (nowMs - beganMs < ${WATCHED_MS}) setTimeout(tick);
        else resolve(longestMs);
      };
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(area, area.value + '字');
      area.dispatchEvent(new Event('input', { bubbles: true }));
      tick();
    })`);
    if (round >= WARM_UP) tookMs.push(one);
  }
  return tookMs;
};
