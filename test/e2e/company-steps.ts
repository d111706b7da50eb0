import type { Page } from 'playwright';
import { button, recordVisit } from './phone-steps.ts';

/** Hands the phone over: from here only the company's screen is there. */
export const handOver = async (page: Page): Promise<void> => {
  await button(page, '会社に確認をお願いする').click();
  await page.getByRole('heading', { name: /このとおりでしたか/ }).waitFor();
};

/** Reads to the last line and agrees. */
export const sayYes = async (page: Page): Promise<void> => {
  const more = button(page, 'つづきを見る');
  const yes = button(page, 'はい、このとおりです');
  await more.or(yes).first().waitFor();
  // Each tap scrolls on by most of a screen; the answer appears when the last line was in view.
  while (!(await yes.isVisible())) await more.click({ timeout: 5_000 }).catch(() => yes.waitFor());
  await yes.click();
};

/** Agrees, and goes on to the pad as the representative. */
export const agree = async (page: Page): Promise<void> => {
  await sayYes(page);
  await button(page, '署名へ進む').click();
  await page.locator('canvas').waitFor();
};

/** Says yes, names the signer, and asks for the other ways. */
export const toTheWays = async (
  page: Page,
  delegate?: { readonly name: string; readonly title: string },
): Promise<void> => {
  await sayYes(page);
  if (delegate) {
    await page.getByRole('radio', { name: /別の方/ }).check();
    await page.getByRole('textbox', { name: 'お名前' }).fill(delegate.name);
    await page.getByRole('textbox', { name: '役職' }).fill(delegate.title);
    await page.getByRole('checkbox', { name: /左手で書きます/ }).check();
  }
  await button(page, '署名のほかの方法').click();
  await page.getByRole('heading', { name: /どの方法で/ }).waitFor();
};

/** A straight line or, from a place to itself, a dot; in shares of the pad. */
export const drawLine = async (page: Page, to: { readonly x: number; readonly y: number }): Promise<void> => {
  const box = await page.locator('canvas').boundingBox();
  if (!box) throw new Error('The pad is not on the screen');
  await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.4);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to.x, box.y + box.height * to.y, { steps: 20 });
  await page.mouse.up();
};

let signatures = 0;

/**
 * Draws cursive strokes on the pad, from left to right. Nobody writes a name twice alike: each time another line, unless a
 * `hand` is named, which draws the same one again.
 */
export const sign = async (
  page: Page,
  { strokes = 3, hand }: { readonly strokes?: number; readonly hand?: number } = {},
): Promise<void> => {
  signatures += 1;
  const bend = 2.2 + ((hand ?? signatures) % 7) * 0.4;
  const box = await page.locator('canvas').boundingBox();
  if (!box) throw new Error('The pad is not on the screen');
  const width = box.width / (strokes + 1);
  for (let stroke = 0; stroke < strokes; stroke += 1) {
    const left = box.x + width * (stroke + 0.4);
    await page.mouse.move(left, box.y + box.height * 0.4);
    await page.mouse.down();
    for (let step = 1; step <= 20; step += 1) {
      const high = 0.4 + 0.18 * Math.sin(step / bend + stroke);
      await page.mouse.move(left + (width * 0.8 * step) / 20, box.y + box.height * high);
    }
    await page.mouse.up();
  }
};

export const confirm = async (page: Page): Promise<void> => {
  await button(page, '確認する').click();
  await page.getByRole('heading', { name: /ありがとうございました/ }).waitFor();
};

/** The expert takes the phone back, by two deliberate acts. */
export const takeBack = async (page: Page): Promise<void> => {
  await button(page, '専門家が端末を受け取る').click();
  await page.getByRole('checkbox').check();
  await button(page, '受け取って続ける').click();
  await page.getByText('さんが確認しました').first().waitFor();
};

/** What the screen says after 提出する. Where the server is near, the visit is sent before anybody could read that it waits. */
export const submitted = (page: Page) =>
  page.getByRole('status').filter({ hasText: /提出の操作をしました|提出しました/ });

/** 提出する, once the company has signed. */
export const submit = async (page: Page): Promise<void> => {
  await button(page, '提出する').click();
  const dialog = page.getByRole('dialog');
  await dialog.or(submitted(page)).first().waitFor();
  if (await dialog.isVisible()) await dialog.getByRole('button', { name: /提出/ }).first().click();
  await submitted(page).waitFor();
};

/** The company reads and signs on the handed phone, and gives it back. */
export const haveItSigned = async (page: Page): Promise<void> => {
  await handOver(page);
  await agree(page);
  await sign(page);
  await confirm(page);
  await takeBack(page);
};

/** The whole visit: recorded by the expert, signed by the company, submitted. */
export const recordAndSubmit = async (page: Page): Promise<void> => {
  await recordVisit(page);
  await haveItSigned(page);
  await submit(page);
};

/** What リンクをメールなどで送る gives where a browser cannot share. */
export const copiedLink = async (page: Page): Promise<string> => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await button(page, 'リンクをメールなどで送る').click();
  await page.getByText('リンクをコピーしました。').waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
};
