import { expect, test } from 'vitest';
import { samplePhoto } from '../support/sample-photo.ts';
import { inspector } from './inspector.ts';
import { button, GIST, heading, startVisit, untilKept } from './phone-steps.ts';
import { stage } from './stage.ts';

const { serverAndPhone } = stage();

/** From now on the disk takes nothing more until the reserve is given up. Chromium's own limit for IndexedDB cannot be set from outside. */
const fillDisk = () => {
  const full = () => sessionStorage.getItem('disk') === 'full';
  // oxlint-disable-next-line typescript/unbound-method -- each is applied to the store it was called on
  const { add, put, clear } = IDBObjectStore.prototype;
  const refusing = (write: typeof put) =>
    function write_(this: IDBObjectStore, ...values: Parameters<typeof put>) {
      if (full()) throw new DOMException('The disk is full.', 'QuotaExceededError');
      return write.apply(this, values);
    };
  IDBObjectStore.prototype.add = refusing(add);
  IDBObjectStore.prototype.put = refusing(put);
  IDBObjectStore.prototype.clear = function freeing(this: IDBObjectStore) {
    if (this.name === 'reserve') sessionStorage.setItem('disk', 'freed');
    return clear.call(this);
  };
};

test('[L2.35][L2.32][L2.31] 空きがなくなると、予備を使って訪問の記録と書いた文を残し、写真だけを断る', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const { look, wrong } = inspector();
  await phone.context().addInitScript(fillDisk);
  const reserveSays = async (words: string) => {
    await page.goto(`${server.url}/more`);
    await heading(page, '記録の保存').scrollIntoViewIfNeeded();
    return page.getByText(words).isVisible();
  };
  await expect.poll(() => reserveSays('20MBを確保しています'), { timeout: 60_000, interval: 1_000 }).toBe(true);
  await look(page, 'room-enough');

  await phone.context().setOffline(true);
  await page.goto(`${server.url}/`);
  await button(page, '訪問を始める').waitFor();
  await page.evaluate(() => sessionStorage.setItem('disk', 'full'));
  await startVisit(page);
  await page.getByLabel('支援内容の要旨').fill(GIST);
  await untilKept(page);
  const { bytes } = await samplePhoto({ width: 640, height: 480, seed: 3 });
  const chooser = page.waitForEvent('filechooser');
  await button(page, '写真を選ぶ').click();
  await (await chooser).setFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(bytes) });
  await button(page, 'この写真を追加する').click();
  await page.getByText('端末の空き容量が少ないため、写真を追加できません').waitFor();
  await look(page, 'room-no-photo');
  await page.getByRole('dialog').getByRole('button', { name: 'やめる' }).click();
  // Nothing is laid again while nothing is free.
  await page.evaluate(() => sessionStorage.setItem('disk', 'full'));
  expect(await reserveSays('記録のために使いました')).toBe(true);
  await page.getByText('空き容量が少なくなっています').waitFor();
  await look(page, 'room-short');

  await page.evaluate(() => sessionStorage.removeItem('disk'));
  await expect.poll(() => reserveSays('20MBを確保しています'), { timeout: 60_000, interval: 1_000 }).toBe(true);
  await page.goto(`${server.url}/`);
  await page.getByRole('link', { name: 'つづける' }).click();
  await heading(page, '訪問中　第2回').waitFor();
  await expect.poll(() => page.getByLabel('支援内容の要旨').inputValue()).toBe(GIST);
  await phone.context().setOffline(false);
  await expect.poll(() => page.getByText('未送信').count()).toBe(0);
  expect(wrong).toEqual([]);
});
