import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { misfitsOn, violationsOn } from '../support/browser-checks.ts';
import { goTo } from './lock-steps.ts';
import { button, GIST, heading, picture, startVisit } from './phone-steps.ts';
import { stage } from './stage.ts';

const { anotherPhone, serverAndPhone } = stage();

/** The browser's own storage gives nothing of the records while this tab says so. */
const withBreakableDisk = () => {
  const failing = () => sessionStorage.getItem('disk') === 'broken';
  // oxlint-disable-next-line typescript/unbound-method -- applied to the database it was called on
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function failingNow(this: IDBDatabase, ...given) {
    if (failing() && this.name !== 'banso') throw new DOMException('The storage does not answer.', 'UnknownError');
    return transaction.apply(this, given);
  };
};

const breakDisk = (page: Page, broken: boolean): Promise<void> =>
  page.evaluate((state) => sessionStorage.setItem('disk', state), broken ? 'broken' : 'whole');

test('[L5.60] 端末の記録を読めないと、そのことと次にすることを示し、サインアウトでは確かめられないと伝え、直ると元に戻る', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  await startVisit(page);
  await page.addInitScript(withBreakableDisk);
  await page.goto(`${server.url}/more`);
  await button(page, 'サインアウトする').waitFor();
  await breakDisk(page, true);
  await button(page, 'サインアウトする').click();
  const dialog = page.getByRole('dialog', { name: 'まだ送っていない記録があるか、確かめられません' });
  await button(page, 'もう一度確かめる').waitFor();
  await picture(page, 'read-trouble-sign-out');
  expect([...(await violationsOn(page)), ...(await misfitsOn(page))]).toEqual([]);
  await dialog.getByRole('button', { name: 'やめる' }).click();
  await goTo(page, '送信・要対応');
  const trouble = page.getByRole('alert').filter({ hasText: '端末の記録を読み込めませんでした' });
  await trouble.getByText('記録した内容は消していません。', { exact: false }).waitFor();
  await picture(page, 'read-trouble');
  expect([...(await violationsOn(page)), ...(await misfitsOn(page))]).toEqual([]);
  await button(page, 'もう一度読み込む').click();
  // It asks by itself as well: the button may be gone as soon as the disk answers.
  await breakDisk(page, false);
  await trouble.waitFor({ state: 'detached' });
  await page
    .getByText(/送信済・受領/)
    .first()
    .waitFor();
  expect(phone.complaints.filter((line) => !/^(Reading failed|Settling|Sync) /.test(line))).toEqual([]);
});

test('[L2.21] 保存できていない一字があるあいだは、「保存しました」と言わず、書ければまた言う', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  await startVisit(page);
  await page.addInitScript(withBreakableDisk);
  await page.goto(server.url);
  await page.getByRole('link', { name: 'つづける' }).click();
  const gist = page.getByLabel('支援内容の要旨');
  const saved = page.getByText('この端末に保存しました');
  await gist.fill('原価を一緒に計算した。');
  await saved.waitFor();
  await breakDisk(page, true);
  await gist.fill(GIST);
  await page.getByRole('alert').filter({ hasText: '端末に書き込めませんでした' }).waitFor();
  await saved.waitFor({ state: 'hidden' });
  await picture(page, 'not-saved');
  expect([...(await violationsOn(page)), ...(await misfitsOn(page))]).toEqual([]);
  await breakDisk(page, false);
  await button(page, '休憩を5分増やす').click();
  await saved.waitFor();
  await page.reload();
  await expect.poll(() => gist.inputValue()).toBe(GIST);
});

test('[L5.60] 端末の記録が開かないあいだは、空の画面ではなく、そのことを示す', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  await page.addInitScript(() => {
    // A request that the browser never answers.
    indexedDB.open = () => new EventTarget() as IDBOpenDBRequest;
  });
  await page.goto(server.url);
  await page.getByText('端末の記録を開いています').waitFor();
  await page.getByText('端末の記録を開くのに時間がかかっています').waitFor();
  await picture(page, 'read-trouble-opening');
  expect([...(await violationsOn(page)), ...(await misfitsOn(page))]).toEqual([]);
});

test('[L5.60] アプリのプログラムが届かないあいだも、空の画面ではない', async () => {
  const { server } = await serverAndPhone();
  const page = (await anotherPhone()).page();
  await page.route(/\/assets\/.*\.js/, () => undefined);
  await page.goto(server.url, { waitUntil: 'commit' });
  await page.getByText('アプリを開いています。').waitFor();
  await picture(page, 'read-trouble-no-script');
  expect(await misfitsOn(page)).toEqual([]);
});

test('[L5.60] 読めない端末でも、別の人はサインインへ進める。記録は消えない', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  await startVisit(page);
  await page.addInitScript(withBreakableDisk);
  await page.goto(server.url);
  await page.getByRole('link', { name: 'つづける' }).waitFor();
  await breakDisk(page, true);
  await page.evaluate(() => history.pushState(null, '', '/sign-in'));
  await heading(page, 'まだ送っていない記録があるか、確かめられません').waitFor();
  await picture(page, 'read-trouble-switch');
  expect([...(await violationsOn(page)), ...(await misfitsOn(page))]).toEqual([]);
  await button(page, 'この端末に残して、サインインへ進む').click();
  await heading(page, 'サインイン').waitFor();
});

test('[L5.61] 開けない記録は、送信状況の画面で件数と次にすることを伝え、端末に残る', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  await phone.context().setOffline(true);
  await startVisit(page);
  await page.evaluate(async () => {
    const named = (await indexedDB.databases()).find(({ name }) => name !== 'banso')?.name ?? '';
    const asked = <Answer>(request: IDBRequest<Answer>): Promise<Answer> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('no reason'));
      });
    const database = await asked(indexedDB.open(named));
    const outbox = database.transaction('outbox', 'readwrite').objectStore('outbox');
    const [row] = (await asked(outbox.getAll())) as { sealed: ArrayBuffer }[];
    await asked(outbox.put({ ...row, sealed: new Uint8Array([1, 2, 3]).buffer }));
    database.close();
  });
  await page.goto(`${server.url}/outbox`);
  await page.getByText('この端末で開けない記録があります').waitFor();
  await page.getByText('この端末の記録1件を開けないため', { exact: false }).waitFor();
  await picture(page, 'unopened');
  expect([...(await violationsOn(page)), ...(await misfitsOn(page))]).toEqual([]);
  await phone.context().setOffline(false);
  await page.getByText('未送信の記録はありません').waitFor();
});
