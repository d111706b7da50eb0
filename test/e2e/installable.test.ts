import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { heading } from './phone-steps.ts';
import { stage } from './stage.ts';

const { serverAndPhone } = stage();

type Manifest = {
  readonly display: string;
  readonly icons: readonly { readonly src: string; readonly sizes: string; readonly purpose?: string }[];
};

test('[L15.14][L15.168] アプリは端末に入れられ、どの応答にも内容の制限が付き、画面はその中で動く', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const { request } = phone.context();
  const manifestPath = await page.locator('link[rel=manifest]').getAttribute('href');
  // The file of our own build.
  const manifest = (await (await request.get(`${server.url}${manifestPath}`)).json()) as Manifest;
  expect(manifest.display).toBe('standalone');
  expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
  for (const { src } of manifest.icons) {
    const icon = await request.get(`${server.url}${src}`);
    expect([icon.status(), icon.headers()['content-type']]).toEqual([200, 'image/png']);
  }
  for (const path of ['/', '/service-worker.js', '/api/me', '/visits/none']) {
    const policy = (await request.get(`${server.url}${path}`)).headers()['content-security-policy'];
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).toMatch(/trusted-types banso-worker$/);
    expect(policy).not.toContain('unsafe');
  }
  // The app came through with its one policy; nothing else makes code or markup of a text, and nobody makes a second policy.
  expect(await page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active?.scriptURL))).toBe(
    `${server.url}/service-worker.js`,
  );
  const { errors } = await installabilityOf(page);
  expect(errors).toEqual([]);
  expect(phone.complaints).toEqual([]);
  expect(await page.evaluate(refusedSinks)).toEqual(['markup', 'worker', 'second policy', 'same policy']);
  expect(phone.complaints.filter((complaint) => !complaint.includes('Trusted'))).toEqual([]);
});

test('[L15.183] その他から、含まれているソフトウェアのライセンスを、電波がなくても読める', async () => {
  const { phone } = await serverAndPhone();
  const page = phone.page();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.getByRole('link', { name: 'その他' }).click();
  await heading(page, 'その他').waitFor();
  const licences = page.getByRole('link', { name: '著作権表示を読む（英語）' });
  await licences.scrollIntoViewIfNeeded();
  await phone.context().setOffline(true);
  const opened = page.waitForEvent('popup');
  await licences.click();
  const text = await (await opened).locator('body').innerText();
  expect(text).toContain('このアプリのライセンス: AGPL-3.0-or-later');
  expect(text).toContain('react-dom');
});

/** Runs in the page: which ways from text to code or markup the browser refuses. */
const refusedSinks = (): string[] => {
  type WithTrustedTypes = { trustedTypes: { createPolicy: (name: string, rules: object) => unknown } };
  const { trustedTypes } = globalThis as unknown as WithTrustedTypes;
  const ways: Record<string, () => unknown> = {
    markup: () => {
      document.createElement('div').innerHTML = '<b>サンプル</b>';
    },
    worker: () => new Worker('/service-worker.js'),
    'second policy': () => trustedTypes.createPolicy('another', {}),
    'same policy': () => trustedTypes.createPolicy('banso-worker', {}),
  };
  return Object.keys(ways).filter((way) => {
    try {
      ways[way]?.();
      return false;
    } catch {
      return true;
    }
  });
};

/** Chromium's own opinion: what would keep it from offering to install this page. */
const installabilityOf = async (page: Page) => {
  const cdp = await page.context().newCDPSession(page);
  const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
  return { errors: installabilityErrors.map(({ errorId }) => errorId) };
};
