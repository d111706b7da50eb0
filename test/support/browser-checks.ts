import axe from 'axe-core';
import type { Page } from 'playwright';

/** Violations of WCAG 2.2 AA that a machine can find, on the whole length of a screen, so that no sticky bar covers half of a target meanwhile. */
export const violationsOn = async (page: Page): Promise<readonly string[]> => {
  const usual = sizeOf(page);
  let found: readonly string[];
  do {
    await page.setViewportSize({ width: usual.width, height: Math.max(await lengthOf(page), usual.height) });
    found = await axeOn(page);
    // A strip may have come in meanwhile and pushed a button under the bar: look again.
  } while ((await lengthOf(page)) > sizeOf(page).height);
  await page.setViewportSize(usual);
  return found;
};

const lengthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollHeight);

const axeOn = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    // axe was put there one line above.
    const here = globalThis as unknown as { readonly axe: Axe };
    const { violations } = await here.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  });
};

/** What does not fit when the screen is 320 px wide or its text twice as large: sideways scrolling, words cut off in a button. */
export const misfitsOn = async (page: Page): Promise<readonly string[]> => {
  const usual = sizeOf(page);
  await page.setViewportSize({ width: 320, height: 640 });
  const narrow = await overflowsOn(page);
  await page.setViewportSize(usual);
  await setTextSize(page, '200%');
  const large = await overflowsOn(page);
  await setTextSize(page, '');
  return [...narrow.map((misfit) => `320 px: ${misfit}`), ...large.map((misfit) => `200 %: ${misfit}`)];
};

type Axe = {
  readonly run: (options: { readonly runOnly: readonly string[] }) => Promise<{
    readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
  }>;
};

const sizeOf = (page: Page) => page.viewportSize() ?? { width: 390, height: 844 };

const setTextSize = (page: Page, size: string) =>
  page.evaluate((value) => document.documentElement.style.setProperty('font-size', value), size);

const overflowsOn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const sideways = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide of ${clientWidth}`] : [];
    const cut = [...document.querySelectorAll<HTMLElement>('button, a, label')].filter(
      (element) =>
        element.checkVisibility() &&
        !element.closest('.visually-hidden') &&
        getComputedStyle(element).display !== 'inline' &&
        (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1),
    );
    return [...sideways, ...cut.map((element) => `cut off: ${element.textContent || element.ariaLabel}`)];
  });
