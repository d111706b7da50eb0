import { chromium } from 'playwright';
import { expect, it, vi } from 'vitest';
import { chromiumArgs, findChromium } from './find-browser.ts';

it('finds a Chromium that starts and shows Japanese', async () => {
  const browser = await chromium.launch({ executablePath: await findChromium(), args: [...chromiumArgs] });
  try {
    const page = await browser.newPage();
    await page.setContent('<h1>伴走</h1>');
    expect(await page.textContent('h1')).toBe('伴走');
  } finally {
    await browser.close();
  }
});

it('refuses a CHROMIUM_PATH that cannot be run instead of silently taking another', async () => {
  vi.stubEnv('CHROMIUM_PATH', '/no/such/chromium');
  try {
    await expect(findChromium()).rejects.toThrow('/no/such/chromium');
  } finally {
    vi.unstubAllEnvs();
  }
});
