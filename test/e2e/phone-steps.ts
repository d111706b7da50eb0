import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Day } from '@banso/shared/time/day.ts';
import type { Locator, Page } from 'playwright';

const pictures = fileURLToPath(new URL('../output/e2e/', import.meta.url));

/** Keeps a picture of a screen in test/output/, to be looked at. */
export const picture = async (page: Page, name: string): Promise<void> => {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: `${pictures}${name}.png` });
};

/** Opens the one-time link and waits until the visits are on the device and the app can be opened without a network. */
export const signInByLink = async (page: Page, link: string): Promise<void> => {
  await page.goto(link);
  await button(page, 'この端末で始める').click();
  await declareDevice(page);
  await button(page, '訪問を始める').waitFor();
  await untilItOpensOffline(page);
};

/** Until the app and its screens are on the device. */
export const untilItOpensOffline = async (page: Page): Promise<void> => {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
    });
  });
};

/** 端末の届出: before anything is received. */
export const declareDevice = async (page: Page, place = '外出先（持ち歩く）'): Promise<void> => {
  await page.getByRole('radio', { name: place }).check();
  await page.getByRole('radio', { name: 'している', exact: true }).check();
  await page.getByRole('checkbox', { name: /画面ロック/ }).check();
  await button(page, '届け出る').click();
  await heading(page, '端末の届出').waitFor({ state: 'hidden' });
};

/** 訪問を始める: one tap. */
export const startVisit = async (page: Page, number = 2): Promise<void> => {
  await button(page, '訪問を始める').click();
  await heading(page, `訪問中　第${number}回`).waitFor();
};

export const GIST = '原価を一緒に計算し、直売所の価格を見直す方針を決めた。';

/** What the company will sign, and the rest of the report. */
export const writeReport = async (page: Page): Promise<void> => {
  await page.getByLabel('支援内容の要旨').fill(GIST);
  await page.getByLabel(/^支援内容 /).fill('商品ごとの材料費と作業時間を一緒に表にした。');
  await page.getByLabel(/^支援効果 /).fill('赤字の商品が二つあると分かった。');
  await page.getByLabel('予定通り').check();
};

/** Until everything typed is on the disk: the words alone stand for a moment over a newer key stroke. */
export const untilKept = (page: Page): Promise<void> =>
  page.locator('[role=status][aria-busy=false]').filter({ hasText: 'この端末に保存しました' }).waitFor();

/** 同席した人. */
export const namePresent = async (page: Page, present = '川上 正一'): Promise<void> => {
  await button(page, '同席した人を変える').click();
  await page.getByRole('dialog').getByRole('textbox').fill(present);
  await button(page, 'この内容にする').click();
};

/** 休憩 by its steps of five minutes. */
export const addBreak = async (page: Page, taps: number): Promise<void> => {
  for (let tap = 0; tap < taps; tap += 1) await button(page, '休憩を5分増やす').click();
  await page
    .getByText(`${taps * 5}分`, { exact: true })
    .first()
    .waitFor();
};

/** Ends the visit; the app asks when three hours are not over. */
export const endVisit = async (page: Page, number = 2): Promise<void> => {
  await button(page, '訪問を終える').click();
  const dialog = page.getByRole('dialog', { name: /まだ3時間に足りません/ });
  await dialog.getByRole('button', { name: '訪問を終える' }).click();
  await heading(page, `訪問のまとめ　第${number}回`).waitFor();
};

/** The taps of a test lie seconds apart: yesterday's real times are typed, with the reason. */
export const correctTime = async (
  page: Page,
  to = '16:20',
  { number = 2, on = yesterday() }: { readonly number?: number; readonly on?: Day } = {},
): Promise<void> => {
  // While the times are impossible it is the one next step; it stands among the other ways, too.
  await page.getByRole('link', { name: '時刻を直す' }).last().click();
  await page.getByLabel('実施日').fill(on);
  await page.getByLabel('開始', { exact: true }).fill('13:00');
  await page.getByLabel('終了', { exact: true }).fill(to);
  await page.getByLabel(/^理由/).fill('開始のボタンを押し忘れたため。');
  await button(page, 'この時刻で記録する').click();
  await heading(page, `訪問のまとめ　第${number}回`).waitFor();
};

/** The visit from its start to its end, ready for the company. */
export const recordVisit = async (
  page: Page,
  { number, on, present }: { readonly number?: number; readonly on?: Day; readonly present?: string } = {},
): Promise<void> => {
  await startVisit(page, number);
  await writeReport(page);
  await namePresent(page, present);
  await endVisit(page, number);
  await correctTime(page, undefined, {
    ...(number === undefined ? {} : { number }),
    ...(on === undefined ? {} : { on }),
  });
};

/**
 * From a visit to the list of what is sent, by the screen's own links. A typed address would end the app in the middle of recording
 * what was just left; that text stays a draft until its screen is opened again, and the list rightly knows nothing of it.
 */
export const toOutbox = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: '訪問の一覧へ戻る' }).click();
  await page
    .getByRole('navigation')
    .getByRole('link', { name: /^送信・要対応/ })
    .click();
  await heading(page, /^送信状況/).waitFor();
};

export const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name, exact: true });
export const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { name });

const DAY_MS = 24 * 60 * 60 * 1000;
const yesterday = (): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(Date.now() - DAY_MS);
