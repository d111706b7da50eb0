import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { declareDevice } from '../e2e/phone-steps.ts';
import { makeDeskOffice } from './desk-office.ts';
import { type Figure, inTurns, median } from './figures.ts';
import { startServer } from './server-process.ts';

const BYTES = 5_000_000;
const BUDGET_MS = 1_000;
/** The server takes ten questions in ten seconds from one caller: nine stay below it. */
const RUNS = 7;
const WARM_UP = 2;

/** Somebody drops a PDF of 5 MB on the verification page: from the drop until the answer is painted. */
export const measureVerify = async (
  browser: Browser,
  { folder, migrationsDir }: { readonly folder: string; readonly migrationsDir: string },
): Promise<readonly Figure[]> => {
  const dataDir = join(folder, 'verify');
  const { linkToken } = await makeDeskOffice(dataDir, { engagements: 2, migrationsDir });
  const server = await startServer(dataDir);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const paper = await aPaper(page, { url: server.url, linkToken });
    await page.goto(`${server.url}/verify`);
    await page.locator('.verify__drop').waitFor();
    await giveFile(page, paper);
    const { ours, limit } = await inTurns(
      { runs: RUNS, warmUp: WARM_UP },
      { ours: () => drop(page), limit: () => hashAlone(page) },
    );
    const name = 'a dropped PDF of 5 MB is verified';
    const measured = { unit: 'ms', ours: median(ours), runs: RUNS } as const;
    return [
      { ...measured, name, limit: BUDGET_MS, limitName: 'budget', atMost: 1 },
      { ...measured, name, limit: median(limit), limitName: 'SHA-256 of as many bytes', atMost: null },
    ];
  } finally {
    await context.close();
    await server.stop();
  }
};

/** A paper of ours, so that the server looks up its record and computes its code anew. */
const aPaper = async (
  page: Page,
  { url, linkToken }: { readonly url: string; readonly linkToken: string },
): Promise<Buffer> => {
  await page.goto(`${url}/sign-in#${linkToken}`);
  await page.locator('.sign-in > h2 ~ button').first().click();
  await declareDevice(page);
  await page.locator('.split__list tbody tr').first().click();
  const href = await page.locator('a[href*="/api/forms/visit-report"]').first().getAttribute('href');
  return (await page.request.get(`${url}${href ?? ''}`)).body();
};

/** The file lies in the page before anything is measured: behind the paper come zeros, up to 5 MB. */
const giveFile = async (page: Page, paper: Buffer): Promise<void> => {
  await page.evaluate<unknown>(`(() => {
    const paper = Uint8Array.from(atob(${JSON.stringify(paper.toString('base64'))}), (letter) => letter.charCodeAt(0));
    window.bytes = new Uint8Array(${BYTES});
    window.bytes.set(paper);
    window.file = new File([window.bytes], 'paper.pdf', { type: 'application/pdf' });
  })()`);
};

const drop = (page: Page): Promise<number> =>
  page.evaluate<number>(`new Promise((resolve) => {
    const result = document.querySelector('.verify__result');
    let asked = false;
    const look = () => {
      asked ||= result.querySelector(':scope > p') !== null;
      if (!asked || result.querySelector('dl') === null) return;
      watching.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - beganMs)));
    };
    const watching = new MutationObserver(look);
    watching.observe(result, { childList: true, subtree: true });
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(window.file);
    const beganMs = performance.now();
    document.querySelector('.verify__drop').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  })`);

const hashAlone = (page: Page): Promise<number> =>
  page.evaluate<number>(`(async () => {
    const beganMs = performance.now();
    await crypto.subtle.digest('SHA-256', window.bytes);
    return performance.now() - beganMs;
  })()`);
