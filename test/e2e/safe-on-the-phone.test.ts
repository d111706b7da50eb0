import type { Page } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { openCutLine } from '../support/cut-line.ts';
import { agree, confirm, drawLine, handOver, sign, takeBack } from './company-steps.ts';
import {
  button,
  declareDevice,
  GIST,
  heading,
  picture,
  recordVisit,
  startVisit,
  untilKept,
  untilItOpensOffline,
} from './phone-steps.ts';
import { stage } from './stage.ts';

const { serverAndPhone, startServer, anotherPhone } = stage();

test('[L2.20][L1.55] まだ記録になっていない一字一字も、ブラウザーの強制終了の後に残る', async () => {
  const { server, phone } = await serverAndPhone();
  await phone.context().setOffline(true);
  await startVisit(phone.page());
  await phone.page().getByLabel('支援内容の要旨').fill(GIST);
  await untilKept(phone.page());
  await phone.kill();

  const page = await phone.open('offline');
  await page.goto(server.url);
  // The start alone is an operation; the text comes out of its draft.
  await page.getByText('未送信 1件').waitFor();
  await page.getByRole('link', { name: /送信・要対応/ }).click();
  await heading(page, '書きかけ　1件').waitFor();
  await picture(page, 'outbox-draft');
  await page.getByRole('link', { name: /支援実施報告書/ }).click();
  await heading(page, '訪問中　第2回').waitFor();
  await expect.poll(() => page.getByLabel('支援内容の要旨').inputValue()).toBe(GIST);
  expect(phone.complaints).toEqual([]);
});

test('[L7.21] 記録に使う部分が届く前に電波が切れたら、空き容量のせいにせずにそう言い、届けば同じ画面から記録できる', async () => {
  const server = await startServer();
  const phone = await anotherPhone();
  const page = phone.page();
  // A browser whose worker has not finished: nothing but what was fetched is here.
  await page.addInitScript(() => {
    ServiceWorkerContainer.prototype.register = () => Promise.reject(new Error('Not yet'));
  });
  await phone.context().route('**/assets/decider-*.js', (route) => route.abort('internetdisconnected'));
  await page.goto(server.linkOf('青柳 由美子'));
  await button(page, 'この端末で始める').click();
  await declareDevice(page);
  await button(page, '訪問を始める').click();
  await page.getByText('記録に使う部分が、まだこの端末に届いていません。', { exact: false }).waitFor();
  await picture(page, 'record-code-missing');
  await phone.context().unroute('**/assets/decider-*.js');
  await startVisit(page);
  expect(phone.complaints).toEqual([]);
});

test('[L7.22] アプリが端末に入りきる前に電波が切れても、戻れば自分で続きを入れ、次の圏外でも開ける', async () => {
  const server = await startServer();
  const line = await openCutLine(server.url);
  onTestFinished(line.close);
  const phone = await anotherPhone();
  const page = phone.page();
  // The page itself comes through; what the worker fetches for later does not.
  line.cut(({ path, dest }) => path.startsWith('/assets/') && dest === 'empty');
  await page.goto(line.url);
  await heading(page, 'サインイン').waitFor();
  await expect.poll(line.cuts).toBeGreaterThan(0);
  await page.evaluate(async () => {
    // The browser has given the installation up.
    while (await navigator.serviceWorker.getRegistration()) await new Promise((resolve) => setTimeout(resolve, 20));
  });
  line.mend();
  await untilItOpensOffline(page);
  await server.stop();
  line.close();
  await page.reload();
  await heading(page, 'サインイン').waitFor();
  expect(phone.complaints.filter((text) => !text.includes('service-worker.js'))).toEqual([]);
});

test('[L7.11] 圏外では件数と古さを言い、電波が戻ると押さなくても送り、受領があるものだけを送信済と言う', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  await phone.context().setOffline(true);
  await startVisit(page);
  await page.goto(`${server.url}/`);
  await page.getByText('圏外です。').waitFor();
  await page.getByText('最古 たった今').waitFor();
  await page.getByRole('link', { name: /送信・要対応/ }).click();
  await heading(page, '未送信　1件').waitFor();
  expect(await page.getByText('送信済').count()).toBe(0);

  await phone.context().setOffline(false);
  await heading(page, '送信済　1件').waitFor();
  await page.getByText(/受領 \d+:\d+/).waitFor();
  expect(phone.complaints).toEqual([]);
});

test('[L12.3] 何も書かない、点、まっすぐな線は、もう一度お願いし、続け字の一画は受け取る', async () => {
  const { phone } = await serverAndPhone();
  const page = phone.page();
  await recordVisit(page);
  await handOver(page);
  await agree(page);
  await button(page, '確認する').click();
  await page.getByText('まだ書かれていません。', { exact: false }).waitFor();
  await drawLine(page, { x: 0.2, y: 0.4 });
  await button(page, '確認する').click();
  await page.getByText('点のようです。', { exact: false }).waitFor();
  await button(page, 'やり直す').click();
  await drawLine(page, { x: 0.9, y: 0.45 });
  await button(page, '確認する').click();
  await page.getByText('まっすぐな線のようです。', { exact: false }).waitFor();
  await picture(page, 'pad-asked-again');
  await button(page, '一つ戻す').click();
  await sign(page, { strokes: 1 });
  await confirm(page);
  await takeBack(page);
  expect(phone.complaints).toEqual([]);
});

test('[L12.9] 画と画のあいだを置かずに書いても、前の画の点が次の画に混じって、誰も書いていない線にならない', async () => {
  const { phone } = await serverAndPhone();
  const page = phone.page();
  await recordVisit(page);
  await handOver(page);
  await agree(page);
  // In one turn of the page, as events come in behind work that held it up: a stroke at the left, and the next begun at the right.
  await movePen(page, 'down 10, move 14, move 18, move 22, move 26, up 26, down 75');
  await movePen(page, 'move 79, move 83, move 87, move 91, up 91');
  await page.getByRole('img', { name: '署名の欄。2画が書かれています' }).waitFor();
  await picture(page, 'pad-two-strokes');
  const ink = await inkAcross(page);
  expect(ink.slice(11, 17).every(Boolean)).toBe(true);
  expect(ink.slice(30, 70).some(Boolean)).toBe(false);
  expect(ink.slice(76, 82).every(Boolean)).toBe(true);
  expect(phone.complaints).toEqual([]);
});

test('[L12.20] 書いた署名は、端末の回転、再読込み、ブラウザーの強制終了の後も残り、戻るボタンでは会社の画面から出られない', async () => {
  const { server, phone } = await serverAndPhone();
  await phone.context().setOffline(true);
  await recordVisit(phone.page());
  await handOver(phone.page());
  await agree(phone.page());
  await sign(phone.page(), { strokes: 2 });
  const drawn = () => phone.page().getByRole('img', { name: '署名の欄。2画が書かれています' }).waitFor();
  await drawn();
  await phone.page().setViewportSize({ width: 844, height: 390 });
  await drawn();
  await picture(phone.page(), 'pad-landscape');
  await phone.page().reload();
  await drawn();
  await phone.kill();

  const page = await phone.open('offline');
  await page.goto(`${server.url}/more`);
  await drawn();
  for (let press = 0; press < 3; press += 1) {
    await page.goBack().catch(() => null);
    await drawn();
  }
  await picture(page, 'pad-after-kill');
  await confirm(page);
  await takeBack(page);
  expect(phone.complaints).toEqual([]);
});

/** Acts of a pen at these hundredths of the pad's width in one turn of the page, then a while in which each timer of theirs comes due. */
const movePen = (page: Page, acts: string): Promise<void> =>
  page.locator('canvas').evaluate((canvas, said) => {
    const box = canvas.getBoundingClientRect();
    for (const [act, percent] of said.split(', ').map((one) => one.split(' ')))
      canvas.dispatchEvent(
        new PointerEvent(`pointer${act}`, {
          bubbles: true,
          cancelable: true,
          pointerId: 1,
          pointerType: 'pen',
          isPrimary: true,
          buttons: act === 'up' ? 0 : 1,
          pressure: 0.5,
          clientX: box.left + (box.width * Number(percent)) / 100,
          clientY: box.top + box.height / 2,
        }),
      );
    return new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }, acts);

/** Whether there is ink in each hundredth of the pad's width. */
const inkAcross = (page: Page): Promise<readonly boolean[]> =>
  page.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
    const columns = new Set(
      Array.from(pixels.keys())
        .filter((at) => at % 4 === 3 && (pixels[at] ?? 0) > 0)
        .map((at) => Math.floor((100 * (((at - 3) / 4) % width)) / width)),
    );
    return Array.from({ length: 100 }, (_, column) => columns.has(column));
  });
