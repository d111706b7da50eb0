import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright';

/** What the first screen may cost over a phone's network: JavaScript, sign-in included, each script gzipped by itself. */
export const FIRST_LOAD_BYTES = 200_000;

/** Of 今日の訪問 what a person can use: the heading of a visit, not the frame around it. */
export const FIRST_CONTENT = '.today__line ~ section h2';

/**
 * Weighs the scripts that the page asks for until `content` stands; call before the page is opened, and what it returns after the
 * content was seen. What is asked for later counts nothing, however late the answer to "was it seen" comes.
 */
export const weighFirstLoad = async (page: Page, content: string): Promise<() => Promise<number>> => {
  const scripts: { readonly url: string; readonly body: Promise<Buffer> }[] = [];
  page.on('response', (response) => {
    const request = response.request();
    if (request.resourceType() === 'script' && !request.serviceWorker())
      scripts.push({ url: response.url(), body: response.body() });
  });
  await page.addInitScript(`
    globalThis.contentStood = new Promise((resolve) => {
      const look = () => {
        if (!document.querySelector(${JSON.stringify(content)})) return;
        watching.disconnect();
        resolve(performance.now());
      };
      const watching = new MutationObserver(look);
      watching.observe(document, { childList: true, subtree: true });
    });`);
  return async () => {
    const late = await page.evaluate<readonly string[]>(`globalThis.contentStood.then((stoodMs) =>
      performance.getEntriesByType('resource').filter(({ startTime }) => startTime > stoodMs).map(({ name }) => name))`);
    const first = scripts.filter(({ url }) => !late.includes(url));
    const bodies = await Promise.all(first.map(({ body }) => body));
    return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
  };
};
