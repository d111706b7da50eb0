import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { chromiumArgs, findChromium } from './find-browser.ts';

/** A browser with a profile that outlives its process: a person's phone or the office's PC. */
export type BrowserSession = {
  readonly page: () => Page;
  readonly context: () => BrowserContext;
  /** What the browser complained about, but for a network that was away on purpose. */
  readonly complaints: readonly string[];
  /** Closes the browser as a person does. */
  readonly close: () => Promise<void>;
  /** SIGKILL: the process is gone in the middle of whatever it did. */
  readonly kill: () => Promise<void>;
  /** Opens the same profile again, with or without a network. */
  readonly open: (network?: 'offline') => Promise<Page>;
  /** Closes it and removes the profile. */
  readonly dispose: () => Promise<void>;
};

/** A phone in portrait, 390 × 844 with a touch screen. */
export const openPhone = (): Promise<BrowserSession> =>
  openSession({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true });

/** The office's screen, 1440 × 900. */
export const openPc = (): Promise<BrowserSession> => openSession({ viewport: { width: 1440, height: 900 } });

type Screen = Pick<
  NonNullable<Parameters<typeof chromium.launchPersistentContext>[1]>,
  'viewport' | 'deviceScaleFactor' | 'isMobile' | 'hasTouch'
>;

const openSession = async (screen: Screen): Promise<BrowserSession> => {
  const profile = mkdtempSync(join(tmpdir(), 'banso-profile-'));
  const complaints: string[] = [];
  const launch = () => launchOn(profile, screen, complaints);
  let context = await launch();
  return {
    page: () => firstPage(context),
    context: () => context,
    complaints,
    close: () => context.close(),
    kill: async () => {
      await killBrowser(context);
    },
    open: async (network) => {
      context = await launch();
      if (network === 'offline') await context.setOffline(true);
      return firstPage(context);
    },
    dispose: async () => {
      await context.close().catch(() => undefined);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

const launchOn = async (profile: string, screen: Screen, complaints: string[]): Promise<BrowserContext> => {
  const context = await chromium.launchPersistentContext(profile, {
    ...screen,
    executablePath: await findChromium(),
    args: [...chromiumArgs],
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
  });
  // Ends what hangs; on a busy machine everything takes several times as long.
  context.setDefaultTimeout(60_000);
  context.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message.text())) complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  return context;
};

/** Chromium itself writes a line for every request that found no network, and for the question who is signed in. */
const isExpected = (text: string): boolean =>
  /net::ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|SOCKET_NOT_CONNECTED)/.test(
    text,
  );

const firstPage = (context: BrowserContext): Page => {
  const page = context.pages()[0];
  if (!page) throw new Error('The browser has no page');
  return page;
};

const killBrowser = async (context: BrowserContext): Promise<void> => {
  const browser = context.browser();
  if (!browser) throw new Error('The browser of this profile is not known');
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  const main = processInfo.find(({ type }) => type === 'browser');
  if (!main) throw new Error('The browser does not know its own process');
  const closed = new Promise((resolve) => context.once('close', resolve));
  process.kill(main.id, 'SIGKILL');
  await closed;
  // Until the system has buried it, the profile counts as being in use.
  while (isAlive(main.id)) await new Promise(setImmediate);
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
