import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { misfitsOn, violationsOn } from '../support/browser-checks.ts';
import { samplePhoto } from '../support/sample-photo.ts';
import { submit } from './company-steps.ts';
import { button, heading, picture, recordVisit } from './phone-steps.ts';
import { rowOf, stage } from './stage.ts';

const { serverAndPhone, deskOf } = stage();

/** How large the drafts on the disk are: their texts are sealed. */
const draftSizes = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const named = (await indexedDB.databases()).find(({ name }) => name !== 'banso')?.name ?? '';
    const asked = <Answer>(request: IDBRequest<Answer>): Promise<Answer> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('no reason'));
      });
    const database = await asked(indexedDB.open(named));
    const rows = (await asked(database.transaction('drafts').objectStore('drafts').getAll())) as {
      readonly key: string;
      readonly sealed: ArrayBuffer;
    }[];
    database.close();
    return JSON.stringify(rows.map(({ key, sealed }) => [key, sealed.byteLength]));
  });

test('[L12.127] 端末が使えなかった会社の紙の署名を圏外で写すと、再読み込みでも残り、届くまで送信済にならず、届くと事務局が見比べて承認へ進める', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  const pc = await deskOf(server);
  await phone.context().setOffline(true);
  await recordVisit(page);
  await page.getByRole('link', { name: '紙に書いてもらったとき' }).click();
  await heading(page, '紙に書いてもらった').waitFor();
  await button(page, '紙の確認を記録する').click();
  await page.getByText('紙の写しがありません').waitFor();
  await look(page, 'paper-errors');
  await addCopy(page, '写真を選ぶ', 1);
  const before = await draftSizes(page);
  await page.getByRole('radio', { name: /端末が使えなかった/ }).check();
  await expect.poll(() => draftSizes(page)).not.toBe(before);
  // A phone may throw the page away behind its camera: what was photographed and chosen is there again.
  await page.reload();
  await button(page, '紙の写し　1枚目').waitFor();
  // The draft is read after the pictures.
  await page.getByRole('radio', { name: /端末が使えなかった/, checked: true }).waitFor();
  await addCopy(page, '写真を選ぶ', 2);
  await button(page, '2枚目を外す').click();
  await button(page, '紙の写し　2枚目').waitFor({ state: 'detached' });
  await page.evaluate(() => scrollTo(0, 0));
  await look(page, 'paper');
  await button(page, '紙の写し　1枚目').scrollIntoViewIfNeeded();
  await picture(page, 'paper-photos');
  await page.getByRole('checkbox', { name: /代筆/ }).scrollIntoViewIfNeeded();
  await picture(page, 'paper-fields');
  await button(page, '紙の確認を記録する').click();
  await page.getByText('さんが確認しました').first().waitFor();
  await page.getByText('に紙へ署名。').waitFor();
  await submit(page);
  expect(await page.getByText('送信済', { exact: true }).count()).toBe(0);
  await page.evaluate(() => scrollTo(0, 0));
  await look(page, 'paper-summary-offline');

  // The operations arrive, the bytes do not: neither the phone nor the desk calls it done.
  await page.route('**/api/blobs/**', (route) => route.abort());
  await phone.context().setOffline(false);
  const office = pc.page();
  await openVisit(office);
  await office.getByText('紙の確認の写しが届いていない').first().waitFor();
  await office.getByText('まだ届いていません').first().waitFor();
  await look(office, 'paper-desk-missing');
  await page.getByText('提出の操作済・未送信').first().waitFor();

  await page.unroute('**/api/blobs/**');
  await page.reload();
  await page
    .getByText(/提出済・送信済/)
    .first()
    .waitFor();
  await office.getByText('紙の確認の写しが届いていない').first().waitFor({ state: 'detached' });
  await expect.poll(() => decodedWidth(office, '紙の写し　1枚目')).toBeGreaterThan(500);
  await office.getByRole('button', { name: '紙の写し　1枚目' }).click();
  await office.getByRole('dialog', { name: '紙の写し　1枚目' }).waitFor();
  await look(office, 'paper-desk-large');
  expect(wrong.splice(0)).toEqual([]);
  // The aborted uploads are the browser's own words about what this film did to it.
  expect([...phone.complaints, ...pc.complaints].filter((one) => !/ERR_FAILED|Failed to load/.test(one))).toEqual([]);
});

test('[L12.124] 郵送で届いた紙を、事務局が写しと記録を見比べて入力すると、誰が入力したかが残り、書面にも出る', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  await recordVisit(page);
  await button(page, '署名を後にして提出する').click();
  await page.getByRole('dialog').getByRole('button', { name: /提出/ }).first().click();
  await page
    .getByText(/提出済・送信済/)
    .first()
    .waitFor();
  const pc = await deskOf(server);
  const office = pc.page();
  await openVisit(office);
  await button(office, '届いた紙の確認を入力する（代理入力）').click();
  const dialog = office.getByRole('dialog', { name: /代理入力/ });
  await button(office, 'この内容で入力する').click();
  await office.getByText('五つの項目すべてを').waitFor();
  const chooser = office.waitForEvent('filechooser');
  await button(office, '画像を選ぶ').click();
  await (await chooser).setFiles({ name: 'scan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') });
  await office.getByText('PDFは入れられません').waitFor();
  await look(office, 'enter-paper-errors');
  await addCopy(office, '画像を選ぶ', 3);
  for (const what of ['日にち', '時間', '休憩', '場所', '支援の内容'])
    await dialog.getByRole('checkbox', { name: new RegExp(`^${what}は、紙と同じ`) }).check();
  await dialog.getByRole('radio', { name: '郵送' }).check();
  await dialog.getByRole('radio', { name: /紙での確認を望まれた/ }).check();
  await look(office, 'enter-paper');
  await button(office, 'この内容で入力する').click();
  await dialog.waitFor({ state: 'detached' });
  await office.getByText('有効な紙の確認があります').waitFor();
  await office.getByText('代理入力', { exact: true }).waitFor();
  await office.getByText(/桐野 誠.*さん（郵送で届いた紙から）/).waitFor();
  await office.getByText('代理入力された確認').first().waitFor();
  await expect.poll(() => decodedWidth(office, '紙の写し　1枚目')).toBeGreaterThan(500);
  await office.getByText('代理入力', { exact: true }).scrollIntoViewIfNeeded();
  await look(office, 'paper-desk-entered');
  const link = office.getByRole('link', { name: /^確認書（PDF）/ });
  const slip = await office.request.get(`${server.url}${(await link.getAttribute('href')) ?? ''}`);
  expect([slip.status(), slip.headers()['content-type']]).toEqual([200, 'application/pdf']);
  expect(wrong.splice(0)).toEqual([]);
  expect([...phone.complaints, ...pc.complaints]).toEqual([]);
});

const wrong: string[] = [];
/** A picture of the screen, with what is not accessible or does not fit on it. */
const look = async (page: Page, name: string): Promise<void> => {
  wrong.push(...[...(await violationsOn(page)), ...(await misfitsOn(page))].map((one) => `${name}: ${one}`));
  await picture(page, name);
};

/** Chooses the photo of a paper from the album or the scanner's folder. */
const addCopy = async (page: Page, by: string, which: number): Promise<void> => {
  const { bytes } = await samplePhoto({ width: 1_131, height: 1_600, seed: which });
  const chooser = page.waitForEvent('filechooser');
  await button(page, by).click();
  await (await chooser).setFiles({ name: `IMG_000${which}.JPG`, mimeType: 'image/jpeg', buffer: Buffer.from(bytes) });
  await button(page, `紙の写し　${Math.min(which, 2)}枚目`)
    .or(button(page, '紙の写し　1枚目'))
    .first()
    .waitFor();
};

const openVisit = async (office: Page): Promise<void> => {
  const row = rowOf(office, 'みのり野製麺.*第2回');
  await row.waitFor();
  await row.getByRole('link').or(row).first().click();
  await heading(office, /みのり野製麺.*第2回/).waitFor();
};

const decodedWidth = (page: Page, alt: string) =>
  page
    .getByRole('img', { name: alt })
    .first()
    .evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth));
