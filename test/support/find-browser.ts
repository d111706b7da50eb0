import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright';
import { findProgram, installWithApt, isRoot, isRunnable } from './machine.ts';

export type WebKit = {
  /** WebKitWebDriver, which selenium-webdriver talks to. */
  readonly driverPath: string;
  /** The browser for `webkitgtk:browserOptions.binary`; it needs a display: start the tests with `xvfbPath`. */
  readonly miniBrowserPath: string;
  readonly xvfbPath: string;
  readonly dbusRunSessionPath: string;
};

/** Start arguments for Chromium in tests: root has no sandbox, closed networks get no background traffic. */
export const chromiumArgs: readonly string[] = [
  ...(isRoot() ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

/**
 * The path of a Chromium or Chrome: $CHROMIUM_PATH, the system's, one installed by apt as root, or Playwright's own.
 * Throws when there is none, because a browser test that is skipped proves nothing.
 */
export async function findChromium(): Promise<string> {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (isRunnable(chosen)) return chosen;
    throw new Error(`CHROMIUM_PATH is ${chosen}, which cannot be run`);
  }
  const path =
    findSystemChromium() ??
    ((await installWithApt(['chromium', 'fonts-noto-cjk'])) ? findSystemChromium() : undefined) ??
    (await installPlaywrightChromium());
  if (path !== undefined) return path;
  throw new Error('No Chromium found. Install chromium or chrome, or set CHROMIUM_PATH to one.');
}

/** The path of Firefox: $FIREFOX_PATH, the system's, or firefox-esr by apt as root. Throws when there is none. */
export async function findFirefox(): Promise<string> {
  const chosen = process.env.FIREFOX_PATH;
  if (chosen) {
    if (isRunnable(chosen)) return chosen;
    throw new Error(`FIREFOX_PATH is ${chosen}, which cannot be run`);
  }
  const find = () => findProgram(['firefox-esr', 'firefox'], macApps(['Firefox']));
  const path = find() ?? ((await installWithApt(['firefox-esr', 'fonts-noto-cjk'])) ? find() : undefined);
  if (path !== undefined) return path;
  throw new Error('No Firefox found. Install firefox-esr, or set FIREFOX_PATH to a Firefox.');
}

/** WebKitGTK's driver and browser with what they need to run without a screen. Throws when a part is missing. */
export async function findWebKit(): Promise<WebKit> {
  const webKit = findSystemWebKit() ?? ((await installWithApt(webKitPackages)) ? findSystemWebKit() : undefined);
  if (webKit !== undefined) return webKit;
  throw new Error(`No WebKitGTK found. Install ${webKitPackages.join(', ')}.`);
}

const webKitPackages = ['webkit2gtk-driver', 'xvfb', 'xauth', 'dbus', 'fonts-noto-cjk'];

function findSystemChromium(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'Google Chrome', 'Chromium'];
  return findProgram(names, macApps(['Google Chrome', 'Chromium']));
}

function macApps(names: readonly string[]): readonly string[] {
  return process.platform === 'darwin' ? names.map((name) => `/Applications/${name}.app/Contents/MacOS`) : [];
}

async function installPlaywrightChromium(): Promise<string | undefined> {
  if (isRunnable(chromium.executablePath())) return chromium.executablePath();
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js');
  try {
    await promisify(execFile)(process.execPath, [cli, 'install', 'chromium']);
  } catch {
    return undefined;
  }
  return isRunnable(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

function findSystemWebKit(): WebKit | undefined {
  const driverPath = findProgram(['WebKitWebDriver']);
  const xvfbPath = findProgram(['xvfb-run']);
  const dbusRunSessionPath = findProgram(['dbus-run-session']);
  const miniBrowserPath = libraryDirs()
    .flatMap((dir) =>
      ['webkit2gtk-4.1', 'webkit2gtk-4.0', 'webkitgtk-6.0'].map((name) => join(dir, name, 'MiniBrowser')),
    )
    .find(isRunnable);
  if (!driverPath || !xvfbPath || !dbusRunSessionPath || !miniBrowserPath) return undefined;
  return { driverPath, miniBrowserPath, xvfbPath, dbusRunSessionPath };
}

/** /usr/lib and, on Debian, its folders per processor such as /usr/lib/x86_64-linux-gnu. */
function libraryDirs(): readonly string[] {
  const roots = ['/usr/lib', '/usr/libexec', '/usr/lib64'].filter((dir) => existsSync(dir));
  const perProcessor = existsSync('/usr/lib')
    ? readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu'))
    : [];
  return [...roots, ...perProcessor.map((name) => join('/usr/lib', name))];
}
