import type { Page } from 'playwright';
import { button, heading } from './phone-steps.ts';

export const PASSPHRASE = 'みなとのあさひと赤い傘7本';

/** この端末を守る from the reminder on 今日の訪問, by a passphrase. */
export const protectByPassphrase = async (page: Page, passphrase = PASSPHRASE): Promise<void> => {
  await page.getByRole('link', { name: 'この端末を守る' }).click();
  await heading(page, 'パスフレーズで開く').waitFor();
  await typePassphrase(page, passphrase);
  await button(page, 'このパスフレーズで守る').click();
  await page.getByText('この端末は守られています。').waitFor();
};

/** A tab at the foot; the app stays open, as it does for a person: loading the page anew would lock it. */
export const goTo = async (page: Page, tab: '訪問' | '送信・要対応' | 'その他'): Promise<void> => {
  await page.getByRole('navigation').getByRole('link', { name: tab }).click();
};

/** The same passphrase in both fields. */
export const typePassphrase = async (page: Page, passphrase: string, again = passphrase): Promise<void> => {
  await page.locator('[name=new-passphrase]').fill(passphrase);
  await page.locator('[name=new-passphrase-again]').fill(again);
};

export const unlock = async (page: Page, passphrase = PASSPHRASE): Promise<void> => {
  await page.getByLabel('パスフレーズ', { exact: true }).fill(passphrase);
  await button(page, '開く').click();
};

export const locked = (page: Page): Promise<void> => heading(page, 'ロック中').waitFor();

/** A finger reader or a face, played by the browser's own tools; `prf`: it can give a secret. */
export const addAuthenticator = async (page: Page, { prf }: { readonly prf: boolean }): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      hasPrf: prf,
      automaticPresenceSimulation: true,
    },
  });
};

/** Everything that this origin keeps in the browser, as text: IndexedDB, Cache Storage, localStorage and sessionStorage. */
export const storedText = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const decoder = new TextDecoder();
    const readable = (value: unknown): unknown => {
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return decoder.decode(value as ArrayBuffer);
      if (value instanceof CryptoKey) return `key:${value.extractable}`;
      if (Array.isArray(value)) return value.map(readable);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, readable(held)]));
    };
    const answerOf = <Answer>(request: IDBRequest<Answer>) =>
      new Promise<Answer>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')));
      });
    const found: unknown[] = [localStorage, sessionStorage].map((storage) => Object.entries(storage));
    for (const { name } of await indexedDB.databases()) {
      const database = await answerOf(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames) {
        const rows = database.transaction(store).objectStore(store);
        found.push({
          name,
          store,
          keys: await answerOf(rows.getAllKeys()),
          rows: readable(await answerOf(rows.getAll())),
        });
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const answer = await cache.match(request);
        const type = answer?.headers.get('content-type') ?? '';
        // The app itself is no secret; what it asked of the server would be.
        const body = /javascript|css|font|image|svg/.test(type) ? type : await answer?.text();
        found.push({ name, url: request.url, body });
      }
    }
    return JSON.stringify(found);
  });
