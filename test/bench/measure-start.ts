import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { declareDevice } from '../e2e/phone-steps.ts';
import { chromiumArgs, findChromium } from '../support/find-browser.ts';
import { FIRST_CONTENT, FIRST_LOAD_BYTES, weighFirstLoad } from '../support/first-load.ts';
import { buildEmptyApp } from './empty-app.ts';
import { type Figure, inTurns, median } from './figures.ts';
import { startServer } from './server-process.ts';

/** Each start is a browser process of its own. */
const START_RUNS = 30;
const PHONE = { width: 390, height: 844 };

/** The installed app opened without a network, and the JavaScript that its first screen needs over one. */
export const measureStart = async (folder: string): Promise<readonly Figure[]> => {
  const empty = await serveFolder(await buildEmptyApp(folder));
  const server = await startServer(join(folder, 'sample'), { sample: true });
  const linkPath = /\/sign-in#\S+/.exec(server.said)?.[0];
  if (!linkPath) throw new Error(`no sign-in link: ${server.said}`);
  const app = { profile: join(folder, 'profile-app'), url: server.url, content: FIRST_CONTENT };
  const emptyApp = { profile: join(folder, 'profile-empty'), url: empty.url, content: 'main h2' };
  try {
    const firstLoad = await install(app, linkPath);
    await install(emptyApp, '/');
    // From here on neither server is there: whatever appears comes from the device.
    await server.stop();
    empty.close();
    const { ours, limit } = await inTurns(
      { runs: START_RUNS, warmUp: 2 },
      { ours: () => coldStart(app), limit: () => coldStart(emptyApp) },
    );
    return [
      {
        name: 'cold start offline → 今日の訪問',
        unit: 'ms',
        ours: median(ours),
        limit: median(limit),
        limitName: 'empty precached React page',
        atMost: 2,
        runs: START_RUNS,
      },
      {
        name: 'first-load JavaScript, gzip',
        unit: 'bytes',
        ours: firstLoad,
        limit: FIRST_LOAD_BYTES,
        limitName: 'budget',
        atMost: 1,
        runs: 1,
      },
    ];
  } finally {
    await server.stop();
    empty.close();
  }
};

type Installed = {
  readonly profile: string;
  readonly url: string;
  /** What a person can use: of 今日の訪問 the heading of a visit, not the frame around it. */
  readonly content: string;
};

const open = async ({ profile }: Installed): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, {
    executablePath: await findChromium(),
    args: [...chromiumArgs],
    viewport: PHONE,
  });

/** The first visit, until the service worker holds everything. Answers how much gzip JavaScript the page itself asked for. */
const install = async (app: Installed, path: string): Promise<number> => {
  const context = await open(app);
  try {
    const page = await firstPage(context);
    const weighed = await weighFirstLoad(page, app.content);
    await page.goto(`${app.url}${path}`);
    // A sign-in link waits for one tap, so that no preview of it uses it up.
    const signIn = page.locator('.sign-in > h2 ~ button').first();
    await signIn.or(page.locator(app.content).first()).waitFor();
    if (await signIn.isVisible()) {
      await signIn.click();
      await declareDevice(page);
    }
    await page.locator(app.content).first().waitFor();
    const bytes = await weighed();
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    return bytes;
  } finally {
    await context.close();
  }
};

const firstPage = async (context: BrowserContext): Promise<Page> => context.pages()[0] ?? context.newPage();

/** From the start of the navigation until the content is painted, by the page's own clock. */
const coldStart = async (app: Installed): Promise<number> => {
  const context = await open(app);
  try {
    const page = await firstPage(context);
    await page.addInitScript(`
      globalThis.contentShown = new Promise((resolve) => {
        const look = () => {
          if (!document.querySelector(${JSON.stringify(app.content)})) return;
          watching.disconnect();
          requestAnimationFrame(() => resolve(performance.now()));
        };
        const watching = new MutationObserver(look);
        watching.observe(document, { childList: true, subtree: true });
      });`);
    await page.goto(`${app.url}/`, { waitUntil: 'commit' });
    return await page.evaluate<number>('globalThis.contentShown');
  } finally {
    await context.close();
  }
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.webmanifest': 'application/manifest+json',
};

const serveFolder = async (folder: string): Promise<{ readonly url: string; readonly close: () => void }> => {
  const server = createServer(({ url = '/' }, answer) => {
    const path = join(folder, url === '/' ? 'index.html' : url);
    try {
      const bytes = readFileSync(path);
      answer.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(bytes);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
